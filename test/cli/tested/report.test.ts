import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { test as runTests } from "#cli/commands/test.ts";
import { embeddedIn, knownMeanwhile, knownOf, writeEmbedded } from "#cli/tested/embed.ts";
import { countTitles, type EndedTest, hasTitle, outcomeOf } from "#cli/tested/outcomes.ts";
import { REPORT_FILE, readTestReport, reportOfRun, writeTestReport } from "#cli/tested/report-file.ts";
import { sourceHash } from "#cli/tested/source-hash.ts";
import { testReportSchema } from "#features/privacy/tested/schema.ts";
import { PROMISE_IDS, PROMISES } from "#foundation/register/promises.ts";
import { quietIo } from "../../support/world.ts";

const ended = (name: string, state: EndedTest["state"], flaky = false) => ({
	...{ name, state, flaky },
});

describe("a title of the ledger", () => {
	it.each([
		["refuses %s, beside its field (P01)", "refuses no name, beside its field (P01)", true],
		["refuses %s, beside its field (P01)", "refuses no name, beside its field (P02)", false],
		["P32 names the controller", "P32 names the controller and the officer", true],
		["P32 names the controller", "says that P32 names the controller", false],
		["holds $name (a.b) [x]? (P05)", "holds it (a.b) [x]? (P05)", true],
		["holds (a.b) (P05)", "holds (axb) (P05)", false],
		["opens $".concat("{kind}, once (P02)"), "opens a link, once (P02)", true],
	])("%j is that of %j: %j", (title, name, is) => {
		expect(hasTitle(name, title)).toBe(is);
	});

	it("has failed when one of its tests did, and was not run when none ended well", () => {
		const outcome = (...tests: Parameters<typeof countTitles>[0]) => outcomeOf("P1", countTitles(tests, ["P1"]));
		expect(outcome(ended("P1 a", "passed"), ended("P1 b", "failed"))).toEqual({
			title: "P1",
			outcome: "failed",
			cases: 2,
		});
		expect(outcome(ended("P1 a", "passed"), ended("P1 b", "passed", true)).outcome).toBe("flaky");
		expect(outcome(ended("P1 a", "passed"), ended("other", "failed")).outcome).toBe("passed");
		expect(outcome(ended("P1 a", "skipped"), ended("P1 b", "pending"))).toEqual({
			title: "P1",
			outcome: "not_run",
			cases: 0,
		});
		expect(outcome().outcome).toBe("not_run");
		// Left out on purpose says nothing; cut off by a hook or a file that failed proves nothing.
		expect(outcome(ended("P1 a", "passed"), ended("P1 b", "skipped")).outcome).toBe("passed");
		for (const cutOff of ["broken", "pending"] as const)
			expect(outcome(ended("P1 a", "passed"), ended("P1 b", cutOff)).outcome).toBe("not_run");
	});
});

/** A checkout whose tools are stand-ins: what vitest finds is what the test says. */
let project: string;
const VITEST = `#!${process.execPath}
const { readFileSync, writeFileSync, appendFileSync } = require("node:fs");
const script = JSON.parse(readFileSync("said.json", "utf8"));
if (script.report) writeFileSync(process.env.LIVERY_REPORT, JSON.stringify(script.report));
if (script.changes) appendFileSync(script.changes, "// changed\\n");
process.exitCode = script.code ?? 0;
`;
const TITLES = [
	{ title: "P32 P58 names the controller and the officer", passed: 1, flaky: 0, failed: 0, broken: 0 },
	{ title: "P62 is declared valid for the partner's organisation", passed: 0, flaky: 0, failed: 1, broken: 0 },
];
const RUN = { passed: 10, failed: 0, success: true, files: [], flaky: [], kept: TITLES };
beforeAll(() => {
	project = mkdtempSync(join(tmpdir(), "livery-tested-"));
	mkdirSync(join(project, "node_modules/.bin"), { recursive: true });
	cpSync("tenants", join(project, "tenants"), { recursive: true });
	for (const [name, text] of [
		["vitest", VITEST],
		["tsc", `#!${process.execPath}\n`],
		["biome", `#!${process.execPath}\n`],
	] as const) {
		writeFileSync(join(project, "node_modules/.bin", name), text);
		chmodSync(join(project, "node_modules/.bin", name), 0o755);
	}
	mkdirSync(join(project, "src"));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));
beforeEach(() => {
	writeFileSync(join(project, "src/a.ts"), "export {};\n");
	rmSync(join(project, "reports"), { recursive: true, force: true });
});

const NOW = new Date("2026-11-30T20:00:00Z");
async function npmTest(script: object, ...argv: string[]): Promise<string> {
	writeFileSync(join(project, "said.json"), JSON.stringify(script));
	const io = quietIo(project, () => NOW);
	await runTests(argv, io);
	return io.said();
}
const written = () => readFileSync(join(project, REPORT_FILE), "utf8");

