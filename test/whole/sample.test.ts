import { describe, expect, it } from "vitest";
import { isAll, sample, sampleInTurn } from "../support/run/sample.ts";

const ITEMS = ["a", "b", "c"];

describe("a sample of this run", () => {
	it("is drawn alike wherever it is drawn by one name, and differs between names", () => {
		expect(sample("a page", ITEMS)).toEqual(sample("a page", ITEMS));
		expect(sample("a page", ITEMS)).toHaveLength(isAll ? ITEMS.length : 1);
		const names = Array.from({ length: 50 }, (_, number) => `page ${number}`);
		expect(new Set(names.flatMap((name) => sample(name, ITEMS)))).toEqual(new Set(ITEMS));
	});

	it("holds every item after as many turns", () => {
		for (const name of ["the database server", "the Worker", "another"]) {
			const turns = ITEMS.map((_, turn) => sampleInTurn(name, turn, ITEMS));
			expect(new Set(turns.flat())).toEqual(new Set(ITEMS));
			expect(turns.flat()).toHaveLength(isAll ? ITEMS.length ** 2 : ITEMS.length);
		}
	});
});
