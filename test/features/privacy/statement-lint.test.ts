import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lintStatement } from "#features/privacy/lint/lint.ts";
import { LINT_RULES, type LintRule } from "#features/privacy/lint/lint-rule.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { LOCALES } from "#locales/locales.ts";
import { BRANDS } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const read = (name: string): string =>
	readFileSync(new URL(`../../support/fixtures/old-statements/${name}.txt`, import.meta.url), "utf8");

function counts(text: string): Partial<Record<LintRule, number>> {
	const result: Partial<Record<LintRule, number>> = {};
	for (const { rule } of lintStatement(text)) result[rule] = (result[rule] ?? 0) + 1;
	return result;
}

const ONCE = Object.fromEntries(LINT_RULES.map((rule) => [rule, 1]));

test("an old statement with every fault yields every finding, in Dutch and in English", () => {
	expect(counts(read("everything.nl"))).toEqual({ ...ONCE, "empty-list": 4 });
	expect(counts(read("everything.en"))).toEqual(ONCE);
});

test("a sound statement yields no finding", () => {
	expect(lintStatement(read("clean.nl"))).toEqual([]);
});

test("our own statements yield no finding in either language", () => {
	for (const legal of Object.values(BRANDS)) {
		for (const locale of LOCALES) expect(lintStatement(renderText(deriveStatement(legal, locale, ALL)))).toEqual([]);
	}
});

test("a finding names its line, quotes it, and says why by which law", () => {
	const text = read("everything.nl");
	const lines = text.split("\n");
	for (const locale of LOCALES) {
		for (const { rule, line, excerpt, why, legalRef } of lintStatement(text, locale)) {
			expect(why.length).toBeGreaterThan(20);
			expect(legalRef).toMatch(/GDPR/);
			if (rule.startsWith("missing-")) expect({ line, excerpt }).toEqual({ line: 0, excerpt: "" });
			else expect(lines[line - 1]).toContain(excerpt.replace(/…$/, ""));
		}
	}
	const empty = lintStatement(text).filter(({ rule }) => rule === "empty-list");
	expect(empty.map(({ excerpt }) => excerpt)).toEqual([
		"Die sporen bestaan uit:",
		"Wie zijn kaart wil bijwerken geeft de volgende dingen door:",
		"We doen dat allemaal voor de volgende redenen:",
		"Met je gegevens hebben we nog de volgende plannen:",
	]);
});

/** Each fault with its repair, put into the sound statement in place of one of its lines. */
const FAULTS: [LintRule, string, string][] = [
	["repealed-wbp", "Wij houden ons aan de AVG.", "Wij houden ons aan de Wet bescherming persoonsgegevens."],
	[
		"obsolete-notification",
		"Wij houden ons aan de AVG.",
		"Wij zijn aangemeld bij de Autoriteit Persoonsgegevens onder nummer 123.",
	],
	["changes-without-notice", "nooit zonder bericht", "soms zonder voorafgaand bericht"],
	["special-on-contract-or-interest", "is nooit een grondslag", "is ook een grondslag"],
	["criminal-as-special", "Strafrechtelijke gegevens vragen we niet.", "Strafbare feiten horen hier ook bij."],
	["filling-in-as-publishing", "maak je niets openbaar", "maakt u ze openbaar"],
	["payment-only-hides-fiscal", "Facturen bewaren we 7 jaar, omdat de belastingwet dat eist.", ""],
	["erasure-term-hides-fiscal", "Facturen bewaren we 7 jaar, omdat de belastingwet dat eist.", ""],
	["missing-authority", "Een klacht kun je indienen bij de Autoriteit Persoonsgegevens.", ""],
	["missing-dpo", "Onze functionaris voor gegevensbescherming helpt je graag.", ""],
	["missing-response-term", "Op een verzoek antwoorden we binnen vier weken.", "Op een verzoek antwoorden we snel."],
	["empty-list", "- het soort apparaat;\n- het adres waarmee je verbinding maakt.\n", ""],
];

