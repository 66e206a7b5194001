import { describe, expect, it } from "vitest";
import { testTitles } from "../support/test-titles.ts";
import { CLOSED, THREATS, type Threat, threatProblems } from "./tables/threats.ts";

const titles = testTitles("test").map(({ title }) => title);

describe("the threat model", () => {
	it("names a test for every threat of today, and the feature that brings each other", () => {
		expect(threatProblems(THREATS, titles)).toEqual([]);
	});

	it("says each threat in words of its own", () => {
		const words = Object.values(THREATS).map(({ title }) => title);
		expect(new Set(words).size).toBe(46);
		for (const title of words) expect(title).toMatch(/^[A-Z][^.]{15,}$/);
	});

	it("is found wrong when a threat is missing, made up, put off, unproved or proved by nothing", () => {
		const wrong: Record<string, Threat> = { ...THREATS };
		delete wrong.T13;
		wrong.T47 = { title: "x", later: "y" };
		wrong.T1 = { title: "x", later: "y" };
		wrong.T2 = { title: "x", proof: [] };
		wrong.T3 = { title: "x", proof: ["the threat model > is imaginary"] };
		expect(threatProblems(wrong, titles)).toEqual([
			"T13 is missing",
			"T47 is no threat of the model",
			"T1 is put off",
			"T2 has no proof",
			'T3: there is no test "the threat model > is imaginary"',
		]);
		expect(CLOSED).toHaveLength(38);
	});
});