describe("npm test", () => {
	it("writes what a whole run found of every promise, for the source that it ran on", async () => {
		expect(await npmTest({ report: { ...RUN, failed: 1 } })).toMatch(
			/\nwrote reports\/promises\.json\n12 passed, 1 failed\n$/,
		);
		const report = testReportSchema.parse(JSON.parse(written()));
		expect(report).toMatchObject({ source: sourceHash(project), passed: 12, failed: 1, finishedAt: NOW.toISOString() });
		expect(report.promises.P32?.tests).toEqual([
			{ title: "P32 P58 names the controller and the officer", outcome: "passed", cases: 1 },
		]);
		expect(report.promises.P62?.tests[0]?.outcome).toBe("failed");
		expect(report.promises.P01?.tests.map(({ outcome }) => outcome)).toEqual(["not_run", "not_run"]);
		// Open, yet a statement makes it: it has sentences and no test.
		expect(report.promises.P61).toEqual({ sentences: expect.any(Array), tests: [] });
		expect(report.promises.P61?.sentences.length).toBeGreaterThan(0);
		// In no statement yet.
		expect(report.promises.P06).toBeUndefined();
		expect(await npmTest({ report: RUN }, "--all")).toContain("wrote reports/promises.json");
	});

	it("holds titles of the ledger and no word of a machine: no path, no message, no name of a case", async () => {
		const report = { ...RUN, files: [{ path: "/home/x/y.test.ts", project: "http", milliseconds: 1 }] };
		await npmTest({ report: { ...report, flaky: [{ path: "/z", project: "http", title: "t", error: "/home/x" }] } });
		const kept = new Set(
			PROMISE_IDS.flatMap((id) => {
				const { status } = PROMISES[id];
				return "kept" in status ? status.kept : [];
			}),
		);
		for (const { tests } of Object.values(testReportSchema.parse(JSON.parse(written())).promises))
			for (const { title } of tests) expect(kept).toContain(title);
		for (const word of [project, tmpdir(), process.cwd(), "/home", "hostname", "@"])
			expect(written()).not.toContain(word);
	});

	it.each([["test/a.test.ts"], ["-t", "P32"], ["--project", "values"], ["--all", "--changed"]])(
		"with %s %s leaves the report of a whole run as it is, and makes none",
		async (...argv) => {
			await npmTest({ report: RUN }, ...argv);
			expect(existsSync(join(project, REPORT_FILE))).toBe(false);
			await npmTest({ report: RUN });
			const before = written();
			await npmTest({ report: { ...RUN, kept: [] } }, ...argv);
			expect(written()).toBe(before);
		},
	);

	it("takes the report away when a whole run broke off, when the source changed meanwhile, and when no brand compiles", async () => {
		await npmTest({ report: RUN });
		expect(await npmTest({ code: 1 })).toContain("no reports/promises.json: the run broke off\n");
		expect(existsSync(join(project, REPORT_FILE))).toBe(false);
		await npmTest({ report: RUN });
		expect(await npmTest({ report: RUN, changes: "src/a.ts" })).toContain("the source was changed meanwhile");
		expect(existsSync(join(project, REPORT_FILE))).toBe(false);
		const file = join(project, "tenants/twero.toml");
		const text = readFileSync(file, "utf8");
		writeFileSync(file, "nothing = [");
		expect(await npmTest({ report: RUN })).toContain("no reports/promises.json: nothing was published");
		writeFileSync(file, text);
		expect(existsSync(join(project, REPORT_FILE))).toBe(false);
	});
});

describe("what is embedded", () => {
	const embedded = () => readFileSync(embeddedIn(join(project, "out")), "utf8");
	const embed = () => writeEmbedded(embeddedIn(join(project, "out")), knownOf(project));

	it("is the report on the very source that is there, and otherwise the hash alone", async () => {
		await npmTest({ report: RUN });
		expect(embed()).toEqual({ "#features/privacy/tested/embedded.ts": embeddedIn(join(project, "out")) });
		const source = sourceHash(project);
		expect(embedded()).toContain(`"source":"${source}","report":{"format":1,"source":"${source}"`);
		writeFileSync(join(project, "src/a.ts"), "export { };\n");
		embed();
		expect(embedded()).toBe(`export const EMBEDDED = {"source":"${sourceHash(project)}"};\n`);
		// Back again: it is the source that was tested.
		writeFileSync(join(project, "src/a.ts"), "export {};\n");
		expect(knownOf(project).report).toBeDefined();
	});

	it("is nothing but the hash for a report that is missing, cut off, of another form, or another's", async () => {
		expect(knownOf(project)).toEqual({ source: sourceHash(project), report: undefined });
		await npmTest({ report: RUN });
		const text = written();
		for (const broken of [
			text.slice(0, -20),
			"{}",
			text.replace('"format": 1', '"format": 2'),
			text.replace('"passed"', '"passed_well"'),
			text.replace(/("source": )"[0-9a-f]{8}/, '$1"00000000'),
		]) {
			writeFileSync(join(project, REPORT_FILE), broken);
			expect(knownOf(project)).toEqual({ source: sourceHash(project), report: undefined });
		}
	});

	it("is written again only when it is another, and says that it knows nothing where files cannot be read", () => {
		embed();
		const report = reportOfRun({
			source: sourceHash(project),
			finishedAt: NOW,
			passed: 1,
			failed: 0,
			titles: [],
			sentences: new Map(),
		});
		writeTestReport(project, report);
		expect(readTestReport(project)).toEqual(report);
		const before = embedded();
		embed();
		expect(embedded()).not.toBe(before);
		const nothing = { source: undefined, report: undefined };
		expect(knownMeanwhile(project)).toEqual({ source: sourceHash(project), report });
		expect(knownMeanwhile(join(project, "gone"))).toEqual(nothing);
		writeFileSync(join(project, "src/a.ts"), "export { };\n");
		expect(knownMeanwhile(project)).toEqual(nothing);
	});
});
