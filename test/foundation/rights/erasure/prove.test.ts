import { describe, expect, it } from "vitest";
import type { Legal } from "#foundation/brand/settings.ts";
import { encodeSnapshot, openSnapshot } from "#foundation/brand/snapshot.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import { judgeReceipt, type Receipt } from "#foundation/proof/receipt.ts";
import { allProofKeys } from "#foundation/proof/signing-key.ts";
import { declare, none, personal } from "#foundation/register/declare.ts";
import type { Left } from "#foundation/rights/erasure/gone.ts";
import type { Erasing } from "#foundation/rights/erasure/parts.ts";
import { endOf } from "#foundation/rights/erasure/plan-erasure.ts";
import { NotErased, outcomeOf, receiptOf, retainedOf, type Verified } from "#foundation/rights/erasure/prove.ts";
import type { CountedPlan } from "#foundation/rights/plan.ts";
import { REGISTER } from "../../../../src/register.ts";
import { AT, erasureRow, MEMBER, NOW, own, REQUEST } from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";
import { brandId, legalOf } from "../../../support/fixtures/published.ts";
import { brandErasing, inRealm } from "../../../support/fixtures/retention-world.ts";
import { someSettings } from "../../../support/fixtures/settings.ts";

/** What a receipt says of what stays, and all that it says. */

const column = (given: Partial<Parameters<typeof personal>[0]>) =>
	personal({ item: "photos", purposes: ["use_of_site"], retention: "account", erase: { by: "delete" }, ...given });
const taxed = column({ purposes: ["fiscal"], erase: { by: "retain", until: "fiscal" } });
const delivered = column({ purposes: ["delivery"], retention: "delivery_address" });
const named = column({});
const FEATURE = {
	feature: "orders",
	tables: {
		bill: { class: "shared", columns: { id: none("Random."), amount: taxed, tax: taxed, name: named } },
		parcel: { class: "shared", columns: { tax: taxed, address: delivered, name: named } },
		wish: { class: "shared", columns: { id: none("Random."), text: named } },
		note: { class: "shared", columns: { text: column({ purposes: [], retention: "staff_access" }) } },
	},
} as const;
const LIVE = [...REGISTER, declare({ ...FEATURE, planned: false })];
const realmWith = (...terms: Legal[]) => ({ realm: REALM, brands: BRANDS, terms, termsOf: () => terms });
const realm = realmWith(legalOf("gewoon"));
const PLAN: CountedPlan = { rows: [], objects: [], keys: [], holds: [], held: [] };
const left = (table: string, rows = 1): Left => ({ table: table as Left["table"], rows });
const retained = (rows: Left[], given: Partial<Parameters<typeof retainedOf>[1]> = {}) =>
	retainedOf(rows, { register: LIVE, realm, plan: PLAN, at: AT, ...given });

