import { describe, expect, test } from "vitest";
import { loadTenants } from "#cli/tenants/files.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { checkRecipients, checkRegister } from "#foundation/register/check/check.ts";
import type { PersonalColumn } from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, none, personal, ROW_ID } from "#foundation/register/declare.ts";
import { CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";

const BRANDS: [string, Legal][] = [
	["an operator's own adult brand", OWN],
	["a partner's adult brand", PARTNER],
	["a club", CLUB],
];

/** A column that is right, to be made wrong. */
const RIGHT = personal({
	item: "photos",
	category: "voluntary",
	mayHoldSpecial: true,
	purposes: ["profiles", "moderation"],
	retention: "brand",
	erase: { by: "shred", unit: "special" },
	promises: ["P50"],
});

function problemsOf(column: PersonalColumn): string[] {
	const columns = { brand_id: BRAND_ID, id: ROW_ID, x: column };
	const table = { class: "owned", subjects: "later", columns } as const;
	const register = [declare({ feature: "t", planned: true, tables: { t: table } })];
	return checkRegister(register, []);
}

describe("the register's check", () => {
	test("finds nothing wrong with a right column", () => {
		expect(problemsOf(RIGHT)).toEqual([]);
	});

	test.each<[string, PersonalColumn, string]>([
		["special data without Art. 9", without(RIGHT, "art9"), "t.x: special data without a condition of Art. 9(2)"],
		[
			"Art. 9 without special data",
			{ ...without(RIGHT, "mayHoldSpecial") },
			"t.x: a condition of Art. 9(2) on data that are not special",
		],
		[
			"special data without the condition that a purpose rests on",
			{ ...RIGHT, art9: ["f"] },
			"t.x: a purpose rests on Art. 9(2)(a), which is not named",
		],
		[
			"a condition that no purpose rests on",
			{ ...RIGHT, art9: ["a", "f"] },
			"t.x: names Art. 9(2)(f), but no purpose rests on it",
		],
		[
			"a review without the consent that it belongs to",
			{ ...RIGHT, purposes: ["moderation"] },
			"t.x: moderation of special data belongs to the consent to show them, which they are not for",
		],
		[
			"special data for statistics",
			{ ...RIGHT, purposes: ["profiles", "moderation", "statistics"] },
			"t.x: statistics may never use special data",
		],
		[
			"special data for third parties",
			{ ...RIGHT, purposes: ["profiles", "moderation", "third_parties"] },
			"t.x: third_parties may never use special data",
		],
		[
			"a basis that no purpose rests on",
			{ ...RIGHT, art6: ["a", "b", "f"] },
			"t.x: names Art. 6(1)(b), but no purpose rests on it",
		],
		[
			"a purpose whose basis is not named",
			{ ...RIGHT, art6: ["a"] },
			"t.x: a purpose rests on Art. 6(1)(f), which is not named",
		],
		["a column without a purpose", { ...RIGHT, purposes: [], art6: [] }, "t.x: personal data without a purpose"],
		[
			"an item in a category that is not its own",
			{ ...RIGHT, item: "phone" },
			"t.x: phone is not on the list of special data",
		],
		[
			"an item on no list of its category",
			personal({ item: "phone", purposes: ["use_of_site"], retention: "account", erase: { by: "delete" } }),
			"t.x: phone is not on the list of necessary data",
		],
		["an item that does not exist", { ...RIGHT, item: "mac_address" as "photos" }, "t.x: there is no item mac_address"],
		[
			"special data kept after erasure, even by law",
			{ ...without(RIGHT, "mayHoldSpecial"), category: "special", erase: { by: "retain", until: "fiscal" } },
			"t.x: special data are never kept after erasure",
		],
		["a promise that nobody made", { ...RIGHT, promises: ["P64" as "P63"] }, "t.x: there is no promise P64"],
		[
			"a silent gap in a copy",
			{ ...RIGHT, export: { access: "no", portable: false } },
			"t.x: withheld from a copy without saying why",
		],
		[
			"portable data that no copy holds",
			{ ...RIGHT, export: { access: "no", portable: true, why: "A reason." } },
			"t.x: portable, but not part of a copy",
		],
		[
			"special data that outlive a withdrawn consent",
			{ ...RIGHT, retention: "account" },
			"t.x: special data outlive a withdrawn consent under the rule account",
		],
		[
			"data kept after erasure without a law",
			{ ...RIGHT, erase: { by: "retain", until: "brand" } },
			"t.x: kept after erasure under a rule that no law sets",
		],
	])("refuses %s", (_what, column, problem) => {
		expect(problemsOf(column)).toContain(problem);
	});

	test("lets a record for claims outlive a consent, and nothing that a consent allows (Art. 9(2)(f))", () => {
		const record = {
			...({ item: "staff_access", specialOnAdultBrands: true, retention: "staff_access" } as const),
			erase: { by: "delete" as const },
		};
		expect(problemsOf(personal({ ...record, purposes: ["decisions"] }))).toEqual([]);
		expect(problemsOf(personal({ ...record, purposes: ["decisions", "use_of_site"] }))).toContain(
			"t.x: special data outlive a withdrawn consent under the rule staff_access",
		);
	});

	test.each<[string, PersonalColumn["item"], PersonalColumn["category"], PersonalColumn["purposes"][number], string]>([
		["P06 for orientation", "orientation", "special", "profiles", "t.x: only for suggestions (P06)"],
		["P08 for a BSN", "bsn", "necessary", "performer_check", "t.x: only for fiscal (P08)"],
		[
			"P09 for a delivery address",
			"delivery_address",
			"necessary",
			"service_information",
			"t.x: only for delivery (P09)",
		],
		["P12 for payment data", "payment_means", "necessary", "security_improvement", "t.x: only for payments (P12)"],
	])("refuses another purpose than %s allows", (_what, item, category, purpose, problem) => {
		const column = personal({ item, category, purposes: [purpose], retention: "special", erase: { by: "delete" } });
		expect(problemsOf(column)).toContain(problem);
	});

	test("refuses a BSN that is not handled as one, and fiscal data that erasure takes along", () => {
		const fiscal = {
			purposes: ["fiscal"],
			retention: "fiscal",
			erase: { by: "delete" },
		} satisfies Partial<PersonalColumn>;
		expect(problemsOf(personal({ item: "bsn", ...fiscal }))).toContain(
			"t.x: a BSN is handled as bsn, and nothing else is",
		);
		expect(problemsOf(personal({ item: "invoices", handling: "fiscal", ...fiscal }))).toContain(
			"t.x: fiscal data are kept for their statutory term",
		);
	});

	test("refuses a column without personal data that gives no reason", () => {
		const silent = declare({
			feature: "t",
			planned: true,
			tables: { t: { class: "shared", columns: { x: none(" ") } } },
			logFields: [{ place: "x", ...none("") }],
			objects: [{ prefix: "x/", key: "later", ...RIGHT, art6: [] }],
		});
		const problems = checkRegister([silent], []);
		expect(problems).toContain("t.x: no personal data, but without a reason");
		expect(problems).toContain("t x: no personal data, but without a reason");
		expect(problems).toContain("t: a table of class shared needs realm_id");
		expect(problems).toContain("t x/: a purpose rests on Art. 6(1)(a), which is not named");
	});

	test("refuses cookies that are not ours by name, not necessary by nature, or promised by nobody", () => {
		const cookie = {
			id: "ga",
			name: "x",
			item: "non_necessary_cookies",
			necessary: false,
			purpose: "statistics",
			keptFor: "P1Y",
			setBy: "brand",
			promises: ["P99" as "P63"],
		} as const;
		const problems = checkRegister(
			[
				declare({
					feature: "t",
					planned: true,
					cookies: [
						{ ...cookie, promises: ["P99" as "P63"] },
						{ ...cookie, name: "y", setBy: "google-analytics", necessary: true, purpose: "delivery", promises: [] },
						{ ...cookie, name: "z", setBy: "google-analytics", purpose: "delivery", promises: [] },
					],
				}),
			],
			[],
		);
		expect(problems).toEqual([
			"cookie x: there is no promise P99",
			"cookie x: our own cookies begin with __Host-",
			"cookie y: non_necessary_cookies is not on the list of necessary data",
			"cookie y: a third party's cookie is never necessary",
			"cookie z: delivery never uses voluntary data",
		]);
	});
});

function without(column: PersonalColumn, key: "art9" | "mayHoldSpecial"): PersonalColumn {
	const { [key]: _gone, ...rest } = column;
	return rest;
}

describe("a brand's recipients", () => {
	const third = {
		id: "partij",
		name: "Partij",
		role: "controller",
		kind: "analytics",
		country: "NL",
		requiresConsent: true,
	} as const;
	const withFields = (legal: Legal, ...fields: string[]): Legal => ({ ...legal, recipients: [{ ...third, fields }] });

	test.each(BRANDS)("break no rule on %s", (_name, legal) => {
		expect(checkRecipients(legal)).toEqual([]);
	});

	test("break no rule on the brands there are", async () => {
		const { brands } = await loadTenants(new URL("../../../tenants", import.meta.url).pathname);
		expect(brands.length).toBeGreaterThanOrEqual(3);
		for (const { id, legal } of brands) expect(checkRecipients(legal), id).toEqual([]);
	});

	test("P53 keeps special data from every third party, consent or none", () => {
		expect(checkRecipients(withFields(OWN, "photos", "sexual_preferences", "town"))).toEqual([
			"partij: photos can be special data, which no third party gets (P53)",
			"partij: sexual_preferences can be special data, which no third party gets (P53)",
		]);
		expect(checkRecipients(withFields(CLUB, "photos", "sexual_preferences"))).toEqual([
			"partij: sexual_preferences can be special data, which no third party gets (P53)",
		]);
		const processor: Legal = { ...OWN, recipients: [{ ...third, role: "processor", fields: ["messages"] }] };
		expect(checkRecipients(processor)).toHaveLength(1);
	});

	test("P08 lets a BSN go to the tax authority alone", () => {
		expect(checkRecipients(withFields(OWN, "bsn"))).toEqual(["partij: a BSN goes to the tax authority alone (P08)"]);
	});

	test("are refused items that do not exist", () => {
		expect(checkRecipients(withFields(OWN, "mac_address"))).toEqual(["partij: there is no item mac_address"]);
	});
});
