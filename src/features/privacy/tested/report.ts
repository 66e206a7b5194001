/**
 * What a whole run of the tests found about each promise: `npm test` writes it, `deploy` embeds it for the very source
 * that was tested (DECISIONS 128). It holds titles of tests and counts: no path, no message of an error, no time of a
 * machine but the end of the run.
 */
export type TestReport = {
	format: 1;
	/** Of the files that were tested (src/cli/tested/source-hash.ts). */
	source: string;
	/** ISO 8601, UTC. */
	finishedAt: string;
	/** Of the whole run, types and lint among it. */
	passed: number;
	failed: number;
	/** By id, those that name a test or stand in a statement. */
	promises: Readonly<Record<string, TestedPromise>>;
};

export type TestedPromise = {
	/** Hashes of the sentences that made it when the tests ran, of every brand and language. */
	sentences: readonly string[];
	/** The tests that the ledger names (src/foundation/register/promises.ts), in its order. */
	tests: readonly NamedTest[];
};

export type NamedTest = {
	/** Of the ledger: the title, or how it begins; `%s` stands for what differs by case. */
	title: string;
	outcome: Outcome;
	/** Tests of that title that ran: one for each case and runtime. */
	cases: number;
};

/** `flaky`: failed and passed on its one retry. `not_run`: no test of that title ran. */
export const OUTCOMES = ["passed", "flaky", "failed", "not_run"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a deployment knows of itself. */
export type Embedded = {
	/** The hash of its own source; undefined where nobody computed it. */
	source: string | undefined;
	report: TestReport | undefined;
};
