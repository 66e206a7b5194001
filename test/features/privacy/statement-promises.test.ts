import { beforeAll, describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { type CompiledBrand, loadTenants } from "#cli/tenants/files.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { deriveTerms, termsFacts } from "#features/terms/terms.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { countriesOf, recipientName } from "#foundation/brand/unnamed.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { inlineText, type Section, walkSections } from "#foundation/documents/tree.ts";
import { countryName, isInEea } from "#foundation/i18n/countries.ts";
import type { Running } from "#foundation/register/running.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { ALL } from "../../support/fixtures/running.ts";

/** What the statements of the project's own brands say, from their own files. */
let brands: CompiledBrand[];
/** As they are published today. */
let today: CompiledBrand[];
beforeAll(async () => {
	today = (await loadTenants("tenants")).brands;
	brands = (await loadTenants("tenants", { running: ALL })).brands;
});

const brandOf = (id: string): CompiledBrand => {
	const found = brands.find((brand) => brand.id === id);
	if (!found) throw new Error(`no brand ${id}`);
	return found;
};
const flat = (text: string) => text.replace(/\s+/g, " ");
const textsOf = ({ legal }: CompiledBrand) =>
	LOCALES.map((locale) => ({ locale, text: flat(renderText(deriveStatement(legal, locale, ALL))) }));

/** The languages that these tests read. */
const READ = ["nl", "en"] as const satisfies readonly Locale[];
type Read = (typeof READ)[number];
type Roles = Record<"processor" | "controller" | "joint_controller" | "authority", RegExp>;
const ROLES: Record<Read, Roles> = {
	nl: { processor: /verwerker/, controller: /verantwoordelijk/, joint_controller: /samen/, authority: /overheid/ },
	en: { processor: /processor/, controller: /responsible/, joint_controller: /together/, authority: /authority/ },
};
/** Beside the staff of the controller. */
const GROUPS: Record<Read, string[]> = {
	nl: ["ontwikkelaars en beheerders", "moderator", "buiten de Europese Economische Ruimte"],
	en: ["developers and administrators", "moderator", "outside the European Economic Area"],
};

/** Each brand in each language: by what runs today, and as if everything ran. */
const EVERY = () =>
	[...today.map((brand) => ({ brand, running: RUNNING })), ...brands.map((brand) => ({ brand, running: ALL }))].flatMap(
		({ brand: { id, legal }, running }) => READ.map((locale) => ({ brand: id, legal, running, locale })),
	);

function sectionOf(legal: Legal, locale: Locale, running: Running, id: string): Section {
	const sections = [...walkSections(deriveStatement(legal, locale, running).sections)].map(({ section }) => section);
	return sections.find((section) => section.id === id) ?? expect.fail(`no section ${id}`);
}
const rowsOf = ({ blocks }: Section): string[][] =>
	blocks.flatMap((block) => (block.kind === "table" ? block.rows.map((row) => row.map(inlineText)) : []));
const paragraphsOf = ({ blocks }: Section): string =>
	blocks.map((block) => (block.kind === "paragraph" ? inlineText(block.text) : "")).join(" ");

describe("the statement of the project's own brands", () => {
	it.each(["twero", "geilesexsite", "harbour"])(
		"P32 P58 names the controller and the officer with all their addresses: %s",
		(id) => {
			const brand = brandOf(id);
			const { operator } = brand.legal;
			for (const { text } of textsOf(brand))
				for (const fact of [
					...[operator.name, operator.address.street, operator.address.postalCode, operator.address.city],
					...[operator.registration.number, operator.email, operator.phone, operator.dpo.email],
				])
					expect(text).toContain(fact);
		},
	);

	it("P33 names each recipient in its own row, and the four groups", () => {
		let seen = 0;
		for (const { brand, locale, running, legal } of EVERY()) {
			const section = sectionOf(legal, locale, running, "recipients");
			const rows = rowsOf(section);
			const text = flat(rows.map((row) => row.join(" ")).join(" "));
			expect(rows.length, brand).toBe(legal.recipients.length);
			for (const recipient of legal.recipients) {
				const name = recipientName(recipient, locale);
				const own = rows.filter(([cell = ""]) => cell.includes(name));
				expect(own.length, `${brand} ${name}`).toBe(1);
				const cells = own[0]?.join(" | ") ?? "";
				const countries = countriesOf(recipient);
				if (countries.length === 0) expect(cells).toMatch(/land is nog niet genoemd|country is not yet named/i);
				for (const country of countries) {
					expect(cells).toContain(countryName(country, locale).replace(/^(de|het|the) /, ""));
					expect(cells).toMatch(isInEea(country) ? /Binnen de Eur|Within the Eur/ : /art\. 45|Art\. 45/);
				}
				expect(cells).toMatch(ROLES[locale][recipient.role]);
				seen += 1;
			}
			const said = `${text} ${flat(paragraphsOf(section))}`;
			const groups = [legal.operator.shortName, ...GROUPS[locale]];
			for (const group of groups) expect(said.toLowerCase(), `${brand} ${group}`).toContain(group.toLowerCase());
		}
		expect(seen).toBeGreaterThan(20);
	});

	it("P61 names for each recipient outside the EEA the instrument by which data go there, and is no statement without", () => {
		const { legal } = brandOf("twero");
		const outside = legal.recipients.filter(({ country }) => country !== undefined && !isInEea(country));
		expect(outside.length).toBeGreaterThan(0);
		for (const one of outside) {
			const { transfer: _, ...bare } = one;
			const without = { ...legal, recipients: legal.recipients.map((each) => (each.id === one.id ? bare : each)) };
			for (const locale of LOCALES) {
				expect(() => deriveStatement(without, locale, ALL)).toThrow(/transfer/);
				const instruments = (["adequacy", "dpf", "scc", "bcr"] as const).map((transfer) => {
					const by = {
						...legal,
						recipients: legal.recipients.map((each) => (each.id === one.id ? { ...each, transfer } : each)),
					};
					return rowsOf(sectionOf(by, locale, ALL, "recipients"))
						.find(([cell]) => cell?.includes(one.name))
						?.join(" ");
				});
				expect(new Set(instruments).size).toBe(4);
			}
		}
	});

	it("P60 says of what moderators see before others that it is seen, and of nothing else", () => {
		const queues = RUNNING.routes
			.toString()
			.match(/account POST \/console\/(\w+)\/:\w+\/approve/g)
			?.map((route) => /console\/(\w+)/.exec(route)?.[1]);
		expect(queues).toEqual(["photos"]);
		for (const { brand, locale, running, legal } of EVERY()) {
			if (running !== RUNNING || !legal.features.includes("profiles")) continue;
			const said = paragraphsOf(sectionOf(legal, locale, running, "moderation"));
			expect(said, brand).toMatch(locale === "nl" ? /moderator.*foto.*voordat/is : /moderator.*photo.*before/is);
			// What has no queue: texts of profiles, and messages.
			expect(said, brand).not.toMatch(/(bekijk|lees)[^.]*(profiel|bericht)|(looks? at|reads?) [^.]*(profile|message)/i);
		}
	});

	it("P63 points to the terms for the words that it uses", () => {
		for (const { brand, locale, running, legal } of EVERY()) {
			const section = sectionOf(legal, locale, running, "definitions");
			expect(JSON.stringify(section.blocks), brand).toContain('"href":"/terms"');
			const terms = deriveTerms(legal.operator, locale, termsFacts([legal]));
			expect(terms.sections[0]?.id).toBe("definitions");
			const defined = JSON.stringify(terms.sections[0]).toLowerCase();
			// The words that the statement names, and those of the law that it uses without a word of its own.
			const used = locale === "nl" ? ["account", "lid", "profiel", "avg"] : ["account", "member", "profile", "gdpr"];
			for (const word of used) expect(defined, `${brand} ${word}`).toContain(`"term":"${word}`);
			expect(flat(renderText(deriveStatement(legal, locale, running)))).toMatch(locale === "nl" ? /AVG/ : /GDPR/);
		}
	});

	it("P62 is declared valid for the partner's organisation on Geilesexsite, and on no brand of the operator's own", () => {
		const sections = (id: string) =>
			deriveStatement(brandOf(id).legal, "nl", ALL).sections.map((section) => section.id);
		expect(sections("geilesexsite").at(-1)).toBe("partner");
		expect(textsOf(brandOf("geilesexsite")).every(({ text }) => text.includes("VspCash"))).toBe(true);
		expect(sections("twero")).not.toContain("partner");
		expect(textsOf(brandOf("twero")).some(({ text }) => text.includes("VspCash"))).toBe(false);
	});
});
