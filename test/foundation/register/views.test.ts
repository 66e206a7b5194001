import { describe, expect, test } from "vitest";
import { retentionWords } from "#features/privacy/statement/words/duration.ts";
import type { RegisterWords } from "#features/privacy/statement/words/shape.ts";
import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal, Recipient } from "#foundation/brand/settings.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import type { Register } from "#foundation/register/declaration.ts";
import { COOKIE_IDS, isPersonal } from "#foundation/register/declaration.ts";
import { declare, personal } from "#foundation/register/declare.ts";
import { ITEM_IDS } from "#foundation/register/items.ts";
import { PURPOSE_IDS, type PurposeId } from "#foundation/register/purposes.ts";
import { RETENTION, RETENTION_IDS } from "#foundation/register/retention.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import {
	activeDeclarations,
	cookiesOf,
	dataLocations,
	itemsByCategory,
	purposesByCategory,
	recipientsOf,
	retentionRows,
} from "#foundation/register/views.ts";
import { LOCALES, words } from "#locales/locales.ts";
import { REGISTER } from "../../../src/register.ts";
import { CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const BRANDS: [string, Legal][] = [
	["an operator's own adult brand", OWN],
	["a partner's adult brand", PARTNER],
	["a club", CLUB],
];

describe("what a brand's statement is derived from", () => {
	test.each(BRANDS)("stays within what is held on %s", (_name, legal) => {
		const items = itemsByCategory(legal, ALL.register);
		const held = new Set(CATEGORIES.flatMap((category) => items[category].map(({ item }) => item)));
		for (const row of retentionRows(legal, ALL.register)) expect(row.items.length, row.rule).toBeGreaterThan(0);
		for (const { items: shared } of recipientsOf(legal, ALL.register))
			for (const item of shared) expect(held).toContain(item);
		for (const declaration of activeDeclarations(legal, ALL.register)) expect(declaration.audience).toBeUndefined();
		for (const category of CATEGORIES)
			for (const view of purposesByCategory(legal, ALL.register)[category])
				for (const item of view.items) expect(items[category].map((each) => each.item)).toContain(item);
	});

	test("holds nothing of a feature that is off", () => {
		const items = itemsByCategory(CLUB, ALL.register);
		expect(items.special).toEqual([]);
		const held = [...items.necessary, ...items.voluntary].map(({ item }) => item);
		for (const absent of [
			"bsn",
			"delivery_address",
			"payment_means",
			"adult_answer",
			"sexual_preferences",
			"orientation",
			"non_necessary_cookies",
		])
			expect(held).not.toContain(absent);
		expect(cookiesOf(CLUB, ALL.register).map(({ name }) => name)).not.toContain("__Host-age");
		expect(
			itemsByCategory(
				{ ...OWN, features: OWN.features.filter((feature) => feature !== "shop") },
				ALL.register,
			).necessary.map(({ item }) => item),
		).not.toContain("delivery_address");
	});

	test("counts membership as special on an adult brand and as necessary elsewhere", () => {
		const category = (legal: Legal) =>
			CATEGORIES.filter((each) => itemsByCategory(legal, ALL.register)[each].some(({ item }) => item === "membership"));
		expect(category(OWN)).toEqual(["special"]);
		expect(category(CLUB)).toEqual(["necessary"]);
	});

	test("says under an edition of before what that edition said, of records for claims and of the review too", () => {
		const { register: _, ...before } = OWN;
		const placesOf = (legal: Legal) =>
			CATEGORIES.flatMap((category) =>
				itemsByCategory(legal, ALL.register)
					[category].filter(({ item }) => item === "staff_access")
					.map(({ purposes, art9 }) => [category, purposes, art9]),
			);
		expect(placesOf(before)).toEqual([["necessary", ["accountability"], []]]);
		expect(placesOf(OWN)).toEqual([["special", ["decisions", "accountability"], ["f"]]]);
		const purposeOf = (legal: Legal, id: PurposeId) =>
			purposesByCategory(legal, ALL.register).special.find(({ purpose }) => purpose === id)?.use;
		expect(purposeOf(before, "decisions")).toBeUndefined();
		expect(purposeOf(before, "moderation")?.within).toBeUndefined();
		expect(purposeOf(OWN, "moderation")?.within).toEqual(["profiles", "publication"]);
	});

	test("lists a third party's cookies only where that party is a recipient that gets what stands in them", () => {
		const names = (legal: Legal) => cookiesOf(legal, ALL.register).map(({ name }) => name);
		expect(names(OWN)).toEqual(expect.arrayContaining(["__Host-language", "__Host-age"]));
		const analytics = (legal: Legal, change: (one: Recipient) => Recipient[]) => ({
			...legal,
			recipients: legal.recipients.flatMap((one) => (one.id === "google-analytics" ? change(one) : [one])),
		});
		const keeping = (one: Recipient) => [{ ...one, fields: [...one.fields, "non_necessary_cookies"] }];
		expect(names(analytics(OWN, keeping))).toContain("__Host-ga");
		expect(names(analytics(OWN, (one) => [{ ...one, fields: ["browser"] }]))).not.toContain("__Host-ga");
		expect(names(analytics(OWN, () => []))).not.toContain("__Host-ga");
	});

	test("adds third parties as a purpose for exactly the items that a recipient gets on consent", () => {
		const shared = (legal: Legal) =>
			CATEGORIES.flatMap((category) => itemsByCategory(legal, ALL.register)[category])
				.filter(({ purposes }) => purposes.includes("third_parties"))
				.map(({ item }) => item);
		expect(shared(OWN)).not.toContain("ip_address");
		expect(shared(PARTNER)).toContain("ip_address");
		expect(shared(CLUB)).toEqual([]);
	});

	test("holds nothing of what is planned, and all of it once it is live", () => {
		const held = (register: Register) => dataLocations(OWN, register).map(({ place }) => place);
		const [now, then] = [held(REGISTER), held(ALL.register)];
		for (const place of ["message.body_sealed", "payment.method", "report.explanation_sealed"]) {
			expect(now).not.toContain(place);
			expect(then).toContain(place);
		}
		expect(now).toEqual(expect.arrayContaining(["profile.display_name_sealed", "visit.page_sealed"]));
		expect(then).not.toContain("staff.email_sealed");
	});

	test("calls an item special without reserve once any of its places is", () => {
		const hobbies = personal({
			item: "hobbies",
			category: "special",
			purposes: ["profiles"],
			retention: "special",
			erase: { by: "delete" },
		});
		const strict = declare({
			feature: "t",
			planned: false,
			objects: [{ prefix: "hobbies/", key: "later", ...hobbies }],
		});
		const view = (register: Register) => itemsByCategory(OWN, register).special.find(({ item }) => item === "hobbies");
		expect(view(ALL.register)?.whereSpecial).toBe(true);
		expect(view([...ALL.register, strict])?.whereSpecial).toBe(false);
	});

	test("follows the register when an entry of it changes", () => {
		const lean = ALL.register.filter(({ feature }) => feature !== "messages");
		expect(itemsByCategory(OWN, lean).voluntary.map(({ item }) => item)).not.toContain("messages");
		expect(retentionRows(OWN, lean).map(({ rule }) => rule)).not.toContain("message");
	});
});

describe("retention", () => {
	test("P38 takes the term after closing from the brand's settings", () => {
		expect(retentionTerm(OWN, "account").for).toBe("P60M");
		expect(retentionTerm(CLUB, "account").for).toBe("P12M");
		expect(retentionTerm(OWN, "visit_log").for).toBe("P30D");
		expect(retentionTerm(CLUB, "export").for).toBe("P7D");
		expect(retentionTerm(OWN, "fiscal").for).toBe("P7Y");
	});

	test("P39 lets nothing wait out its term after a request for erasure but what evidence or a law needs", () => {
		const waits = RETENTION_IDS.filter((id) => !RETENTION[id].atOnceOn.includes("erasure_requested"));
		expect(waits).toEqual([
			"visit_log",
			"abuse_count",
			"name_hold",
			"ban",
			"moderation_decision",
			"consent_evidence",
			"acceptance",
			"contract_evidence",
			"rights_request",
			"disclosure",
			"staff_access",
			"payment",
			"failed_payment",
			"fiscal",
			"performer_tax",
			"identity_document",
			"performer_check",
			"delivery_address",
		]);
	});

	test("leaves no rule, item, purpose or cookie description unused", () => {
		const columns = ALL.register
			.flatMap(({ tables, logFields, objects }) => [
				...Object.values(tables).flatMap(({ columns: own }) => Object.values(own)),
				...logFields,
				...objects,
			])
			.filter(isPersonal);
		const cookies = ALL.register.flatMap((declaration) => declaration.cookies);
		const purposes = new Set([
			...columns.flatMap((column) => column.purposes),
			...cookies.map(({ purpose }) => purpose),
			"third_parties",
		]);
		expect(RETENTION_IDS.filter((id) => !columns.some(({ retention }) => retention === id))).toEqual([]);
		expect(ITEM_IDS.filter((id) => ![...columns, ...cookies].some(({ item }) => item === id))).toEqual([]);
		expect(PURPOSE_IDS.filter((id) => !purposes.has(id))).toEqual([]);
		expect(COOKIE_IDS.filter((id) => !cookies.some((cookie) => cookie.id === id))).toEqual([]);
	});
});

describe("the register's words", () => {
	test("say a term in both languages, with its law and what ends it at once", () => {
		expect(durationWords("P1Y", "en")).toBe("1 year");
		expect(durationWords("P60M", "nl")).toBe("60 maanden");
		expect(durationWords("session", "nl")).toBe("tot je de browser sluit");
		expect(retentionWords("account_field", { legal: CLUB, locale: "en", running: ALL })).toBe(
			"12 months after you close your account; at once when you erase it yourself or you ask for erasure at once",
		);
		expect(retentionWords("fiscal", { legal: OWN, locale: "nl", running: ALL })).toContain("art. 52 lid 4");
	});

	test("are full sentences where they stand alone, without dashes for decoration", () => {
		for (const locale of LOCALES) {
			const text: RegisterWords = words(locale).register;
			const sentences = [
				...Object.values(text.itemReasons),
				...Object.values(text.purposeReasons),
				...Object.values(text.cookies),
				...Object.values(text.purposes).map(({ explanation }) => explanation),
				...Object.values(text.categories).map(({ explanation }) => explanation),
				...Object.values(text.items).flatMap(({ explanation }) => explanation ?? []),
			];
			for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
			expect(JSON.stringify(text)).not.toMatch(/[—–]|"\s*"/);
		}
	});

	test("name each item and purpose differently", () => {
		for (const locale of LOCALES) {
			const { items, purposes } = words(locale).register;
			const names = [...Object.values(items), ...Object.values(purposes)].map(({ name }) => name);
			expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
		}
	});
});
