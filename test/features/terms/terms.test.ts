import { expect, test } from "vitest";
import { refuseEmptiness } from "#features/privacy/statement/statement.ts";
import { deriveTerms, termsFacts } from "#features/terms/terms.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { hashTree, walkSections } from "#foundation/documents/tree.ts";
import { LOCALES } from "#locales/locales.ts";
import { CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";

const { operator } = OWN;
const text = (...args: Parameters<typeof deriveTerms>): string => renderText(deriveTerms(...args)).replace(/\s+/g, " ");

test("P63 the terms open with the definitions that the statement points to", () => {
	for (const locale of LOCALES) {
		const tree = deriveTerms(operator, locale);
		expect(tree.sections[0]?.id).toBe("definitions");
		const [block] = tree.sections[0]?.blocks ?? [];
		const terms = block?.kind === "definitions" ? block.items.map(({ term }) => term) : [];
		expect(terms).toEqual(
			locale === "nl"
				? [
						"Wij",
						"Site",
						"Partner",
						"Account",
						"Lid",
						"Aanmelding",
						"Ledenbestand",
						"Persoonsgegeven",
						"Profiel",
						"Bericht",
						"Performer",
						"Performercontent",
						"Betalend lid",
						"AVG",
						"Verklaring",
					]
				: [
						"We",
						"Site",
						"Partner",
						"Account",
						"Member",
						"Registration",
						"Member database",
						"Personal data",
						"Profile",
						"Message",
						"Performer",
						"Performer content",
						"Paying member",
						"GDPR",
						"Statement",
					],
		);
		expect(() => refuseEmptiness(tree)).not.toThrow();
	}
});

test("the terms have the same sections in both languages and name the operator's own facts", () => {
	const shape = (locale: "nl" | "en") =>
		[...walkSections(deriveTerms(operator, locale).sections)].map(({ section }) => [
			section.id,
			section.blocks.map(({ kind }) => kind),
		]);
	expect(shape("en")).toEqual(shape("nl"));
	for (const fact of [
		"Voorbeeld Media B.V.",
		"Voorbeeldweg 1",
		"00000000",
		"info@voorbeeld.example",
		"+31 10 000 0000",
	])
		expect(text(operator, "nl")).toContain(fact);
	expect(text(operator, "nl")).toContain("het recht van Nederland");
	expect(text({ ...operator, address: { ...operator.address, country: "BE" } }, "en")).toContain(
		"The law of Belgium applies",
	);
});

test("the terms speak only of what some site of the operator has", () => {
	expect(termsFacts([CLUB, OWN])).toEqual({ adult: true, performers: true, payments: true });
	const club = termsFacts([CLUB]);
	expect(club).toEqual({ adult: false, performers: false, payments: false });
	for (const locale of LOCALES) {
		expect(text(operator, locale, club)).not.toMatch(/performer|betal|paying|18 /i);
		expect(text(operator, locale)).toMatch(/performer.*18 /i);
	}
});

test("a new site of the same kind makes no new version of the terms", async () => {
	const one = deriveTerms(operator, "nl", termsFacts([OWN]));
	expect(await hashTree(deriveTerms(operator, "nl", termsFacts([OWN, PARTNER])))).toBe(await hashTree(one));
	expect(await hashTree(deriveTerms({ ...operator, phone: "+31 20 000 0000" }, "nl"))).not.toBe(await hashTree(one));
});
