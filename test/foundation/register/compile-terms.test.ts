import { describe, expect, it } from "vitest";
import { editionTermsSchema } from "#foundation/brand/edition-terms.ts";
import { compileTerms } from "#foundation/register/compile-terms.ts";
import { COOKIE_IDS } from "#foundation/register/declaration.ts";
import { PURPOSE_IDS, PURPOSES } from "#foundation/register/purposes.ts";
import { RETENTION_IDS } from "#foundation/register/retention.ts";
import { REGISTER } from "../../../src/register.ts";

const compiled = compileTerms({ eraseAfterClosing: "P42M", visitLogRetention: "P17D" }, REGISTER);

describe("what an edition fixes of the register", () => {
	it("is every rule, cookie and purpose by its id, in the form that a snapshot reads back", () => {
		expect(Object.keys(compiled.retention).toSorted()).toEqual([...RETENTION_IDS].toSorted());
		expect(Object.keys(compiled.cookies).toSorted()).toEqual([...COOKIE_IDS].toSorted());
		expect(Object.keys(compiled.purposes).toSorted()).toEqual([...PURPOSE_IDS].toSorted());
		expect(editionTermsSchema.parse(JSON.parse(JSON.stringify(compiled)))).toEqual(compiled);
	});

	it("says what a rule keeps from when, and what ends it at once", () => {
		expect(compiled.retention.mail).toEqual({ from: "sent", for: "P30D", atOnceOn: ["erasure_requested"] });
		expect(compiled.retention.fiscal).toEqual({
			from: "year_ended",
			for: "P7Y",
			atOnceOn: [],
			statute: "tax_records",
		});
	});

	it("holds the brand's own terms in place of the names of its settings", () => {
		expect(compiled.retention.account?.for).toBe("P42M");
		expect(compiled.retention.special?.for).toBe("P42M");
		expect(compiled.retention.visit_log?.for).toBe("P17D");
	});

	it("says until when a browser keeps each cookie", () => {
		expect(compiled.cookies).toMatchObject({ language: "P1Y", session: "P30D", staff_session: "session", ga: "P13M" });
	});

	it("is a copy of the purposes, which nothing can change in the register", () => {
		expect(compiled.purposes).toEqual(PURPOSES);
		expect(compiled.purposes.use_of_site).not.toBe(PURPOSES.use_of_site);
	});
});
