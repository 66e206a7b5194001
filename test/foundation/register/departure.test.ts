import { describe, expect, it } from "vitest";
import type { Legal } from "#foundation/brand/settings.ts";
import type { Declaration, Register } from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, foundBy, MEMBER_ID, personal, REALM_ID } from "#foundation/register/declare.ts";
import { afterClosing, afterLeaving } from "#foundation/register/departure.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import type { Place } from "#foundation/register/terms.ts";
import { REGISTER } from "../../../src/register.ts";
import { CLUB, OWN } from "../../support/fixtures/legal.ts";

const LEGAL = OWN;
const PLACE: Place = {
	site: "account",
	edition: { legal: LEGAL },
	realm: { terms: [] },
	at: "2026-11-22T00:00:00.000Z",
};
const TABLES = {
	emptied: ["session", "outbox", "mail_choice"],
	unlisted: ["registration", "visit", "sign_in_code", "mail_code"],
};

/** A table that a later feature may add. */
const added = (
	retention: RetentionId,
	{ owned = true, planned = false }: { owned?: boolean; planned?: boolean } = {},
): Declaration =>
	declare({
		feature: "later",
		planned,
		tables: {
			later: {
				class: owned ? "owned" : "shared",
				subjects: foundBy("member_id", "member"),
				rowOnErase: "delete",
				columns: {
					...(owned ? { brand_id: BRAND_ID } : { realm_id: REALM_ID }),
					member_id: MEMBER_ID,
					text: personal({
						item: "helpdesk_messages",
						purposes: ["service_information"],
						retention,
						erase: { by: "delete" },
					}),
				},
			},
		},
	});

/** The help desk has a table of the kind that is added here. */
const WITHOUT: Declaration[] = REGISTER.filter(({ feature }) => feature !== "helpdesk");

describe("what leaving a brand does, by the register", () => {
	it("lists a new table by its rule: gone at once, or kept with its reason and its term", () => {
		const before = afterLeaving(PLACE, LEGAL, WITHOUT, TABLES);
		expect(before.goes).not.toContain("helpdesk_messages");
		const gone = afterLeaving(PLACE, LEGAL, [...WITHOUT, added("brand")], TABLES);
		expect(gone.goes).toContain("helpdesk_messages");
		expect(gone.stays).toEqual(before.stays);
		// What its owner may clear is not yet what leaving erases.
		const clearable = afterLeaving(PLACE, LEGAL, [...WITHOUT, added("account_field")], TABLES);
		expect(clearable.goes).toEqual(before.goes);
		const kept = afterLeaving(PLACE, LEGAL, [...WITHOUT, added("ticket")], TABLES);
		expect(kept.goes).toEqual(before.goes);
		expect(kept.stays.filter(({ rule }) => rule === "ticket")).toEqual([
			{
				...{ rule: "ticket", items: ["helpdesk_messages"], purposes: ["service_information"] },
				...{ from: "ticket_closed", duration: "P12M" },
			},
		]);
	});

	it("leaves out what is planned, what is of the account alone, and what leaving empties whatever its rule", () => {
		const before = afterLeaving(PLACE, LEGAL, WITHOUT, TABLES);
		for (const other of [added("ticket", { planned: true }), added("ticket", { owned: false })])
			expect(afterLeaving(PLACE, LEGAL, [...WITHOUT, other], TABLES)).toEqual(before);
		const emptied = { ...TABLES, emptied: [...TABLES.emptied, "later"] };
		expect(afterLeaving(PLACE, LEGAL, [...WITHOUT, added("ticket")], emptied).goes).toContain("helpdesk_messages");
		expect(before.goes).toEqual(expect.arrayContaining(["membership", "photos", "sexual_preferences", "sessions"]));
		expect(before.goes).not.toContain("browser");
		expect(before.stays.map(({ rule }) => rule)).toEqual([
			"moderation_decision",
			"consent_evidence",
			"acceptance",
			"rights_request",
			"staff_access",
		]);
	});

	it("says the term in force, not that of the code", () => {
		const shorter = { from: "accessed", for: "P6M", atOnceOn: [] } as const;
		const legal: Legal = {
			...OWN,
			register: { retention: { staff_access: { ...shorter, atOnceOn: [] } }, cookies: {}, purposes: {} },
		};
		const { stays } = afterLeaving({ ...PLACE, edition: { legal } }, legal, REGISTER, TABLES);
		expect(stays.find(({ rule }) => rule === "staff_access")?.duration).toBe("P6M");
	});
});

describe("what closing an account does, by the register", () => {
	const closing = (register: Register = WITHOUT, brands: readonly Legal[] = [OWN]) =>
		afterClosing(PLACE, brands, register, {
			emptied: ["session"],
			unlisted: ["registration", "visit", "sign_in_code", "mail_code"],
		});

	it("lists a new table by its rule: until the purge, or by its own term", () => {
		const before = closing();
		const waits = closing([...WITHOUT, added("account_field", { owned: false })]);
		expect(waits.untilPurge).toContain("helpdesk_messages");
		expect([waits.goes, waits.stays]).toEqual([before.goes, before.stays]);
		const kept = closing([...WITHOUT, added("ticket", { owned: false })]);
		expect(kept.stays.map(({ rule }) => rule).filter((rule) => !before.stays.some((one) => one.rule === rule))).toEqual(
			["ticket"],
		);
	});

	it("lets special values lapse at once on a brand for adults alone", () => {
		expect(closing().goes).toEqual(expect.arrayContaining(["sexual_preferences", "photos", "sessions"]));
		expect(closing(REGISTER, [CLUB]).goes).not.toContain("photos");
		expect(closing(REGISTER, [CLUB]).untilPurge).toContain("photos");
		expect(closing().untilPurge).toEqual(expect.arrayContaining(["email", "membership"]));
		expect(closing().untilPurge).not.toContain("about_me");
		expect(closing(REGISTER, [OWN, CLUB]).untilPurge).toContain("about_me");
	});

	it("names the hold of the name, the mail, the looks of staff and the evidence", () => {
		const rules = closing().stays.map(({ rule }) => rule);
		expect(rules).toEqual(
			expect.arrayContaining(["name_hold", "mail", "staff_access", "consent_evidence", "acceptance"]),
		);
		expect(rules).not.toContain("unconfirmed_account");
	});
});
