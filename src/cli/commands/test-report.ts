import { z } from "zod";

/** What the reporter of a test run writes (test/support/run/reporter.ts), for `npm test` to print. */
export const runReportSchema = z.object({
	passed: z.number(),
	failed: z.number(),
	success: z.boolean(),
	/** Each file on each runtime, with the time that a worker spent on it: loading, hooks, tests. */
	files: z.array(z.object({ path: z.string(), project: z.string(), milliseconds: z.number() })),
	/** Tests that failed and then passed on their one retry. */
	flaky: z.array(z.object({ path: z.string(), project: z.string(), title: z.string(), error: z.string() })),
	/** How the tests ended that the ledger of promises names. */
	kept: z.array(
		z.object({ title: z.string(), passed: z.number(), flaky: z.number(), failed: z.number(), broken: z.number() }),
	),
});
export type RunReport = z.infer<typeof runReportSchema>;

/**
 * Minutes of one worker for each area on a quiet machine of two cores, where two workers share them: together at most 8
 * minutes for a run. An area over its budget is named and fails nothing.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
	"test/foundation": 3.5,
	"test/features": 4,
	"test/cli": 1.5,
	"test/whole": 3,
	"test/e2e": 2.5,
	"node host": 1.5,
};

/** A whole run fails past this, on any machine. */
export const MAX_RUN_MINUTES = 50;
/** So many flaky tests fail the run. */
export const MAX_FLAKY = 3;
const SLOWEST_FILES = 10;
const MINUTE_MS = 60_000;

type TestedFile = RunReport["files"][number];

/** The Node host's files run for that host, wherever they stand. */
function areaOf({ path, project }: TestedFile): string {
	return project === "node" ? "node host" : path.split("/").slice(0, 2).join("/");
}

const minutes = (milliseconds: number) => `${(milliseconds / MINUTE_MS).toFixed(1)} min`;

/** The lines that `npm test` closes with: minutes by area, slowest files, flaky tests. */
export function describeRun({ files, flaky }: RunReport, wallMs: number): string[] {
	const areas = new Map<string, number>();
	for (const file of files) areas.set(areaOf(file), (areas.get(areaOf(file)) ?? 0) + file.milliseconds);
	const rows = [...areas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([area, spent]) => describeArea(area, spent));
	const slowest = [...files].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST_FILES);
	return [
		`time: ${minutes(wallMs)}; of the workers, by area:`,
		...rows,
		"slowest files:",
		...slowest.map(
			({ path, project, milliseconds }) => `  ${(milliseconds / 1_000).toFixed(1).padStart(6)} s  ${path} (${project})`,
		),
		...flaky.map(({ path, project, title, error }) => `flaky: ${path} (${project}) > ${title}: ${error}`),
	];
}

function describeArea(area: string, spentMs: number): string {
	const budget = BUDGETS[area];
	const over = budget !== undefined && spentMs > budget * MINUTE_MS ? `  over its budget of ${budget} min` : "";
	return `  ${minutes(spentMs).padStart(9)}  ${area}${over}`;
}

/** Why a run fails though each of its tests passed in the end. */
export function faultsOfRun({ flaky }: Pick<RunReport, "flaky">, wallMs: number): string[] {
	return [
		...(flaky.length >= MAX_FLAKY ? [`${flaky.length} flaky tests fail the run (fewer than ${MAX_FLAKY} may)`] : []),
		...(wallMs > MAX_RUN_MINUTES * MINUTE_MS ? [`the run took longer than ${MAX_RUN_MINUTES} minutes`] : []),
	];
}
