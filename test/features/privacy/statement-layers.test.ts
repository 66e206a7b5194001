import { describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { type CompiledBrand, loadTenants } from "#cli/tenants/files.ts";
import { CHAPTERS } from "#features/privacy/statement/chapters.ts";
import { groupedTable } from "#features/privacy/statement/grouped.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import {
	type Block,
	chaptersOf,
	type DocumentTree,
	groupsOf,
	inlineText,
	type Section,
	walkSections,
} from "#foundation/documents/tree.ts";
import type { Running } from "#foundation/register/running.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { BRANDS, CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const { brands } = await loadTenants("tenants");
const CASES = brands.flatMap((brand) => LOCALES.map((locale) => ({ id: brand.id, legal: brand.legal, locale })));
const EVERY = [
	...CASES,
	...Object.entries(BRANDS).flatMap(([id, legal]) => LOCALES.map((locale) => ({ id, legal, locale }))),
];

const sectionsOf = (tree: DocumentTree): Section[] => [...walkSections(tree.sections)].map(({ section }) => section);

/** The lines of the layer above the statement: where each leads, and what it says. */
function linesOf(legal: Legal, locale: Locale, running: Running = RUNNING) {
	const [summary] = deriveStatement(legal, locale, running).sections;
	const list = summary?.blocks.find((block) => block.kind === "list");
	return (list?.kind === "list" ? list.items : []).map(([link, ...said]) => ({
		to: typeof link === "object" ? link.href : "",
		link: typeof link === "object" ? link.text : "",
		said: inlineText(said).replace(/^:? /, ""),
	}));
}

const lineTo = (legal: Legal, to: string, running?: Running): string | undefined =>
	linesOf(legal, "en", running).find((line) => line.to === `#${to}`)?.said;

describe("the layer above the statement", () => {
	it.each(EVERY)(
		"of $id in $locale stands first, and each line leads to a section by its heading",
		({ legal, locale }) => {
			for (const running of [RUNNING, ALL]) {
				const tree = deriveStatement(legal, locale, running);
				expect(tree.sections[0]?.id).toBe("summary");
				const headings = new Map(sectionsOf(tree).map(({ id, heading }) => [`#${id}`, heading]));
				const lines = linesOf(legal, locale, running);
				for (const { to, link, said } of lines) {
					expect(headings.get(to)).toBe(link);
					expect(said).toMatch(/\S.*\.$/);
				}
				expect(new Set(lines.map(({ to }) => to)).size).toBe(lines.length);
			}
		},
	);

	it.each(CASES)(
		"of $id in $locale is read in one minute: about eight lines, at most 230 words",
		({ legal, locale }) => {
			const lines = linesOf(legal, locale);
			expect(lines.length).toBeGreaterThanOrEqual(7);
			expect(lines.length).toBeLessThanOrEqual(10);
			const count = lines
				.map(({ link, said }) => `${link} ${said}`)
				.join(" ")
				.split(/\s+/).length;
			expect(count).toBeGreaterThan(100);
			expect(count).toBeLessThanOrEqual(230);
		},
	);

	it("follows the settings that the section follows", () => {
		expect(lineTo({ ...OWN, responseDays: 14 }, "rights")).toContain("We answer within 14 days.");
		expect(lineTo({ ...OWN, eraseAfterClosing: "P9M" }, "retention")).toContain("9 months later");
		expect(lineTo(OWN, "controller")).toContain(`${OWN.operator.name} in ${OWN.operator.address.city}`);
		expect(lineTo({ ...OWN, operator: { ...OWN.operator, name: "Ander B.V." } }, "controller")).toContain("Ander B.V.");
		expect(lineTo({ ...OWN, minimumAge: 21 }, "account")).toContain("21 or over");
		expect(lineTo(CLUB, "account")).not.toContain("or over");
		expect(lineTo(OWN, "complaint")).toContain(OWN.operator.authority.name);
		expect(lineTo(OWN, "complaint")).toContain(OWN.operator.dpo.email);
	});

	it("counts recipients, and names those that wait for a yes and those outside the EEA", () => {
		const line = lineTo(PARTNER, "recipients", ALL);
		expect(line).toContain(`There are ${PARTNER.recipients.length} recipients.`);
		expect(line).toContain("Google Analytics and 24metrics get something only after your yes.");
		const [one] = OWN.recipients.filter(({ country, role }) => country !== "NL" && role === "processor");
		if (!one) throw new Error("fixture");
		const alone = lineTo({ ...OWN, recipients: [one] }, "recipients", ALL);
		expect(alone).toContain("There is 1 recipient. It works on our instructions alone.");
		expect(alone).toContain(`Outside the European Economic Area too, ${one.name} is bound to protect your data.`);
		const near = lineTo({ ...OWN, recipients: [{ ...one, country: "NL" }] }, "recipients", ALL);
		expect(near).not.toContain("Outside");
	});

	it("says of special data, terms and notice what the section says, and nothing without it", () => {
		expect(lineTo(OWN, "special")).toMatch(/^Sexual preferences: we ask for and show these only/);
		expect(lineTo(CLUB, "special")).toBeUndefined();
		expect(lineTo(OWN, "objection")).toMatch(/^You can always object/);
		expect(lineTo(OWN, "changes")).toContain("30 days before");
		expect(lineTo(OWN, "changes", { ...RUNNING, jobs: [] })).toBeUndefined();
		expect(lineTo(OWN, "retention", { ...RUNNING, jobs: [] })).not.toContain("we erase");
		expect(lineTo(OWN, "rights", ALL)).toContain("stop sharing");
		const unasked = OWN.recipients.filter(({ requiresConsent }) => !requiresConsent);
		expect(lineTo({ ...OWN, recipients: unasked }, "rights", ALL)).not.toContain("stop sharing");
		expect(lineTo(OWN, "cookies")).toMatch(/^\d+ cookies, all of them necessary\.$/);
		const keeping = OWN.recipients.map((one) =>
			one.id === "google-analytics" ? { ...one, fields: [...one.fields, "non_necessary_cookies"] } : one,
		);
		const after = /^\d+ necessary cookies; 1 other only after your yes\.$/;
		expect(lineTo({ ...OWN, recipients: keeping }, "cookies", ALL)).toMatch(after);
	});
});

