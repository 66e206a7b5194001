import { describe, expect, test } from "vitest";
import { classifyChange, statementFacts } from "#features/privacy/versions/change.ts";
import type { StatementFacts } from "#features/privacy/versions/statement-facts.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const facts = statementFacts(OWN, ALL);
const after = (change: Partial<Legal>) => classifyChange(facts, statementFacts({ ...OWN, ...change }, ALL), true);
const without = (id: string) => OWN.recipients.filter((one) => one.id !== id);
const changed = (id: string, change: object) =>
	OWN.recipients.map((one) => (one.id === id ? { ...one, ...change } : one));
const METRICS = PARTNER.recipients.filter(({ id }) => id === "24metrics");

test("the same facts in other words are an editorial change", () => {
	expect(classifyChange(facts, structuredClone(facts), true)).toEqual({
		change: "editorial",
		words: { nl: ["Alleen de formulering is veranderd."], en: ["Only the wording has changed."] },
	});
	expect(classifyChange(facts, facts, false).words).toEqual({ nl: [], en: [] });
	expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});

test("a change of facts is information, narrower ones too, and is said in words", () => {
	const cases: [Partial<Legal>, string, string][] = [
		[
			{ responseDays: 21 },
			"De antwoordtermijn gaat van 28 dagen naar 21 dagen.",
			"The answer term goes from 28 days to 21 days.",
		],
		[
			{ recipients: without("google-analytics") },
			"Google Analytics is geen ontvanger meer.",
			"Google Analytics is no longer a recipient.",
		],
		[
			{ recipients: changed("google-analytics", { fields: ["browser", "device_type"] }) },
			"Google Analytics krijgt niet meer: besturingssysteem, bezochte pagina's.",
			"Google Analytics no longer gets: operating system, pages visited.",
		],
		[
			{
				recipients: [
					...OWN.recipients,
					...METRICS.map((one) => ({ ...one, requiresConsent: false, role: "processor" as const })),
				],
			},
			"Nieuwe ontvanger: 24metrics (IP-adres, type apparaat, browser).",
			"New recipient: 24metrics (IP address, type of device, browser).",
		],
		[
			{ visitLogRetention: "P7D" },
			"Automatisch gegenereerde gegevens: de bewaartermijn gaat van 30 dagen naar 7 dagen.",
			"Automatically generated data: the retention term goes from 30 days to 7 days.",
		],
		[
			{ features: OWN.features.filter((one) => one !== "shop"), recipients: without("bezorger") },
			"Niet meer op deze site: artikelen bestellen.",
			"No longer on this site: ordering articles.",
		],
		[
			{ operator: { ...OWN.operator, phone: "+31 20 000 0000" } },
			"Het telefoonnummer van de verantwoordelijke gaat van +31 10 000 0000 naar +31 20 000 0000.",
			"The telephone number of the controller goes from +31 10 000 0000 to +31 20 000 0000.",
		],
		[
			{ paymentMethods: ["ideal"] },
			"De lijst van betaalwijzen gaat van iDEAL, Bancontact (vroeger Mistercash), creditcard, telefoon, bankoverschrijving naar iDEAL.",
			"The list of means of payment goes from iDEAL, Bancontact (formerly Mistercash), credit card, telephone, bank transfer to iDEAL.",
		],
	];
	for (const [change, nl, en] of cases) {
		const result = after(change);
		expect({ change: result.change, en }).toEqual({ change: "information", en });
		expect(result.words.nl).toContain(nl);
		expect(result.words.en).toContain(en);
	}
});

