import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mutate, percentage, SCORE_BAR, scoresOf, scoreTable } from "#cli/commands/mutate.ts";
import { quietIo } from "../support/world.ts";

const mutants = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });

describe("the mutation score", () => {
	it("counts what tests noticed, of what could be noticed", () => {
		const scores = scoresOf({
			files: {
				"src/a.ts": mutants("Killed", "Timeout", "Survived", "NoCoverage", "CompileError", "RuntimeError", "Ignored"),
				"src/b.ts": mutants("Killed", "Killed"),
			},
		});
		expect(scores).toEqual([
			{ file: "src/a.ts", detected: 2, missed: 2 },
			{ file: "src/b.ts", detected: 2, missed: 0 },
		]);
		expect(percentage(scores)).toBeCloseTo(66.67, 1);
		expect(scoreTable(scores)).toBe(
			"  src/a.ts   50.0 %  2 missed\n  src/b.ts  100.0 %  0 missed\n  together   66.7 %  2 missed\nat least 85 % is asked\n",
		);
	});

	it("of nothing is none", () => {
		expect(percentage([])).toBe(0);
		expect(percentage(scoresOf({ files: { "src/a.ts": mutants("CompileError") } }))).toBe(0);
	});

	it("has one bar, here and in Stryker's own settings", () => {
		expect(readFileSync("stryker.config.mjs", "utf8")).toMatch(new RegExp(`thresholds: \\{.*break: ${SCORE_BAR} \\}`));
	});

	it("is refused for a file that does not exist", async () => {
		await expect(mutate(["src/nowhere.ts"], quietIo(process.cwd()))).rejects.toThrow("there is no file src/nowhere.ts");
	});
});