describe("the chapters of the statement", () => {
	it("hold every section but the layer above them, in the order of the table", () => {
		const listed = Object.values(CHAPTERS).flat();
		for (const { legal, locale } of EVERY) {
			const tree = deriveStatement(legal, locale, ALL);
			const ids = tree.sections.map(({ id }) => id);
			expect(ids.filter((id) => id !== "summary" && !listed.includes(id))).toEqual([]);
			expect(ids).toEqual(["summary", ...listed.filter((id) => ids.includes(id))]);
			expect(tree.chapters?.map(({ heading }) => heading)).toEqual(
				Object.values(words(locale).statementSummary.chapters),
			);
			expect(chaptersOf(tree).map(({ chapter, sections }) => [chapter?.id, sections.map(({ id }) => id)])).toEqual([
				[undefined, ["summary"]],
				...(tree.chapters ?? []).map(({ id, sections }) => [id, sections]),
			]);
		}
	});
});

type Table = Extract<Block, { kind: "table" }>;
const tablesOf = (tree: DocumentTree): Table[] =>
	sectionsOf(tree).flatMap(({ blocks }) => blocks.filter((block): block is Table => block.kind === "table"));

describe("rows that say the same", () => {
	it.each(EVERY)("stand together on $id in $locale, and their sentence once", ({ legal, locale }) => {
		const tables = tablesOf(deriveStatement(legal, locale, ALL));
		expect(tables.some(({ groups }) => groups !== undefined)).toBe(true);
		for (const { caption, head, rows, groups } of tables) {
			if (groups === undefined) continue;
			expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(rows.length);
			const said = groups.map(({ says }) => inlineText(says));
			expect(new Set(said).size).toBe(said.length);
			const cells = rows.flatMap((row) => row.map(inlineText));
			for (const sentence of said.filter((text) => text !== ""))
				expect(
					cells.filter((cell) => cell.includes(sentence)),
					caption,
				).toEqual([]);
			expect(rows.every((row) => row.length === head.length)).toBe(true);
		}
	});

	const saying = (name: string, what: string, says: string) => ({ cells: [[name], [what]], says: says ? [says] : [] });
	const rows = [saying("a", "A.", "Same."), saying("b", "B.", "Own."), saying("c", "", "Same."), saying("d", "D.", "")];

	it("keep a sentence that no other row says in their own cell, in their own order", () => {
		const table = groupedTable("t", ["n", "w"], rows, 1) as Table;
		expect(table.rows).toEqual([
			[["b"], ["B.", " ", "Own."]],
			[["d"], ["D."]],
			[["a"], ["A."]],
			[["c"], [""]],
		]);
		expect(groupsOf(table).map(({ says, rows }) => [inlineText(says), rows.length])).toEqual([
			["", 2],
			["Same.", 2],
		]);
	});

	it("have it above them all the same where no cell is given for it", () => {
		const table = groupedTable("t", ["n", "w"], rows.slice(0, 3)) as Table;
		expect(table.groups?.map(({ says, rows }) => [inlineText(says), rows])).toEqual([
			["Same.", 2],
			["Own.", 1],
		]);
		expect(groupedTable("t", ["n", "w"], [saying("d", "D.", "")], 1)).not.toHaveProperty("groups");
	});
});

it("loads the brands that the tests above are about", () => {
	expect(brands.map(({ id }: CompiledBrand) => id).sort()).toEqual(["geilesexsite", "harbour", "twero"]);
});