test("new special data, and a purpose or recipient that rests on consent, need consent", () => {
	expect(after({ recipients: [...OWN.recipients, ...METRICS] }).change).toBe("consent");
	expect(after({ recipients: changed("google-analytics", { country: "FR" }) })).toMatchObject({
		change: "consent",
		words: {
			nl: ["Google Analytics: het land gaat van Ierland naar Frankrijk."],
			en: ["Google Analytics: the country goes from Ireland to France."],
		},
	});
	expect(after({ recipients: changed("google-analytics", { fields: ["browser", "ip_address"] }) }).change).toBe(
		"consent",
	);
	const was = (change: (facts: StatementFacts) => Partial<StatementFacts>) =>
		classifyChange({ ...facts, ...change(facts) }, facts, true);
	const items = was(({ items: all }) => ({
		items: all.filter(({ item, category }) => item !== "orientation" || category !== "special"),
	}));
	expect(items).toMatchObject({ change: "consent", words: { en: ["New among special data: sexual orientation."] } });
	const purposes = was(({ purposes: all }) => ({
		purposes: all.filter(({ purpose, category }) => purpose !== "profiles" || category !== "voluntary"),
	}));
	expect(purposes).toMatchObject({ change: "consent", words: { en: ["New purpose of voluntary data: profiles."] } });
	const basis = was(({ purposes: all }) => ({
		purposes: all.map((one) =>
			one.purpose === "profiles" && one.category === "voluntary" ? { ...one, art6: "b" as const } : one,
		),
	}));
	expect(basis.change).toBe("consent");
	expect(classifyChange(statementFacts(CLUB, ALL), statementFacts({ ...CLUB, adult: true }, ALL), true).change).toBe(
		"consent",
	);
	const unserved = {
		...facts,
		items: [...facts.items, { item: "religion", category: "special" as const, purposes: [] }],
	};
	expect(classifyChange(facts, unserved, true).change).toBe("consent");
	const kept = { item: "diary", category: "special" as const, purposes: ["decisions"] };
	expect(classifyChange(facts, { ...facts, items: [...facts.items, kept] }, true).change).toBe("information");
	const both = { ...kept, purposes: ["decisions", "profiles"] };
	expect(classifyChange(facts, { ...facts, items: [...facts.items, both] }, true).change).toBe("consent");
	const second = OWN.recipients
		.filter(({ id }) => id === "google-analytics")
		.map((one) => ({ ...one, id: "other", name: "Other" }));
	expect(after({ recipients: [...OWN.recipients, ...second] })).toMatchObject({
		change: "consent",
		words: { en: ["New recipient: Other (type of device, operating system, browser, pages visited)."] },
	});
	// The other way round nothing new is asked.
	expect(classifyChange(statementFacts({ ...CLUB, adult: true }, ALL), statementFacts(CLUB, ALL), true).change).toBe(
		"information",
	);
});

test("a stored version may name what the register no longer has", () => {
	const old: StatementFacts = {
		...facts,
		items: [...facts.items, { item: "fax_number", category: "voluntary", purposes: ["faxing"] }],
	};
	expect(classifyChange(old, facts, true)).toMatchObject({
		change: "information",
		words: { en: ["No longer among voluntary data: fax_number."] },
	});
});

describe("what a reader would call a change", () => {
	const legal = OWN;
	const classOf = (changed: Legal) => classifyChange(facts, statementFacts(changed, ALL), true).change;

	test.each<[string, Legal]>([
		["the VAT number", { ...legal, operator: { ...legal.operator, vatNumber: "NL999999999B99" } }],
		["the website", { ...legal, operator: { ...legal.operator, website: "https://www.other.example" } }],
		["the short name", { ...legal, operator: { ...legal.operator, shortName: "Other" } }],
		[
			"the authority's address",
			{
				...legal,
				operator: { ...legal.operator, authority: { ...legal.operator.authority, url: "https://authority.example" } },
			},
		],
		[
			"the officer's name",
			{ ...legal, operator: { ...legal.operator, dpo: { ...legal.operator.dpo, name: "A. Person" } } },
		],
	])("is never editorial: %s", (_name, changed) => {
		expect(classOf(changed)).toBe("information");
	});

	test("P18 asks anew when the party that people said yes to becomes another", () => {
		const asked = legal.recipients.find(({ requiresConsent }) => requiresConsent);
		if (!asked) throw new Error("the fixture has no recipient that needs consent");
		const other = { ...asked, name: "Another Company" };
		expect(classOf({ ...legal, recipients: legal.recipients.map((one) => (one === asked ? other : one)) })).toBe(
			"consent",
		);
	});
});

test("a country, a document or a company that becomes known is a change of facts", () => {
	const [host] = OWN.recipients;
	const analytics = OWN.recipients.find(({ id }) => id === "google-analytics");
	if (!host || !analytics) throw new Error("fixture");
	const change = (from: Partial<Legal["recipients"][number]>, to: Partial<Legal["recipients"][number]>, one = host) =>
		classifyChange(
			statementFacts({ ...OWN, recipients: [...OWN.recipients, { ...one, id: "other", ...from }] }, ALL),
			statementFacts({ ...OWN, recipients: [...OWN.recipients, { ...one, id: "other", ...to }] }, ALL),
			true,
		);
	const group = { name: "Database host", group: { nl: "Databasehost", en: "Database host" }, country: undefined };
	expect(
		change(
			{ ...group, transfer: undefined } as never,
			{ name: "Database B.V.", country: "NL", transfer: undefined } as never,
		),
	).toMatchObject({
		change: "information",
		words: {
			nl: [expect.stringMatching(/van Databasehost naar Database B\.V\./), expect.stringMatching(/naar Nederland/)],
			en: [expect.stringMatching(/from Database host to Database B\.V\./), expect.stringMatching(/to the Netherlands/)],
		},
	});
	const abroad = change({}, { processedIn: [{ country: "US", transfer: "dpf" }] }, analytics);
	expect(abroad).toMatchObject({ change: "consent" });
	expect(abroad.words.en.join()).toMatch(/from Ireland to Ireland and the United States/);
	const document = change({}, { instrument: { document: "Addendum", date: "2025-01-01" } });
	expect(document.change).toBe("information");
});