test("each fault by itself is found in an otherwise sound statement", () => {
	const clean = read("clean.nl");
	for (const [rule, sound, fault] of FAULTS) {
		expect(clean).toContain(sound);
		const found = lintStatement(clean.replace(sound, fault)).map((finding) => finding.rule);
		expect({ rule, found: found.includes(rule) }).toEqual({ rule, found: true });
		expect(found.filter((each) => each !== rule && !each.endsWith("-hides-fiscal"))).toEqual([]);
	}
	expect(FAULTS.map(([rule]) => rule).sort()).toEqual([...LINT_RULES].sort());
});

test("the lint survives any text, and quickly", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
			for (const { line } of lintStatement(text)) expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
		}),
		{ numRuns: 200 },
	);
	const started = performance.now();
	for (const piece of ["binnen ", "aangemeld autoriteit ", "volgende ", "betaling uit ", "alleen belastingdienst "]) {
		lintStatement(piece.repeat(20_000));
		lintStatement(`${piece.repeat(20)}\n`.repeat(1_000));
	}
	expect(performance.now() - started).toBeLessThan(15_000);
});

/** As mail programs and old editors do: at a width, with blank lines between paragraphs. */
function wrapped(text: string, width: number): string {
	const wrap = new RegExp(`(.{1,${width}})(?: |$)`, "g");
	const isList = (line: string) => /^[-*•]/.test(line);
	return text
		.split("\n")
		.map((line) => (isList(line) ? line : line.replace(wrap, "$1\n").trimEnd()))
		.join("\n\n");
}

test("a text that was wrapped at a width reads as it did before", () => {
	for (const name of ["clean.nl", "everything.nl", "everything.en"]) {
		const text = read(name);
		const plain = lintStatement(text).map(({ rule }) => rule);
		for (const width of [64, 72, 78, 100]) {
			const found = lintStatement(wrapped(text, width));
			expect({ name, width, rules: found.map(({ rule }) => rule).sort() }).toEqual({
				name,
				width,
				rules: [...plain].sort(),
			});
		}
	}
});

test("a fault in a wrapped text is found on its own line, also across the break", () => {
	const text =
		"Onze functionaris voor gegevensbescherming beantwoordt elk verzoek\nbinnen één maand. Wij verwerken alles volgens de Wet bescherming\npersoonsgegevens, en dat doen wij zorgvuldig. Met een klacht kun je\nterecht bij een toezichthouder, in Nederland is dat de Autoriteit\nPersoonsgegevens.";
	expect(lintStatement(text)).toMatchObject([{ rule: "repealed-wbp", line: 2 }]);
	// Items of a list and the lines of an address are not run together.
	const list = "Wij bewaren:\nnaam\nleeftijd\nwoonplaats\n\nClub B.V.\nKade 1\n1000 AA Stad";
	expect(lintStatement(list).filter(({ rule }) => rule === "empty-list")).toEqual([]);
});

test.each([
	[
		"Met een klacht ga je naar de Autorité de protection des données (APD).",
		"You can complain to the Data Protection Commission, 6 Pembroke Row, Dublin.",
	],
	["Een klacht dien je in bij de GBA in Brussel.", "You may lodge a complaint with the ICO."],
	[
		"Klachten neemt de Vlaamse Toezichtcommissie aan.",
		"Complaints go to the CNIL or another data protection authority.",
	],
	[
		"Je kunt klagen bij de Landesbeauftragte für Datenschutz.",
		"A complaint can be made to the Information Commissioner's Office.",
	],
])("the authority of another country counts: %s", (...sentences) => {
	for (const text of sentences) expect(lintStatement(text).map(({ rule }) => rule)).not.toContain("missing-authority");
});

test.each([
	["an answer without a term", "Elk verzoek beantwoorden wij ook via Facebook."],
	["a complaint to a help desk", "You can complain to our help desk, which is open on weekdays."],
])("what is no authority and no term counts as none: %s", (_what, text) => {
	expect(lintStatement(text).map(({ rule }) => rule)).toEqual(
		expect.arrayContaining(["missing-authority", "missing-response-term"]),
	);
});

test("letters of any form are read: apart, hidden hyphens, blanks of other kinds", () => {
	const apart = "Wij wissen je gegevens na e\u0301e\u0301n\u00a0maand. Je betaling be\u00adwaren wij.";
	expect(lintStatement(apart).map(({ rule }) => rule)).toContain("erasure-term-hides-fiscal");
});
