import { describe, expect, it } from "vitest";
import { testTitles } from "../support/test-titles.ts";
import { ASVS, asvsProblems } from "./tables/asvs.ts";
import type { Answer } from "./tables/asvs-answer.ts";
import { LEVEL_1, LEVEL_2 } from "./tables/asvs-ids.ts";

const titles = testTitles("test").map(({ title }) => title);
const IDS = [...LEVEL_1, ...LEVEL_2];

describe("the verification standard", () => {
	it("is answered for each requirement of levels 1 and 2, by tests that exist or by a reason", () => {
		expect(asvsProblems(ASVS, IDS, titles)).toEqual([]);
	});

	it("has 70 requirements of level 1 and 183 of level 2, each once", () => {
		expect([LEVEL_1.length, LEVEL_2.length, new Set(IDS).size]).toEqual([70, 183, 253]);
		for (const id of IDS) expect(id).toMatch(/^([1-9]|1[0-7])\.[0-9]+\.[0-9]+$/);
	});

	it("is put off only for what no feature holds yet, and most of the rest has a test", () => {
		const answers = Object.values(ASVS);
		const later = answers.filter((answer) => "later" in answer).length;
		const tested = answers.filter((answer) => "test" in answer).length;
		expect(later).toBeLessThanOrEqual(1);
		expect(tested).toBeGreaterThanOrEqual(170);
	});

	it("says in sentences why it is not tested, and where less is done than it asks", () => {
		const answers = Object.values(ASVS);
		for (const answer of answers) {
			if ("reason" in answer) expect(answer.reason).toMatch(/^[A-Z].*\.$/s);
			if ("weaker" in answer) expect(answer.weaker).toMatch(/^[A-Z].*\.$/s);
		}
		// What is not done at all: one more is a decision, not a slip.
		const unmet = Object.entries(ASVS).filter(([, answer]) => Object.keys(answer).join() === "weaker");
		expect(unmet.map(([id]) => id)).toEqual(["13.2.2", "16.3.3"]);
	});

	it("is found wrong when an answer is missing, made up, empty or names no test", () => {
		const wrong: Record<string, Answer> = { ...ASVS };
		delete wrong["1.1.1"];
		wrong["99.1.1"] = { reason: "x" };
		wrong["1.1.2"] = { test: [] };
		wrong["1.2.1"] = { test: ["the verification standard > is imaginary"] };
		expect(asvsProblems(wrong, IDS, titles)).toEqual([
			"1.1.1 has no answer",
			"99.1.1 is no requirement of level 1 or 2",
			"1.1.2 names no test",
			'1.2.1: there is no test "the verification standard > is imaginary"',
		]);
	});
});
