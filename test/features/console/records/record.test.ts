import { describe, expect, it } from "vitest";
import { type Controller, controllersOf } from "#features/console/records/controllers.ts";
import { csvOfRecord } from "#features/console/records/csv.ts";
import { controllerFacts } from "#features/console/records/facts.ts";
import { recordOf } from "#features/console/records/record.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { statementFacts } from "#features/privacy/versions/change.ts";
import type { Legal, Records } from "#foundation/brand/settings.ts";
import { sentencesOf } from "#foundation/documents/tree.ts";
import { LOCALES } from "#locales/locales.ts";
import { CLUB, OWN, PARTNER } from "../../../support/fixtures/legal.ts";
import { ALL } from "../../../support/fixtures/running.ts";

const brandOf = (legal: Legal, records?: Records) => ({ id: legal.brandName, name: legal.brandName, legal, records });
const controller = (...brands: ReturnType<typeof brandOf>[]): Controller => ({ key: "voorbeeld-media", brands });
const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();

describe("the record of processing", () => {
	for (const legal of [OWN, PARTNER, CLUB])
		it(`says of ${legal.brandName} what its statement says: purposes, bases, data, recipients and terms (Art. 30(1))`, () => {
			const facts = statementFacts(legal, ALL);
			for (const locale of LOCALES) {
				const record = recordOf(controller(brandOf(legal)), locale, ALL);
				const activities = record.groups.flatMap((group) => group.activities);
				const own = activities.filter(({ audience }) => audience === "public");
				expect(own.map(({ purpose, category }) => `${category} ${purpose}`)).toEqual(
					facts.purposes.map(({ purpose, category }) => `${category} ${purpose}`),
				);
				const items = own.flatMap(({ category, purpose, items: held }) =>
					held.map((item) => `${category} ${item} ${purpose}`),
				);
				const stated = facts.items.flatMap(({ category, item, purposes }) =>
					purposes.map((purpose) => `${category} ${item} ${purpose}`),
				);
				expect(sorted(items)).toEqual(sorted(stated));
				expect(sorted(own.flatMap(({ retention }) => retention))).toEqual(
					sorted(facts.retention.map(({ rule }) => rule)),
				);
				expect(sorted(own.flatMap(({ recipients }) => recipients))).toEqual(
					sorted(facts.recipients.map(({ id }) => id)),
				);
				for (const { subjects, retention, words } of own) {
					expect([subjects.length > 0, words.basis !== "", words.items !== ""]).toEqual([true, true, true]);
					expect(retention.length).toBe(words.retention.length);
				}
				// Each sentence about security stands in the statement.
				const sentences = sentencesOf(deriveStatement(legal, locale, ALL)).join(" ");
				for (const measure of record.security.program) expect(sentences).toContain(measure.split(". ")[0]);
				expect(activities.some(({ audience, subjects }) => audience === "staff" && subjects.includes("staff"))).toBe(
					true,
				);
			}
		});

	it("gives transfers with their safeguard, and says of nobody more than the files do", () => {
		const record = recordOf(controller(brandOf(OWN)), "en", ALL);
		const transfers = sorted(
			record.groups.flatMap(({ activities }) => activities.flatMap(({ words }) => words.transfers)),
		);
		expect(transfers.join()).toContain("Wolk, Inc.");
		expect(transfers.join()).toContain("Data Privacy Framework");
		expect(record.security.operator).toEqual([]);
		for (const { dpia } of record.groups[0]?.activities ?? []) expect(dpia).toBeUndefined();
		const facts = new Map(controllerFacts(controller(brandOf(OWN)), "en"));
		expect(facts.get("Representative (Art. 27)")).toBe("The operator's file names none.");
	});

	it("has one group for brands that do the same, and names the assessment of a purpose before that of the controller", () => {
		const records = { dpia: "DPIA 1", dpiaOf: { moderation: "DPIA 2", no_such_purpose: "DPIA 3" } };
		const twins = [brandOf(OWN, records), { ...brandOf(OWN, records), id: "twin", name: "Tweeling" }];
		const record = recordOf(controller(...twins, brandOf(CLUB)), "nl", ALL);
		expect(record.groups.map(({ brands }) => brands.map(({ name }) => name))).toEqual([
			[OWN.brandName, "Tweeling"],
			[CLUB.brandName],
		]);
		const [first] = record.groups;
		const of = (id: string) => first?.activities.find(({ purpose }) => purpose === id)?.dpia;
		expect([of("moderation"), of("use_of_site")]).toEqual(["DPIA 2", "DPIA 1"]);
		expect(record.otherAssessments).toEqual(["no_such_purpose: DPIA 3"]);
	});

	it("keeps a spreadsheet from running what a file says, and has a cell of every column in each line (RFC 4180)", () => {
		const evil = '=HYPERLINK("https://x.example")\n+1';
		const one = controller(brandOf(OWN, { dpia: evil }));
		const csv = csvOfRecord(one, recordOf(one, "en", ALL), "en");
		expect(csv).toContain(`"'=HYPERLINK(""https://x.example"")\n+1"`);
		expect(csv).not.toMatch(/(^|,)"?=/m);
		expect(csv.endsWith("\r\n")).toBe(true);
	});

	it("is one for the operator and one for each partner that is a named joint controller", () => {
		const brand = (id: string, partner?: Legal["partner"]) =>
			({
				id,
				realm: "r",
				look: { name: id },
				legal: [{ effectiveAt: "2026-01-01T00:00:00.000Z", statement: 1, settings: { ...PARTNER, partner } }],
				statements: [{ number: 1 }],
				terms: [{ number: 1, kind: "generated", effectiveAt: "2026-01-01T00:00:00.000Z" }],
			}) as never;
		const brands: Record<string, never> = {
			a: brand("a", { name: "Bravo B.V.", role: "joint_controller" }),
			b: brand("b", { name: "Bravo B.V.", role: "joint_controller" }),
			c: brand("c", { name: "Charlie", role: "processor" }),
			d: brand("d", { role: "joint_controller" }),
		};
		const found = controllersOf({
			...{ now: Date.parse("2026-11-30T00:00:00.000Z"), realm: { id: "r", brands: Object.keys(brands) } },
			snapshot: { findBrand: (id: string) => brands[id] },
		} as never);
		expect(found.map(({ key, partner, brands: own }) => [key, partner, own.map(({ id }) => id).join()])).toEqual([
			["r", undefined, "a,b,c,d"],
			["a", "Bravo B.V.", "a,b"],
		]);
	});
});
