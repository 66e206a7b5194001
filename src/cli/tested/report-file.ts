import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestReport } from "#features/privacy/tested/report.ts";
import { testReportSchema } from "#features/privacy/tested/schema.ts";
import { titlesOf } from "#features/privacy/tested/standing.ts";
import { PROMISE_IDS, PROMISES } from "#foundation/register/promises.ts";
import { outcomeOf, type TitleCounts } from "./outcomes.ts";

/** What the last whole run of the tests found about the promises, of this checkout. Git ignores it. */
export const REPORT_FILE = "reports/promises.json";

export type WholeRun = {
	source: string;
	finishedAt: Date;
	passed: number;
	failed: number;
	titles: readonly TitleCounts[];
	sentences: ReadonlyMap<string, readonly string[]>;
};

/** The report on a whole run: titles as the ledger has them, for a title as it ran may name what it ran on. */
export function reportOfRun({ source, finishedAt, passed, failed, titles, sentences }: WholeRun): TestReport {
	const rows = PROMISE_IDS.flatMap((id) => {
		const tests = titlesOf(PROMISES[id].status).map((title) => outcomeOf(title, titles));
		const said = sentences.get(id) ?? [];
		return tests.length === 0 && said.length === 0 ? [] : [[id, { sentences: said, tests }] as const];
	});
	const promises = Object.fromEntries(rows);
	return { format: 1, source, finishedAt: finishedAt.toISOString(), passed, failed, promises };
}

export function writeTestReport(directory: string, report: TestReport): void {
	const file = join(directory, REPORT_FILE);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(`${file}.new`, `${JSON.stringify(report, null, "\t")}\n`);
	renameSync(`${file}.new`, file);
}

export function removeTestReport(directory: string): void {
	rmSync(join(directory, REPORT_FILE), { force: true });
}

/** Undefined when there is none, or none that can be read. */
export function readTestReport(directory: string): TestReport | undefined {
	try {
		return testReportSchema.parse(JSON.parse(readFileSync(join(directory, REPORT_FILE), "utf8")));
	} catch {
		return undefined;
	}
}
