import { describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { toTilt } from "#features/privacy/statement/tilt.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { unnamedIn } from "#foundation/brand/unnamed.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { type Block, inlineText, walkSections } from "#foundation/documents/tree.ts";
import { offerOf } from "#foundation/register/offer.ts";
import type { Running } from "#foundation/register/running.ts";
import { retentionRows } from "#foundation/register/views.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { ALL } from "../../support/fixtures/running.ts";

/** What Articles 9, 10, 13, 14, 21 and 26 to 28 ask of the statements of the project's own brands. */
const load = async (running: Running) => (await loadTenants("tenants", { running })).brands;
const NOW = { running: RUNNING, brands: await load(RUNNING) };
const WHOLE = { running: ALL, brands: await load(ALL) };
const CASES = [NOW, WHOLE].flatMap(({ running, brands }) =>
	brands.flatMap(({ id, legal }) =>
		LOCALES.map((locale) => ({ id, locale, legal, running, what: running === ALL ? "all" : "what runs" })),
	),
);
const AS_RUN = CASES.filter(({ running }) => running === RUNNING);

const flat = (text: string) => text.replace(/\s+/g, " ");
const legalOf = (id: string, { brands } = NOW): Legal => {
	const found = brands.find((brand) => brand.id === id);
	if (!found) throw new Error(`no brand ${id}`);
	return found.legal;
};
type Case = { legal: Legal; locale: Locale; running: Running };
const textOf = ({ legal, locale, running }: Case) => flat(renderText(deriveStatement(legal, locale, running)));
const sectionOf = ({ legal, locale, running }: Case, id: string) =>
	[...walkSections(deriveStatement(legal, locale, running).sections)].find(({ section }) => section.id === id)?.section;
const tablesOf = (each: Case, id: string) =>
	(sectionOf(each, id)?.blocks ?? []).filter((block) => block.kind === "table");
const cellsOf = (block: Block) =>
	block.kind === "table" ? block.rows.map((row) => row.map((cell) => inlineText(cell))) : [];
const sectionText = (each: Case, id: string) => {
	const section = sectionOf(each, id);
	return section ? flat(renderText({ locale: each.locale, title: "", lead: [], sections: [section] })) : "";
};
const VERSION = {
	...{ number: 1, publishedAt: "2026-01-02T03:04:05.000Z", effectiveAt: "2026-01-02T03:04:05.000Z" },
	...{ hash: "0".repeat(64), url: "https://alfa.example/privacy" },
};

describe("necessary data (Art. 13(2)(e))", () => {
	it.each(CASES)("stand on $id in $locale under the people who give them, of $what", (each) => {
		const { member, buyer, performer, asker } = words(each.locale).statement.articles.necessary;
		const { items } = words(each.locale).register;
		const tables = tablesOf(each, "necessary");
		const names = (caption: string) =>
			tables
				.filter((block) => block.kind === "table" && block.caption === caption)
				.flatMap(cellsOf)
				.map(([name]) => name);
		const own = names(member.caption);
		for (const item of ["email", "user_name", "password", "gender"] as const) expect(own).toContain(items[item].name);
		for (const item of ["identity_document", "bsn", "delivery_address", "orders", "helpdesk_messages"] as const)
			expect(own).not.toContain(items[item].name);
		const isSold = each.legal.features.includes("payments");
		expect(names(buyer.caption).includes(items.orders.name)).toBe(isSold);
		expect(names(performer.caption).includes(items.bsn.name)).toBe(each.legal.features.includes("performers"));
		expect(names(asker.caption).includes(items.rights_requests.name)).toBe(true);
		const text = sectionText(each, "necessary");
		expect(text.split(member.without)).toHaveLength(2);
		expect(text.includes(performer.without)).toBe(each.legal.features.includes("performers"));
	});

	it.each(CASES)("are told apart on $id in $locale by contract and law, of $what", (each) => {
		const { byContract, byLaw, byThisLaw, duties } = words(each.locale).statement.articles;
		const { art6 } = words(each.locale).register;
		const choices = ["necessary", "voluntary", "special"].flatMap((id) =>
			tablesOf(each, id)
				.flatMap(cellsOf)
				.filter((row) => row.length === 4),
		);
		expect(choices.length).toBeGreaterThan(4);
		for (const [, , basis = "", choice = ""] of choices) {
			if (basis === art6.b) expect(choice).toBe(byContract);
			if (basis === art6.c) expect([byLaw, ...Object.values(duties).map(byThisLaw)]).toContain(choice);
		}
		expect(choices.map(([, , , choice]) => choice)).toContain(byThisLaw(duties.accountability));
		expect(textOf(each)).not.toMatch(/leden verwachten|members expect|of bij een wettelijke plicht/);
	});

	it("say in the data whether they must be given, and what follows", () => {
		const each = { legal: legalOf("twero", WHOLE), locale: "en" as const, running: ALL };
		const data = toTilt(each.legal, "en", VERSION, ALL) as {
			dataDisclosed: { _id: string; nonDisclosure: { obligationToProvide: boolean; consequences: string } }[];
			controller: { representative: { name: string } };
		};
		const of = (id: string) => data.dataDisclosed.find(({ _id }) => _id === id)?.nonDisclosure;
		expect(of("necessary.email")).toMatchObject({ obligationToProvide: true, consequences: /cannot admit you/ });
		expect(of("necessary.bsn")?.consequences).toMatch(/cannot publish as a performer/);
		expect(of("necessary.sessions")?.obligationToProvide).toBe(false);
		expect(of("voluntary.town")?.obligationToProvide).toBe(false);
		// Art. 27: a controller within the EEA has no representative, and is not its own.
		expect(data.controller.representative.name).toMatch(/^None: .*Art\. 27/);
	});
});

describe("the right to object (Art. 21(4))", () => {
	it.each(AS_RUN)("P42 stands apart on $id in $locale, with every interest and the way", (each) => {
		const section = deriveStatement(each.legal, each.locale, each.running).sections.find(
			({ id }) => id === "objection",
		);
		expect(section).toMatchObject({ heading: words(each.locale).statement.articles.objection.heading, sections: [] });
		const list = section?.blocks.find((block) => block.kind === "list");
		const interests = sectionOf(each, "interests")?.blocks.find((block) => block.kind === "list");
		const itemsOf = (block: Block | undefined) =>
			(block?.kind === "list" ? block.items : []).map((item) => item.join("").toLowerCase());
		const names = itemsOf(interests).map((item) => item.slice(0, item.indexOf(":")));
		expect(names.length).toBeGreaterThan(1);
		// Each interest stands in one of them, before what follows.
		for (const name of names)
			expect([name, itemsOf(list).filter((item) => item.slice(0, item.indexOf(": ")).includes(name)).length]).toEqual([
				name,
				1,
			]);
		const { by, email } = each.legal.contacts.rights;
		expect(JSON.stringify(section)).toContain(by === "email" ? `mailto:${email}` : `"href":"/helpdesk"`);
		expect(sectionText(each, "objection")).not.toMatch(/privacy-instellingen|privacy settings/);
		const rights = tablesOf(each, "rights")
			.flatMap(cellsOf)
			.map(([name]) => name);
		expect(rights.length).toBeGreaterThan(5);
		expect(rights.join()).not.toMatch(/art\. 21|Art\. 21/);
	});

	it("names the account once the choices are there", () => {
		const each = { legal: legalOf("twero", WHOLE), locale: "nl" as const, running: ALL };
		expect(sectionText(each, "objection")).toMatch(/bij de privacy-instellingen/);
	});
});

describe("retention (Art. 13(2)(a))", () => {
	it.each(CASES)("gives on $id in $locale no datum two terms, of $what", (each) => {
		const [table] = tablesOf(each, "retention");
		const cells = (table ? cellsOf(table) : []).map(([, data = ""]) => data.replace(/\.$/, "").toLowerCase());
		expect(cells.length).toBeGreaterThan(8);
		const { items } = words(each.locale).register;
		const rows = retentionRows(each.legal, each.running.register);
		expect(cells).toHaveLength(rows.length);
		const parts = cells.map((cell) => cell.split(/, | en | and /));
		const twice = Object.values(items)
			.map(({ name }) => name.toLowerCase())
			.filter((name) => parts.filter((each) => each.includes(name) || each.join(", ") === name).length > 1);
		expect(twice).toEqual([]);
		expect(new Set(cells).size).toBe(cells.length);
	});

	it("keeps the outcome of a check apart from the copy of the document", () => {
		const each = { legal: legalOf("twero", WHOLE), locale: "nl" as const, running: ALL };
		const rows = tablesOf(each, "retention").flatMap(cellsOf);
		expect(rows.find(([kind]) => kind === "Uitkomst van de controle van een performer")?.[1]).toMatch(/^Uitkomst van/);
		expect(rows.find(([kind]) => kind === "Kopie van paspoort of rijbewijs")?.[2]).toMatch(/^30 dagen/);
	});
});

describe("recipients (Art. 13(1)(e) and (f))", () => {
	it.each(AS_RUN)("hold on $id in $locale the mail carrier, and groups that say so", (each) => {
		const { group } = words(each.locale).statement.articles.recipients;
		const rows = tablesOf(each, "recipients").flatMap(cellsOf);
		const carrier = each.legal.recipients.find(({ kind }) => kind === "mail");
		expect(carrier?.group?.[each.locale]).toBeDefined();
		expect(rows.map(([name]) => name)).toContain(group(carrier?.group?.[each.locale] ?? ""));
		const groups = each.legal.recipients.filter(({ group: called }) => called !== undefined);
		expect(groups.length).toBeGreaterThan(1);
		expect(rows.filter(([name = ""]) => /groep;|a group;/.test(name))).toHaveLength(groups.length);
		expect(
			rows.filter(([, , place = ""]) => /land is nog niet genoemd|country is not yet named/.test(place)),
		).toHaveLength(groups.length);
		if (each.locale === "en")
			expect(JSON.stringify(rows)).not.toMatch(/Databasehost|Ontwikkelaars|Moderatoren|Mailverz/);
		expect(textOf(each)).toMatch(/is genoemd, als groep|as long as no company is named, as a group/);
	});

	it.each(LOCALES)(
		"P61 give in %s the decision, the document, its date and a copy of each that leaves the EEA",
		(locale) => {
			const legal = legalOf("twero");
			const place = (recipients: Legal["recipients"]) =>
				tablesOf({ legal: { ...legal, recipients }, locale, running: RUNNING }, "recipients").flatMap(cellsOf)[0]?.[2];
			expect(place(legal.recipients)).toMatch(/2023\/1795 .*2023.*(nog niet genoemd|not yet named)\.$/);
			const instrument = {
				document: "Data Processing Addendum",
				date: "2025-03-31",
				copy: "https://cloud.example/dpa",
			};
			const [first, ...others] = legal.recipients;
			if (!first) throw new Error("no recipient");
			const named = [{ ...first, instrument }, ...others];
			expect(place(named)).toMatch(/Data Processing Addendum, 31 (maart|March) 2025\. (Lees het hier|Read it here)\.$/);
			const copy = sectionOf({ legal: { ...legal, recipients: named }, locale, running: RUNNING }, "recipients");
			expect(JSON.stringify(copy)).toContain("https://cloud.example/dpa");
			expect(JSON.stringify(copy)).toContain(`mailto:${legal.operator.dpo.email}`);
		},
	);

	it.each(LOCALES)("P61 say in %s that Google has data processed in the United States", (locale) => {
		for (const id of ["twero", "geilesexsite"]) {
			const rows = tablesOf({ legal: legalOf(id, WHOLE), locale, running: ALL }, "recipients").flatMap(cellsOf);
			const google = rows.find(([name = ""]) => name.startsWith("Google"));
			expect(google?.[2]).toMatch(/(verwerkt in de Verenigde Staten|processed in the United States).*2023\/1795/);
		}
	});
});

describe("people who are no members (Art. 14)", () => {
	it.each(AS_RUN)("are told on $id in $locale what there is, from whom, why and for how long", (each) => {
		const { visitor, address, depicted, mail, message, report } = words(each.locale).statement.articles.others;
		const rows = tablesOf(each, "others").flatMap(cellsOf);
		expect(rows.map(([who]) => who)).toEqual([visitor.who, address.who, depicted.who, mail.asks]);
		for (const [, , why = ""] of rows) expect(why).toMatch(/\(art\. 6 lid 1 onder f AVG\)|\(Art\. 6\(1\)\(f\) GDPR\)/);
		expect(rows[1]?.[3]).toMatch(/^14 da/);
		expect(rows[3]?.[3]).toMatch(/^12 m.*(afgehandeld|settled)\.$/);
		// Without a help desk there is a mailbox, of which the operator says how long it is kept.
		const without = { ...each.legal, features: each.legal.features.filter((one) => one !== "helpdesk") };
		const mailed = (legal: typeof without) => tablesOf({ ...each, legal }, "others").flatMap(cellsOf)[3] ?? [];
		expect([mailed(without)[0], mailed(without)[3]]).toEqual([mail.who, mail.unnamed]);
		const kept = { ...without, contacts: { ...without.contacts, helpKept: "P12M" as const } };
		expect(mailed(kept)[3]).toMatch(/^12 /);
		const all = tablesOf({ ...each, running: ALL, legal: legalOf(each.id, WHOLE) }, "others").flatMap(cellsOf);
		expect(all.map(([who]) => who)).toEqual(expect.arrayContaining([message.who, report.who]));
	});
});

describe("what nobody is asked (Art. 9 and 10)", () => {
	it.each(AS_RUN)("is named on $id in $locale", (each) => {
		const { adult, general, criminal } = words(each.locale).statement.articles.unasked;
		const text = textOf(each);
		expect(text).toContain(criminal);
		expect(text.includes(adult)).toBe(each.legal.adult);
		expect(text.includes(general)).toBe(!each.legal.adult);
		for (const said of [adult, general])
			expect(said).toMatch(/geloof.*gezondheid.*vakbond|religion.*health.*trade union/);
	});
});

describe("the partner (Art. 26 and 28)", () => {
	it("is said to be unnamed until the operator's file names it, with its role", () => {
		const legal = legalOf("geilesexsite");
		const each = (partner: Legal["partner"]) => ({
			legal: { ...legal, partner },
			locale: "nl" as const,
			running: RUNNING,
		});
		const open = each(legal.partner);
		expect(sectionText(open, "controller")).toMatch(/juridische naam van die partner is nog niet genoemd/);
		expect(sectionText(open, "controller")).not.toMatch(/aangeboden door Geilesexsite/);
		expect(sectionText(open, "partner")).toMatch(
			/VspCash, het netwerk van Jupiter Media: .*art\. 28 AVG.*nog niet genoemd/,
		);
		const named = each({ ...legal.partner, name: "Voorbeeld B.V.", role: "joint_controller" });
		expect(sectionText(named, "controller")).toMatch(/aangeboden door Voorbeeld B\.V\./);
		expect(sectionText(named, "partner")).toMatch(
			/samen met ons verantwoordelijk \(art\. 26 AVG\).*compliance@twero\.com/,
		);
		expect(textOf(named)).not.toMatch(/naam van die partner|Of de partner verwerker is/);
	});
});

describe("words", () => {
	it.each(AS_RUN)(
		"are the same for the same thing on $id in $locale, and abbreviations are written out once",
		(each) => {
			const text = textOf(each);
			const full =
				each.locale === "nl" ? "Algemene verordening gegevensbescherming" : "General Data Protection Regulation";
			expect(text.split(full)).toHaveLength(2);
			expect(text).not.toMatch(/Hoort bij: |Part of: /);
			if (each.locale !== "nl") return;
			expect(text).toContain(`In deze verklaring is ‘wij’ ${each.legal.operator.shortName}.`);
			expect(text).not.toMatch(
				/Blokkademerk|geaardheid|Stand van|stand van een|Weergavenaam|ekst over jezelf|aanvaard|terug te rekenen|terugrekenen/,
			);
			expect(text).not.toMatch(/\b(haar|hem|hij)\b/);
			expect(text).toContain("Kenmerken van geblokkeerde accounts");
		},
	);
});

describe("what no file names", () => {
	it("is listed for each brand, as its statement says it", () => {
		const of = (id: string) => unnamedIn(offerOf(legalOf(id), RUNNING).legal).map(({ what }) => what);
		expect(of("harbour")).toEqual([
			...["recipient cloudflare: the document and its date", "recipient database-host: its name"],
			...[
				"recipient database-host: its country",
				"recipient mail-carrier: its name",
				"recipient mail-carrier: its country",
			],
		]);
		expect(of("geilesexsite")).toEqual(expect.arrayContaining(["the partner's legal name", "the partner's role"]));
		expect(of("twero").join()).not.toMatch(/partner/);
	});
});
