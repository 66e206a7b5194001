import { expect, test } from "vitest";
import { loadTenants } from "#cli/tenants/files.ts";
import { deriveStatement, refuseEmptiness } from "#features/privacy/statement/statement.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import {
	chaptersOf,
	type DocumentTree,
	hashTree,
	type Section,
	sentencesOf,
	statementOutline,
	walkSections,
} from "#foundation/documents/tree.ts";
import { PROMISES } from "#foundation/register/promises.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { REGISTER } from "../../../src/register.ts";
import { BRANDS, CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { ALL, allOf } from "../../support/fixtures/running.ts";

const trees = Object.entries(BRANDS).flatMap(([name, legal]) =>
	LOCALES.map((locale) => ({ name, locale, legal, tree: deriveStatement(legal, locale, ALL) })),
);

function textOf(legal: Legal, locale: Locale = "nl"): string {
	return renderText(deriveStatement(legal, locale, ALL)).replace(/\s+/g, " ");
}

function sectionOf(tree: DocumentTree, id: string): Section | undefined {
	return [...walkSections(tree.sections)].find(({ section }) => section.id === id)?.section;
}

function sectionText(legal: Legal, id: string, locale: Locale = "nl"): string {
	const section = sectionOf(deriveStatement(legal, locale, ALL), id);
	return section ? renderText({ locale, title: "", lead: [], sections: [section] }).replace(/\s+/g, " ") : "";
}

function promisesOf(tree: DocumentTree): Set<string> {
	return new Set([...walkSections(tree.sections)].flatMap(({ section }) => section.promises));
}

test("a statement of the same settings has the same hash, and another one per brand and language", async () => {
	const once = await Promise.all(trees.map(({ tree }) => hashTree(tree)));
	const again = await Promise.all(
		trees.map(({ legal, locale }) => hashTree(deriveStatement(structuredClone(legal), locale, ALL))),
	);
	expect(again).toEqual(once);
	expect(new Set(once).size).toBe(trees.length);
	expect(once[0]).toMatch(/^[0-9a-f]{64}$/);
});

test("the hash covers every word that a reader sees and no note to ourselves", async () => {
	const tree = deriveStatement(OWN, "nl", ALL);
	const noted = structuredClone(tree);
	for (const { section } of walkSections(noted.sections)) section.promises = [];
	expect(await hashTree(noted)).toBe(await hashTree(tree));
	const cell = structuredClone(tree);
	for (const { section } of walkSections(cell.sections))
		for (const block of section.blocks) if (block.kind === "table") block.rows.at(-1)?.at(-1)?.push(".");
	expect(await hashTree(cell)).not.toBe(await hashTree(tree));
});

test("the two published brands state every promise of their scope, and no section is without promise or ground", async () => {
	const { brands, problems } = await loadTenants(new URL("../../../tenants", import.meta.url).pathname, {
		running: ALL,
	});
	expect(problems.filter(({ level }) => level === "error")).toEqual([]);
	const scoped = brands.filter(({ id }) => ["twero", "geilesexsite"].includes(id));
	expect(scoped).toHaveLength(2);
	for (const { id, legal } of scoped) {
		const wanted = Object.entries(PROMISES).filter(([, { scope }]) => scope === id || scope === "both");
		expect(wanted.length).toBeGreaterThan(25);
		for (const locale of LOCALES) {
			const stated = promisesOf(deriveStatement(legal, locale, ALL));
			expect({
				id,
				locale,
				missing: wanted.map(([promise]) => promise).filter((promise) => !stated.has(promise)),
			}).toEqual({
				id,
				locale,
				missing: [],
			});
		}
	}
});

test("both languages have the same sections, blocks and table sizes", () => {
	const shape = (tree: DocumentTree) =>
		[...walkSections(tree.sections)].map(({ section, depth }) => [
			...[depth, section.id, section.promises.join()],
			section.blocks
				.map((block) => (block.kind === "table" ? `${block.kind} ${block.rows.length}` : block.kind))
				.join(),
		]);
	for (const legal of Object.values(BRANDS)) {
		expect(shape(deriveStatement(legal, "en", ALL))).toEqual(shape(deriveStatement(legal, "nl", ALL)));
	}
});

test("anchors are unique and the outline lists every heading in order", () => {
	for (const { tree } of trees) {
		const ids = chaptersOf(tree).flatMap(({ chapter, sections }) => [
			...(chapter ? [chapter.id] : []),
			...[...walkSections(sections)].map(({ section }) => section.id),
		]);
		expect(new Set(ids).size).toBe(ids.length);
		const flat = (entries: ReturnType<typeof statementOutline>): string[] =>
			entries.flatMap((entry) => [entry.id, ...flat(entry.sections)]);
		expect(flat(statementOutline(tree))).toEqual(ids);
	}
});

test("nothing is said of a feature that is off", () => {
	const said: Record<string, RegExp> = {
		messages: /aan andere leden schrijft/,
		suggestions: /suggesties? (ontstaat|uitzetten)/,
		performers: /performer/i,
		payments: /iDEAL|betaal(dienst|wijze|gegeven)/i,
		shop: /artikelen bestellen|bezorgadres/i,
		helpdesk: /helpdesk/i,
		newsletters: /aanbiedingen van onze eigen diensten (en|mailen)/,
		statistics: /tellen we je ook mee/,
	};
	for (const [feature, words] of Object.entries(said)) {
		const base: Legal = { ...OWN, recipients: OWN.recipients.slice(0, 2) };
		expect({ feature, said: words.test(textOf(base)) }).toEqual({ feature, said: true });
		const off = { ...base, features: base.features.filter((each) => each !== feature) };
		expect({ feature, said: words.test(textOf(off).replace(/algemene voorwaarden/g, "")) }).toEqual({
			feature,
			said: false,
		});
	}
	expect(textOf(CLUB)).not.toMatch(/geaardheid|seksue|18 jaar|volwassenen|BSN|AWR|rijbewijs|bijzondere gegevens/i);
});

test("P14 the automatically generated data are exactly six, or there is no statement", () => {
	const list = sectionOf(deriveStatement(OWN, "en", ALL), "automatic")?.blocks.find((block) => block.kind === "list");
	expect(list?.kind === "list" ? list.items.flat() : []).toHaveLength(6);
	const planned = allOf(REGISTER.filter(({ feature }) => feature !== "visits"));
	const more = planned.register.find(({ feature }) => feature === "accounts");
	if (!more) throw new Error("fixture");
	const visit = { visit: { class: "owned" as const, columns: {} } };
	const withoutThem = { ...planned, register: [...planned.register, { ...more, tables: visit, cookies: [] }] };
	expect(() => deriveStatement(OWN, "nl", withoutThem)).toThrow(/exactly six/);
});

test("an empty list in a legal text is refused", () => {
	const [host] = OWN.recipients;
	if (!host) throw new Error("fixture");
	const refused: [Partial<Legal>, RegExp][] = [
		[{ recipients: [] }, /empty/],
		[{ paymentMethods: [] }, /empty list/],
		[{ recipients: [{ ...host, fields: ["not_an_item"] }] }, /gets no data/],
		[{ recipients: [{ ...host, country: "US", transfer: undefined } as never] }, /no transfer instrument/],
		[{ recipients: [{ ...host, country: "XX" }] }, /no name/],
		[{ recipients: [{ ...host, role: "controller" }] }, /special data/],
		[{ relation: "partner" }, /names its partner/],
	];
	for (const [change, message] of refused)
		expect(() => deriveStatement({ ...OWN, ...change }, "nl", ALL)).toThrow(message);
	const section = (own: Partial<Section>): DocumentTree => ({
		...{ locale: "nl" as const, title: "t", lead: [] },
		sections: [{ id: "a", heading: "A", promises: ["P01"], blocks: [], sections: [], ...own }],
	});
	expect(() => refuseEmptiness(section({}))).toThrow(/is empty/);
	expect(() => refuseEmptiness(section({ blocks: [{ kind: "list", items: [] }] }))).toThrow(/empty list/);
	expect(() => refuseEmptiness(section({ blocks: [{ kind: "table", caption: "c", head: ["h"], rows: [] }] }))).toThrow(
		/empty/,
	);
	expect(() =>
		refuseEmptiness(section({ blocks: [{ kind: "table", caption: "c", head: ["h"], rows: [[[""]]] }] })),
	).toThrow();
	const said = [{ kind: "paragraph" as const, text: ["Text."] }];
	expect(() => refuseEmptiness(section({ blocks: said, promises: [] }))).toThrow(
		/neither a promise nor a legal ground/,
	);
	expect(() => refuseEmptiness(section({ blocks: said, promises: [], grounds: ["GDPR 13"] }))).not.toThrow();
});

test("what is said of the IP address follows each brand's recipients", () => {
	expect(sectionText(OWN, "recipients")).toMatch(
		/Google Analytics krijgt gegevens .*IP-adres of MAC-adres gaat er nooit heen/,
	);
	expect(sectionText(OWN, "recipients")).not.toMatch(/Met je ja .* ook je IP-adres/);
	expect(promisesOf(deriveStatement(OWN, "nl", ALL))).not.toContain("P21");
	expect(sectionText(PARTNER, "recipients")).toMatch(
		/Voor Google Analytics en 24metrics vragen .*Met je ja krijgen ze ook je IP-adres/,
	);
	expect(sectionText(PARTNER, "recipients")).not.toMatch(/gaat er nooit heen/);
	expect(promisesOf(deriveStatement(PARTNER, "nl", ALL))).not.toContain("P20");
	const unasked = {
		...PARTNER,
		recipients: PARTNER.recipients.map((one) =>
			one.id === "24metrics" ? { ...one, requiresConsent: false, role: "controller" as const } : one,
		),
	};
	expect(sectionText(unasked, "recipients")).not.toMatch(/nooit zonder jouw toestemming/);
});

test("controller, officer, authority, term and partner are named as configured", () => {
	for (const [legal, locale, days] of [
		[OWN, "nl", /binnen 28 dagen \(4 weken\)/],
		[CLUB, "en", /within 21 days \(3 weeks\)/],
		[{ ...CLUB, responseDays: 20 }, "en", /within 20 days on|within 20 days,|every request within 20 days/],
	] as const) {
		const text = textOf(legal, locale);
		expect(text).toMatch(days);
		for (const fact of [
			"Voorbeeldweg 1",
			"00000000",
			"+31 10 000 0000",
			"info@voorbeeld.example",
			"fg@voorbeeld.example",
		])
			expect(text).toContain(fact);
		expect(text).toContain("Autoriteit Persoonsgegevens [https://autoriteitpersoonsgegevens.nl/klacht]");
	}
	expect(sectionText(OWN, "rights")).toContain("rechten@alfa.example");
	expect(sectionText(PARTNER, "rights")).toMatch(/formulier van de helpdesk \[\/helpdesk\]\. .*fg@voorbeeld.example/);
	expect(sectionText(PARTNER, "partner")).toContain("Bravo is partner van VoorbeeldCash");
	expect(sectionText(OWN, "partner")).toBe("");
});

test("the fiscal exception stands beside both promises that it limits", () => {
	for (const id of ["payments", "retention-by-law"]) {
		expect(sectionText(OWN, id)).toMatch(/7 jaar na het einde van het jaar .*52/);
		expect(sectionText(OWN, id, "en")).toMatch(/7 years after the end of the year .*52/);
	}
	expect(sectionText(CLUB, "payments")).toBe("");
});

test("plain text carries every sentence in order, within 78 columns", () => {
	for (const { tree, legal } of trees) {
		const text = renderText(tree, `https://${legal.host}`);
		const long = text.split("\n").filter((line) => [...line].length > 78 && !/\[?(https?:|mailto:)/.test(line));
		expect(long).toEqual([]);
		const bare = text.replace(/\s+/g, " ").replace(/ \[(https?:|mailto:|\/)[^\]]*\]/g, "");
		for (const sentence of sentencesOf(tree)) expect(bare).toContain(sentence);
	}
});
