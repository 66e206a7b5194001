import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveAt, MAILING_DAYS, NOTICE_DAYS } from "#cli/publish/publication.ts";
import { editionAt, inForce } from "#foundation/brand/edition.ts";
import { DAY, FIRST_DAY, legalOf, publishedBrand, versionOf } from "../../support/fixtures/published.ts";

const at = (text: string) => Date.parse(text);

/** A brand whose second statement, with other settings, counts from a day. */
function announcing(day: string) {
	return publishedBrand({
		id: "alfa",
		revision: 7,
		legal: [
			{ effectiveAt: FIRST_DAY, statement: 1, settings: legalOf("alfa", { responseDays: 28 }) },
			{ effectiveAt: day, statement: 2, settings: legalOf("alfa", { responseDays: 14 }) },
		],
		statements: [versionOf(1, FIRST_DAY), versionOf(2, day)],
		terms: [versionOf(1, FIRST_DAY), versionOf(2, day)],
	});
}

describe("what is in force, by the clock (T39)", () => {
	it.each([
		["an ordinary day", "2026-06-15T12:00:00.000Z"],
		["midnight in UTC", "2026-07-01T00:00:00.000Z"],
		["the leap day", "2028-02-29T00:00:00.000Z"],
		["the hour that summer time skips in Amsterdam", "2027-03-28T01:30:00.000Z"],
		["the hour that winter time repeats in Amsterdam", "2027-10-31T00:30:00.000Z"],
		["the first moment of a year", "2027-01-01T00:00:00.000Z"],
	])("turns at the millisecond, on %s", (_name, day) => {
		const brand = announcing(day);
		const before = editionAt(brand, at(day) - 1);
		expect([before.statement.number, before.legal.responseDays, before.terms.number]).toEqual([1, 28, 1]);
		expect(before.announced.map(({ number }) => number)).toEqual([2]);
		expect(before.validUntil).toBe(at(day));
		expect(before.announcedTerms.map(({ number }) => number)).toEqual([2]);
		for (const later of [0, 1, DAY, 400 * DAY]) {
			const after = editionAt(brand, at(day) + later);
			expect([after.statement.number, after.legal.responseDays, after.terms.number]).toEqual([2, 14, 2]);
			expect(after.announced).toEqual([]);
			expect(after.announcedTerms).toEqual([]);
			expect(after.validUntil).toBe(Number.POSITIVE_INFINITY);
		}
	});

	it("never goes back as the clock goes on", () => {
		const days = [3, 5, 9].map((day) => new Date(at(FIRST_DAY) + day * DAY).toISOString());
		const [second = "", third = "", fourth = ""] = days;
		const brand = publishedBrand({
			id: "alfa",
			legal: [FIRST_DAY, second, third, fourth].map((effectiveAt, index) => ({
				effectiveAt,
				statement: index + 1,
				settings: legalOf("alfa"),
			})),
			statements: [FIRST_DAY, second, third, fourth].map((day, index) => versionOf(index + 1, day)),
		});
		const numberAt = (time: number) => editionAt(brand, time).statement.number;
		fc.assert(
			fc.property(fc.nat(12 * DAY), fc.nat(12 * DAY), (a, b) => {
				const [early, late] = [at(FIRST_DAY) + Math.min(a, b), at(FIRST_DAY) + Math.max(a, b)];
				expect(numberAt(early)).toBeLessThanOrEqual(numberAt(late));
			}),
		);
		expect(editionAt(brand, at(second)).announced.map(({ number }) => number)).toEqual([3, 4]);
	});

	it("is the first version for a clock that runs behind its publication", () => {
		const edition = editionAt(announcing("2026-06-15T12:00:00.000Z"), at(FIRST_DAY) - DAY);
		expect(edition.statement.number).toBe(1);
		expect(edition.legal.responseDays).toBe(28);
		expect(edition.terms.number).toBe(1);
	});
});

