import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BUDGETS, describeRun, faultsOfRun, runReportSchema } from "#cli/commands/test-report.ts";
import { RETRY } from "../../vitest.config.ts";

const MINUTE_MS = 60_000;
const file = (path: string, seconds: number, project = "http") => ({ path, project, milliseconds: seconds * 1_000 });
const flaky = { path: "test/whole/a.http.test.ts", project: "http", title: "a gate > opens", error: "expected 1" };
const report = (files: ReturnType<typeof file>[], flakyTests: (typeof flaky)[] = []) => ({
	...{ passed: 1, failed: 0, success: true },
	...{ files, flaky: flakyTests, kept: [] },
});

describe("what a test run prints", () => {
	it("sums the minutes of each area, those of the Node host apart", () => {
		const files = [
			file("test/features/accounts/a.http.test.ts", 60),
			file("test/features/accounts/a.http.test.ts", 30, "node"),
			file("test/features/profiles/b.test.ts", 12, "values"),
		];
		const lines = describeRun(report(files), 2 * MINUTE_MS);
		expect(lines[0]).toBe("time: 2.0 min; of the workers, by area:");
		expect(lines.slice(1, 3).map((line) => line.trim())).toEqual(["0.5 min  node host", "1.2 min  test/features"]);
	});

	it("names an area that is over its budget, and no other", () => {
		const lines = (minutes: number) => describeRun(report([file("test/whole/a.http.test.ts", minutes * 60)]), 0);
		const budget = BUDGETS["test/whole"] ?? 0;
		expect(lines(budget).join("\n")).not.toContain("over its budget");
		expect(lines(budget + 0.1)[1]).toContain(`test/whole  over its budget of ${budget} min`);
	});

	it("has a budget for every area that has tests, which together fit two workers for 8 minutes", () => {
		expect(Object.values(BUDGETS).reduce((sum, minutes) => sum + minutes)).toBeLessThanOrEqual(16);
		const tests = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((path) =>
			path.endsWith(".test.ts"),
		);
		const areas = new Set(tests.map((path) => `test/${path.split("/")[0]}`));
		expect(new Set(Object.keys(BUDGETS))).toEqual(new Set([...areas, "node host"]));
	});

	it("lists the ten slowest files, the slowest first", () => {
		const files = Array.from({ length: 12 }, (_, number) => file(`test/cli/${number}.test.ts`, number + 1, "values"));
		const lines = describeRun(report(files), 0);
		const slowest = lines.slice(lines.indexOf("slowest files:") + 1);
		expect(slowest).toHaveLength(10);
		expect(slowest[0]).toContain("12.0 s  test/cli/11.test.ts (values)");
	});

	it("fails past 50 minutes or with three flaky tests, each of which it names", () => {
		expect(describeRun(report([], [flaky]), 0).at(-1)).toBe(
			"flaky: test/whole/a.http.test.ts (http) > a gate > opens: expected 1",
		);
		expect(faultsOfRun(report([], [flaky, flaky]), 50 * MINUTE_MS)).toEqual([]);
		expect(faultsOfRun(report([], [flaky, flaky, flaky]), 0)).toEqual([expect.stringContaining("3 flaky")]);
		expect(faultsOfRun(report([]), 50 * MINUTE_MS + 1)).toEqual([expect.stringContaining("50 minutes")]);
	});
});

const TESTS = `
import { existsSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
const isFirst = (name) => !existsSync(name) && (writeFileSync(name, ""), true);
it("passes at once", () => undefined);
it("passes on its retry", () => expect(isFirst("one")).toBe(false));
it("fails twice", () => expect(1).toBe(2));
it("P32 P58 names the controller and the officer of " + process.cwd(), () => expect(isFirst("three")).toBe(false));
it.each(["a", "b", "c"])("refuses %s, beside its field, and gives back the rest (P01)", (name) => expect(name).not.toBe("b"));
it.runIf(false)("P62 is declared valid for the partner's organisation", () => undefined);
describe("what has no ground", () => {
	beforeAll(() => expect.fail());
	describe("and its groups", () => it("P63 the terms open with the definitions", () => undefined));
});
it("fails as a property by chance", () => fc.assert(fc.property(fc.integer(), () => !isFirst("two"))));
`;

describe("a test that fails and then passes", () => {
	it("is flaky, and a property that fails by chance has failed; tests of promises are counted by the ledger's titles", () => {
		const folder = mkdtempSync(join(tmpdir(), "livery-flaky-"));
		try {
			symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
			writeFileSync(join(folder, "chance.test.js"), TESTS);
			const { count, condition } = RETRY;
			const settings = `export default { test: { name: "http", retry: { count: ${count}, condition: ${condition} } } };`;
			writeFileSync(join(folder, "vitest.config.js"), settings);
			const reporter = join(process.cwd(), "test/support/run/reporter.ts");
			const argv = [join(process.cwd(), "node_modules/vitest/vitest.mjs"), "run", `--reporter=${reporter}`];
			const env = { PATH: process.env.PATH, LIVERY_REPORT: join(folder, "report.json") };
			const { status } = spawnSync(process.execPath, argv, { cwd: folder, env });
			expect(status).toBe(1);
			const { files, ...rest } = runReportSchema.parse(JSON.parse(readFileSync(join(folder, "report.json"), "utf8")));
			expect(files).toEqual([{ path: "chance.test.js", project: "http", milliseconds: expect.any(Number) }]);
			expect(rest).toEqual({
				...{ passed: 5, failed: 3, success: false },
				kept: [
					{
						title: "refuses %s, beside its field, and gives back the rest (P01)",
						passed: 2,
						flaky: 0,
						failed: 1,
						broken: 0,
					},
					{ title: "P32 P58 names the controller and the officer", passed: 1, flaky: 1, failed: 0, broken: 0 },
					{ title: "P62 is declared valid for the partner's organisation", passed: 0, flaky: 0, failed: 0, broken: 0 },
					{ title: "P63 the terms open with the definitions", passed: 0, flaky: 0, failed: 0, broken: 1 },
				],
				flaky: [
					{
						...{ path: "chance.test.js", project: "http" },
						...{ title: "passes on its retry", error: "expected true to be false // Object.is equality" },
					},
					expect.objectContaining({ error: "expected true to be false // Object.is equality" }),
				],
			});
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
