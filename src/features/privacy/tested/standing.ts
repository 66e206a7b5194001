import type { PromiseStatus } from "#foundation/register/promises-first.ts";
import type { Embedded, TestReport } from "./report.ts";

/** In the order in which a page shows them: what is wrong comes first. */
export const STANDINGS = ["failed", "untested", "other_wording", "not_run", "open", "passed"] as const;
/**
 * What the tests say of a promise. `untested`: not in this version. `other_wording`: they passed, when another sentence
 * made it. `not_run`: not all of its tests ran. `open`: the ledger names no test.
 */
export type Standing = (typeof STANDINGS)[number];

/** The report on this very source; undefined when there is none. */
export function reportOf({ source, report }: Embedded): TestReport | undefined {
	return source !== undefined && report?.source === source ? report : undefined;
}

/** Titles of tests that the ledger names for a promise. */
export function titlesOf(status: PromiseStatus): readonly string[] {
	if ("open" in status) return [];
	return typeof status.kept === "string" ? [status.kept] : status.kept;
}

/**
 * Never more than the report says.
 * @param report on this very source
 * @param sentence hash of the sentence in force; undefined when none was found that makes the promise
 */
export function standingOf(
	{ id, status, sentence }: { id: string; status: PromiseStatus; sentence: string | undefined },
	report: TestReport | undefined,
): Standing {
	const titles = titlesOf(status);
	if (titles.length === 0) return "open";
	if (report === undefined) return "untested";
	const tested = report.promises[id];
	const outcomes = titles.map((title) => tested?.tests.find((test) => test.title === title)?.outcome ?? "not_run");
	if (outcomes.includes("failed")) return "failed";
	if (outcomes.includes("not_run")) return "not_run";
	return sentence !== undefined && tested?.sentences.includes(sentence) ? "passed" : "other_wording";
}