describe("an edition", () => {
	const day = "2026-06-15T12:00:00.000Z";

	it("has an id that changes with revision, statement, terms and what is announced", () => {
		const brand = announcing(day);
		expect(editionAt(brand, at(day) - 1).id).toBe("7.1.1.2+2");
		expect(editionAt(brand, at(day)).id).toBe("7.2.2");
		expect(editionAt({ ...brand, revision: 8 }, at(day)).id).toBe("8.2.2");
		expect(editionAt({ ...brand, terms: [versionOf(1, FIRST_DAY)] }, at(day) - 1).id).toBe("7.1.1.2");
	});

	it("never takes an archived text for what is in force", () => {
		const old = versionOf(0, "2018-01-01T00:00:00.000Z", { kind: "archived", change: "archived" });
		const late = versionOf(3, "2026-02-01T00:00:00.000Z", { kind: "archived", change: "archived" });
		const brand = publishedBrand({ id: "alfa", terms: [old, versionOf(1, FIRST_DAY), late] });
		expect(editionAt(brand, at(day)).terms.number).toBe(1);
		expect(inForce([old, versionOf(4, "2030-01-01T00:00:00.000Z")], day)?.number).toBe(4);
		expect(inForce([old], day)).toBeUndefined();
		expect(inForce([], day)).toBeUndefined();
	});

	it.each([
		["a statement", { statements: [versionOf(2, FIRST_DAY)] }],
		["terms", { terms: [] }],
		["legal settings", { legal: [] }],
	])("refuses a brand that lists no %s in force", (_what, own) => {
		expect(() => editionAt({ ...announcing(day), ...own }, at(day) - 1)).toThrow("alfa lists no version in force");
	});

	it("says until when it holds: the first of what is announced, statement or terms", () => {
		const [soon, late] = ["2026-06-15T12:00:00.000Z", "2026-08-01T00:00:00.000Z"];
		const terms = (second: string) => [versionOf(1, FIRST_DAY), versionOf(2, second)];
		expect(editionAt({ ...announcing(soon), terms: terms(late) }, at(FIRST_DAY)).validUntil).toBe(at(soon));
		expect(editionAt({ ...announcing(late), terms: terms(soon) }, at(FIRST_DAY)).validUntil).toBe(at(soon));
	});

	it("keeps announced statements in the order in which they come", () => {
		const brand = announcing(day);
		expect(editionAt(brand, at(day) - 1).announced[0]?.effectiveAt).toBe(day);
		expect(editionAt(brand, at(day) - 1).brand).toBe(brand);
	});
});

describe("the notice before a change counts", () => {
	const now = (text: string) => new Date(text);

	it.each([
		["over the leap day", "2028-02-10T09:00:00.000Z", "2028-03-11T09:00:00.000Z"],
		["over the end of February", "2027-02-10T09:00:00.000Z", "2027-03-12T09:00:00.000Z"],
		["over the start of summer time", "2027-03-10T09:00:00.000Z", "2027-04-09T09:00:00.000Z"],
		["over the end of summer time", "2027-10-10T09:00:00.000Z", "2027-11-09T09:00:00.000Z"],
		["over a year's end", "2026-12-20T23:59:59.999Z", "2027-01-19T23:59:59.999Z"],
	])("is thirty whole days %s", (_name, from, until) => {
		expect([NOTICE_DAYS, MAILING_DAYS]).toEqual([30, 1]);
		// Counted from when its mails have left.
		const published = new Date(at(from) - MAILING_DAYS * DAY);
		expect(effectiveAt("information", versionOf(1, FIRST_DAY), published)).toBe(until);
		expect(effectiveAt("consent", versionOf(1, FIRST_DAY), published)).toBe(until);
		expect(effectiveAt("information", undefined, published)).toBe(until);
	});

	it("is none for a first version and for an editorial change", () => {
		const day = "2026-05-01T00:00:00.000Z";
		expect(effectiveAt("first", undefined, now(day))).toBe(day);
		expect(effectiveAt("first", versionOf(1, "2026-06-01T00:00:00.000Z"), now(day))).toBe(day);
		expect(effectiveAt("editorial", versionOf(1, FIRST_DAY), now(day))).toBe(day);
		expect(effectiveAt("editorial", undefined, now(day))).toBe(day);
	});

	it("of an announced statement is not cut short by an editorial change to it", () => {
		const announced = versionOf(2, "2026-06-01T00:00:00.000Z");
		expect(effectiveAt("editorial", announced, now("2026-05-31T23:59:59.999Z"))).toBe("2026-06-01T00:00:00.000Z");
		expect(effectiveAt("editorial", announced, now("2026-06-01T00:00:00.000Z"))).toBe("2026-06-01T00:00:00.000Z");
		expect(effectiveAt("editorial", announced, now("2026-06-02T00:00:00.000Z"))).toBe("2026-06-02T00:00:00.000Z");
	});
});
