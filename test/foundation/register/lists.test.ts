import { describe, expect, test } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { AUTOMATIC_ITEMS, itemOf } from "#foundation/register/items.ts";
import { isPromiseId } from "#foundation/register/promises.ts";
import { PROMISED_PURPOSES, PURPOSE_IDS, PURPOSES } from "#foundation/register/purposes.ts";
import { RETENTION } from "#foundation/register/retention.ts";
import { dataLocations, itemsByCategory, purposesByCategory } from "#foundation/register/views.ts";
import { CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const { brands } = await loadTenants(new URL("../../../tenants", import.meta.url).pathname, { running: ALL });
/** The brand whose statement makes these promises, and one made by hand like it. */
const PROMISING: [string, Legal][] = [
	["a partner's adult brand", PARTNER],
	...brands
		.filter(({ id }) => id === "geilesexsite")
		.map(({ legal }): [string, Legal] => ["Geilesexsite itself", legal]),
];

/** What is used for claims (GDPR Art. 9(2)(f)), alone or beside the consent; all else that is special rests on consent. */
const CLAIMS: Record<string, string[]> = {
	messages: ["a", "f"],
	reports: ["f"],
	measures: ["f"],
	age_checks: ["f"],
	disclosures: ["f"],
	staff_access: ["f"],
	held_items: ["f"],
};

const BRANDS: [string, Legal][] = [
	["an operator's own adult brand", OWN],
	["a partner's adult brand", PARTNER],
	["a club", CLUB],
];

const PUBLISHED: [string, Legal][] = (await loadTenants("tenants")).brands.map(({ id, legal }) => [id, legal]);

/** The items of a category under the entry of the promised list that they belong to, or the reason for them. */
function placesOf(legal: Legal, category: "necessary" | "voluntary" | "special"): Record<string, string[]> {
	const places: Record<string, string[]> = {};
	for (const { item, where } of itemsByCategory(legal, ALL.register)[category]) {
		const place = "listedAs" in where ? where.listedAs : `for ${where.reason}`;
		places[place] = [...(places[place] ?? []), item].sort();
	}
	return places;
}

/** The purposes of each category and the point of Article 6(1), with that of Article 9(2). Written by hand. */
const BASES: Record<"necessary" | "voluntary" | "special", string[]> = {
	necessary: [
		...["use_of_site b", "payments b", "sending_messages b", "service_information f", "suggestions f"],
		...["security_improvement f", "third_parties a", "age_check f", "performer_check c", "fiscal c"],
		...["accountability c", "legal_duty c"],
	],
	voluntary: [
		...["use_of_site b", "sending_messages b", "suggestions f", "profiles a", "personalised_offers f", "statistics a"],
		...["security_improvement f", "third_parties a", "moderation f", "decisions f", "publication b"],
	],
	special: [
		...["use_of_site a 9a", "sending_messages a 9a", "suggestions a 9a", "profiles a 9a", "personalisation a 9a"],
		...["moderation a 9a", "decisions f 9f", "publication a 9a", "accountability c 9f"],
	],
};

describe("the lists that the statements promise", () => {
	test.each(PROMISING)(
		"P47 gives each of the three categories its own items, purposes and bases, on %s",
		(_name, legal) => {
			const items = itemsByCategory(legal, ALL.register);
			const purposes = purposesByCategory(legal, ALL.register);
			for (const category of CATEGORIES) {
				expect(items[category].length).toBeGreaterThan(0);
				for (const view of items[category]) {
					expect(view.purposes.length, view.item).toBeGreaterThan(0);
					expect(view.art6.length, view.item).toBeGreaterThan(0);
					expect(view.art9, view.item).toEqual(category === "special" ? (CLAIMS[view.item] ?? ["a"]) : []);
				}
				const bases = purposes[category].map(
					({ purpose, use }) => `${purpose} ${use.art6}${use.art9 ? ` 9${use.art9}` : ""}`,
				);
				expect(bases, category).toEqual(BASES[category]);
			}
		},
	);

	test.each(PUBLISHED)("P47 names today, of those purposes, the ones that something runs for, on %s", (id, legal) => {
		const purposes = purposesByCategory(legal, RUNNING.register);
		const named = (category: "necessary" | "voluntary" | "special") => purposes[category].map(({ purpose }) => purpose);
		const adult = legal.adult ? ["age_check"] : [];
		expect(named("necessary"), id).toEqual([
			...["use_of_site", "service_information", "security_improvement"],
			...[...(legal.recipients.some((one) => one.requiresConsent) ? ["third_parties"] : []), ...adult],
			...[...(legal.adult ? [] : ["decisions"]), "accountability", "legal_duty"],
		]);
		// A number in a cookie, where a recipient gets one.
		const kept = legal.recipients.some(
			({ fields, kind }) => kind === "analytics" && fields.includes("non_necessary_cookies"),
		);
		const counted = legal.features.includes("statistics") ? ["statistics"] : [];
		const shared = kept ? ["third_parties"] : [];
		expect(named("voluntary"), id).toEqual(["profiles", ...counted, ...shared, "moderation"]);
		const special = ["use_of_site", "profiles", "moderation", "decisions", "accountability"];
		expect(named("special"), id).toEqual(legal.adult ? special : []);
		// Records of decisions tell on an adult brand that somebody is a member; elsewhere they tell nothing special.
		const bases = { ...BASES, necessary: [...BASES.necessary, ...(legal.adult ? [] : ["decisions f"])] };
		for (const category of CATEGORIES)
			for (const { purpose, use } of purposes[category])
				expect(bases[category]).toContain(`${purpose} ${use.art6}${use.art9 ? ` 9${use.art9}` : ""}`);
	});

	test.each(PROMISING)(
		"P48 lists the six necessary data, and of every other the reason, and no more, on %s",
		(_name, legal) => {
			expect(placesOf(legal, "necessary")).toEqual({
				email: ["email"],
				ip_address: ["ip_address"],
				account_name: ["user_name"],
				password: ["password"],
				payment_data: ["payment_means", "payment_reference"],
				necessary_cookies: ["necessary_cookies"],
				"for joining": ["gender"],
				"for minors": ["adult_answer"],
				"for service": ["account_state", "language"],
				"for sign_in": ["sessions", "sign_in_means"],
				"for automatic": ["browser", "device_type", "internet_provider", "operating_system", "pages_visited"],
				"for contact": ["helpdesk_messages", "mail_choices", "mail_sent"],
				"for safety": ["block_marks"],
				"for order": ["orders"],
				"for performer": ["identity_document", "performer_identity"],
				"for fiscal": ["bsn", "invoices", "performer_earnings"],
				"for accountability": [...["acceptances", "consents", "disclosures", "export_copy", "rights_requests"]],
			});
		},
	);

	test.each(PROMISING)("P50 lists the five voluntary data, and of every other the reason, on %s", (_name, legal) => {
		expect(placesOf(legal, "voluntary")).toEqual({
			account_information: ["about_me", "birth_date", "display_name", "hobbies", "phone", "town"],
			photos: ["photos"],
			messages: ["messages"],
			preferences: ["preferences"],
			non_necessary_cookies: ["non_necessary_cookies"],
			"for service": ["saved_and_blocked"],
			"for performer": ["performer_content"],
		});
	});

	test.each(PROMISING)(
		"P52 lists sexual preferences, and photos, messages and hobbies as far as they are special, on %s",
		(_name, legal) => {
			expect(placesOf(legal, "special")).toEqual({
				sexual_preferences: ["sexual_preferences"],
				photos: ["photos"],
				messages: ["messages"],
				hobbies: ["hobbies"],
				"for membership_reveals": [
					...["age_checks", "disclosures", "held_items", "measures", "membership", "reports", "staff_access"],
				],
				"for free_text": ["about_me"],
				"for matching": ["orientation"],
				"for performer": ["performer_content"],
			});
			const partly = itemsByCategory(legal, ALL.register).special.filter(({ whereSpecial }) => whereSpecial);
			expect(partly.map(({ item }) => item)).toEqual([
				"about_me",
				"hobbies",
				"photos",
				"messages",
				"performer_content",
			]);
		},
	);

	test.each(PUBLISHED)("P48 P50 P52 hold every place where something of a person is stored, on %s", (_id, legal) => {
		const named = CATEGORIES.flatMap((category) => itemsByCategory(legal, RUNNING.register)[category]);
		const held = dataLocations(legal, RUNNING.register);
		expect(held.length).toBeGreaterThan(100);
		expect(held.filter(({ column }) => !named.some(({ item }) => item === column.item))).toEqual([]);
	});

	test.each(PROMISING)(
		"P49, P51 and P53 name exactly the promised purposes of each category, on %s",
		(_name, legal) => {
			const purposes = purposesByCategory(legal, ALL.register);
			for (const category of CATEGORIES) {
				const promised = purposes[category].filter(({ use }) => "promised" in use).map(({ purpose }) => purpose);
				expect(promised, category).toEqual(PROMISED_PURPOSES[category]);
			}
			expect(PROMISED_PURPOSES).toEqual({
				necessary: ["use_of_site", "payments", "sending_messages", "service_information"],
				voluntary: [
					"suggestions",
					"profiles",
					"personalised_offers",
					"statistics",
					"security_improvement",
					"third_parties",
				],
				special: ["suggestions", "profiles", "personalisation"],
			});
		},
	);

	test("P51 gives each promised voluntary purpose a switch", () => {
		for (const id of PROMISED_PURPOSES.voluntary) expect(PURPOSES[id].switch, id).toBeDefined();
	});

	test("P05 P53 let no purpose but those on explicit consent use special data, records for claims apart", () => {
		for (const never of [
			"statistics",
			"third_parties",
			"personalised_offers",
			"security_improvement",
			"fiscal",
		] as const)
			expect(PURPOSES[never].uses.special).toBeUndefined();
		for (const id of PURPOSE_IDS) {
			const { necessary, voluntary, special } = PURPOSES[id].uses;
			const isForClaims = id === "decisions" || id === "accountability";
			if (isForClaims) expect(special?.art9, id).toBe("f");
			else if (special) expect([special.art6, special.art9], id).toEqual(["a", "a"]);
			expect([necessary?.art9, voluntary?.art9], id).toEqual([undefined, undefined]);
		}
	});

	test.each(PROMISING)("P05 P53 keep records alone beyond a consent, on %s", (_name, legal) => {
		const kept = itemsByCategory(legal, ALL.register).special.filter(({ retention }) =>
			retention.some((rule) => !RETENTION[rule].atOnceOn.includes("consent_withdrawn")),
		);
		expect(kept.map(({ item, purposes, retention }) => [item, purposes, retention])).toEqual([
			["reports", ["decisions"], ["moderation_decision"]],
			["measures", ["decisions"], ["moderation_decision"]],
			["age_checks", ["decisions"], ["moderation_decision"]],
			["disclosures", ["accountability"], ["mail", "disclosure"]],
			["staff_access", ["decisions", "accountability"], ["staff_access"]],
			["held_items", ["decisions", "accountability"], ["rights_request"]],
		]);
	});

	test("P60 gives the review before publication no consent of its own: it belongs to the consent to show", () => {
		expect(PURPOSES.moderation.uses.special).toEqual({
			art6: "a",
			art9: "a",
			within: ["profiles", "publication"],
			reason: "review",
		});
		const own = PURPOSE_IDS.filter((id) => id !== "moderation" && PURPOSES[id].uses.special?.within !== undefined);
		expect(own).toEqual([]);
	});

	test("come with the brand that promises them", () => {
		expect(PROMISING.map(([name]) => name)).toContain("Geilesexsite itself");
	});

	test.each(BRANDS)("P14 leaves exactly six automatically generated data on %s", (_name, legal) => {
		const views = CATEGORIES.flatMap((category) => itemsByCategory(legal, ALL.register)[category]);
		const found = views.filter(({ automatic }) => automatic).map(({ item }) => item);
		expect(found.sort()).toEqual([...AUTOMATIC_ITEMS].sort());
		expect(found).toHaveLength(6);
		const visit = dataLocations(legal, ALL.register).filter(({ place }) => place.startsWith("visit."));
		expect(new Set(visit.map(({ column }) => column.item))).toEqual(new Set(AUTOMATIC_ITEMS));
		for (const { column } of visit) expect(column.retention).toBe("visit_log");
	});
});

describe("promises in the register", () => {
	test("exist, and stand with every item that a list promises", () => {
		const columns = ALL.register
			.filter(({ audience }) => !audience)
			.flatMap(({ tables }) => Object.values(tables).flatMap((table) => Object.values(table.columns)))
			.filter(isPersonal);
		for (const { promises, item } of columns)
			for (const id of promises) expect(isPromiseId(id), `${item} ${id}`).toBe(true);
		const list = { necessary: "P48", voluntary: "P50", special: "P52" } as const;
		for (const { item, category, promises } of columns) {
			const where = itemOf(item).in[category];
			if (where && "listedAs" in where) expect(promises, item).toContain(list[category]);
		}
	});
});