describe("what stays of a member who was erased", () => {
	it("is what a law keeps, by its rule, on its basis, counted from the erasure", () => {
		expect(retained([left("bill", 3)])).toEqual([
			{ table: "bill", rows: 3, rules: ["fiscal"], basis: "GDPR Art. 6(1)(c)", until: "2033-11-30T08:00:00.000Z" },
		]);
	});

	it("is what a term keeps that no closing ends, until the last of its rules ends", () => {
		expect(retained([left("parcel")])).toEqual([
			{
				...{ table: "parcel", rows: 1, rules: ["fiscal", "delivery_address"] },
				...{ basis: "GDPR Art. 6(1)(b), GDPR Art. 6(1)(c)", until: "2033-11-30T08:00:00.000Z" },
			},
		]);
	});

	it("stays as long as the plan counted from its own rows, where that knew a day", () => {
		const hold = { table: "bill", rules: ["fiscal"], rows: 1 } as const;
		const other = { ...hold, table: "parcel", until: "2031-01-01T00:00:00.000Z" };
		const until = (holds: CountedPlan["holds"]) => retained([left("bill")], { plan: { ...PLAN, holds } })[0]?.until;
		expect(until([other, { ...hold, until: "2032-01-01T00:00:00.000Z" }])).toBe("2032-01-01T00:00:00.000Z");
		expect(until([other, { ...hold, until: undefined }])).toBe("2033-11-30T08:00:00.000Z");
	});

	it("rests on what the law lets be kept (Art. 17(3)) where its purposes name no basis", () => {
		expect(retained([left("note")])).toMatchObject([{ rules: ["staff_access"], basis: "GDPR Art. 17(3)" }]);
	});

	it.each([
		["of which nothing is kept", "wish", LIVE],
		["that no register knows", "unknown", LIVE],
		[
			"of a feature that is planned and keeps nothing yet",
			"bill",
			[...REGISTER, declare({ ...FEATURE, planned: true })],
		],
	])("is nothing in a table %s: the erasure is not proven", (_, table, register) => {
		const look = () => retained([left(table, 2)], { register });
		expect(look).toThrow(NotErased);
		expect(look).toThrow(`2 rows of ${table} still lead to a member who was erased`);
	});

	it("is no longer kept than the erasure where no brand is left that says how long", () => {
		expect(endOf(realmWith(), "fiscal", AT)).toBe(AT);
		expect(endOf(realm, "fiscal", AT)).toBe("2033-11-30T08:00:00.000Z");
		expect(
			endOf(
				realmWith(legalOf("a", { eraseAfterClosing: "P24M" }), legalOf("b", { eraseAfterClosing: "P6M" })),
				"account",
				AT,
			),
		).toBe("2027-05-30T07:00:00.000Z");
	});
});

describe("what a recipient was told", () => {
	it.each([
		["sent", "told"],
		["queued", "waiting"],
		["refused", "by_hand"],
		["failed", "by_hand"],
		["by_hand", "by_hand"],
		[undefined, "waiting"],
	] as const)("is of a notice that is %s: %s", (state, outcome) => {
		expect(outcomeOf(state)).toBe(outcome);
	});

	it("is what was known before, where the notice has gone", () => {
		expect([outcomeOf(undefined, "by_hand"), outcomeOf(undefined, "told"), outcomeOf("sent", "by_hand")]).toEqual([
			"by_hand",
			"told",
			"told",
		]);
	});
});

const ERASURE = "019ad4c8-0000-7000-8000-000000000003";
const HASH = "A".repeat(43);
const SALT = "c2FsdC1vZi1hLXRlc3QtMTIz";

function erasingOf(
	given: Parameters<typeof erasureRow>[0] | undefined,
	more: Partial<Erasing["payload"]> = {},
): Erasing {
	const dates = { begun_at: "2026-11-29T08:00:00.000Z", executed_at: "2026-12-01T08:00:00.000Z" };
	const row = erasureRow({
		...{ id: ERASURE, request_id: REQUEST, subject_id: MEMBER, commitment: "B".repeat(43), state: "verified" },
		...{ ...dates, verified_at: "2026-12-02T08:00:00.000Z", ...given },
	});
	const payload = {
		...{ address: "ada@members.example", locale: "nl" as const, brand: BRANDS[0], salt: SALT },
		...{ objects: ["a", "b"], imprints: ["AQ"], fingerprints: ["0123456789abcdef"], recipients: [], ...more },
	};
	return { row: { ...row, subject_id: MEMBER }, realm, payload, unit: {} as UnitKey };
}

const VERIFIED: Verified = {
	looks: 30,
	retained: [{ table: "bill", rows: 1, rules: ["fiscal"], basis: "GDPR Art. 6(1)(c)", until: null }],
};
const FOUND: Parameters<typeof receiptOf>[2] = {
	counts: [
		{ table_name: "member", erased: 1 },
		{ table_name: "unit_key", erased: 7 },
	],
	verified: VERIFIED,
	recipients: [{ name: "Bank", outcome: "told" }],
	held: [{ id: ERASURE, table: "photo", ground: "legal_claim", until: "2027-06-01T00:00:00.000Z" }],
	head: { number: 12, hash: HASH },
};

