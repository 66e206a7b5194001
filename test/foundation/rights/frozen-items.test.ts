import { describe, expect, it } from "vitest";
import { frozenItems } from "#foundation/rights/restriction/frozen-items.ts";
import type { StandingRestriction } from "#foundation/rights/restriction/queries-restriction.ts";

const standing = (given: Partial<StandingRestriction>): StandingRestriction => ({
	...{ id: "r", brand_id: "", purpose: "", item: "", row_id: "", ground: "accuracy", since: "2026-11-22" },
	...{ told_at: null, told_role: null, reason_sealed: null },
	...given,
});

describe("what a member contests on a site (Art. 18(1)(a))", () => {
	const rows = [
		standing({ item: "town" }),
		standing({ item: "about_me", brand_id: "twero" }),
		standing({ item: "hobbies", brand_id: "other" }),
		standing({ item: "photos", row_id: "p1", brand_id: "twero" }),
		standing({}),
		standing({ purpose: "moderation", ground: "objection" }),
	];

	it("is what was given once, what was given there, and one row of several by itself", () => {
		expect([...frozenItems(rows, "twero")]).toEqual(["town", "about_me", "photos:p1"]);
	});

	it("is nothing of another site, and nothing where all or a use is restricted", () => {
		expect([...frozenItems(rows, "third")]).toEqual(["town"]);
		expect([...frozenItems(rows.slice(4), "twero")]).toEqual([]);
	});
});