async function proofOf(erasing: Erasing, found: Partial<typeof FOUND> = {}, now = NOW) {
	const settings = someSettings();
	const later = { effectiveAt: "2026-12-01T00:00:00.000Z", term: "P24M" } as const;
	const brands = [inRealm(REALM, brandErasing(BRANDS[0], "P12M", later)), ...own([BRANDS[1]])];
	const snapshot = await openSnapshot(await encodeSnapshot(brands, 1, AT));
	const context = { settings, snapshot: () => snapshot, now, at: new Date(now).toISOString() };
	const proof = await receiptOf(context, erasing, { ...FOUND, ...found });
	const verdict = await judgeReceipt(await allProofKeys(settings, []), JSON.stringify(proof.file), {
		...{ realm: REALM, address: "ada@members.example" },
	});
	if (verdict.is !== "genuine") return expect.fail(verdict.is);
	expect(verdict.receipt).toEqual(proof.receipt);
	return proof;
}

describe("the receipt of an erasure", () => {
	it("says what went, what stays and by which rule, and of whom only a commitment", async () => {
		const { receipt, file } = await proofOf(erasingOf(undefined));
		expect(receipt).toEqual({
			...{ version: 1, realm: REALM, erasure: ERASURE, request: REQUEST, erasedAt: "2026-11-29T08:00:00.000Z" },
			...{ copiesGoneBy: "2027-01-02", statement: [{ brand: brandId(BRANDS[0]), number: 1 }], keys: 7, objects: 2 },
			...{ erased: [{ table: "member", rows: 1 }], keyFingerprints: ["0123456789abcdef"] },
			retained: [{ what: "bill", rows: 1, rules: ["fiscal"], basis: "GDPR Art. 6(1)(c)", until: null }],
			holds: [{ id: ERASURE, reasonCode: "legal_claim", basis: "GDPR Art. 17(3)", until: "2027-06-01T00:00:00.000Z" }],
			recipients: [{ name: "Bank", outcome: "told" }],
			verified: { at: "2026-12-02T08:00:00.000Z", checks: 30, left: 0 },
			...{ log: { number: 12, hash: HASH }, commitment: "B".repeat(43) },
		} satisfies Receipt);
		expect(file).toEqual({ receipt: file.receipt, salt: SALT, subject: MEMBER });
		expect(JSON.stringify(receipt)).not.toContain(MEMBER);
	});

	it("names the statement that is in force on the brand that writes, or none where that brand is gone", async () => {
		const after = await proofOf(erasingOf(undefined), {}, Date.parse("2026-12-02T08:00:00.000Z"));
		expect(after.receipt.statement).toEqual([{ brand: BRANDS[0], number: 2 }]);
		const other = await proofOf(erasingOf(undefined, { brand: BRANDS[1] }));
		expect(other.receipt.statement).toEqual([{ brand: BRANDS[1], number: 1 }]);
		expect((await proofOf(erasingOf(undefined, { brand: "gone" }))).receipt.statement).toEqual([]);
	});

	it("counts no keys where none went, and takes the day it began and this moment where no other is known", async () => {
		const { receipt } = await proofOf(erasingOf({ id: ERASURE, executed_at: null, verified_at: null }), { counts: [] });
		expect(receipt).toMatchObject({ erased: [], keys: 0, copiesGoneBy: "2026-12-02", verified: { at: AT } });
	});

	it("holds the fingerprints of the first two hundred keys, however many went", async () => {
		const fingerprints = Array.from({ length: 201 }, (_, at) => at.toString(16).padStart(16, "0"));
		const { receipt } = await proofOf(erasingOf(undefined, { fingerprints }));
		expect(receipt.keyFingerprints).toEqual(fingerprints.slice(0, 200));
	});
});
