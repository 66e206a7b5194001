import { describe, expect, it } from "vitest";
import { editionTermsSchema } from "#foundation/brand/edition-terms.ts";

/** What stands in published editions, by hand: words that newer code must go on reading. */
const EVENTS = [
	...["account_closed", "joined", "visited", "issued", "signed_in", "sent", "export_made", "consent_ended"],
	...["request_closed", "disclosed", "accessed", "ticket_closed", "decided", "banned", "account_erased", "paid"],
	...["payment_failed", "year_ended", "delivered", "contract_ended", "checked", "counted"],
];
const ENDINGS = ["cleared", "left_brand", "consent_withdrawn", "erasure_requested"];
const STATUTES = ["tax_records", "performer_report", "dsa_complaints"];
const SWITCHES = [
	...["visibility", "suggestions", "offers", "service_mail", "statistics", "improvement", "sharing", "consent"],
];
const REASONS = [
	...["minors", "security", "matching", "membership", "delivery_of_message", "own_lists", "publication"],
	...["moderation", "performer", "fiscal", "order", "accountability", "legal_duty", "named_recipients"],
	...["review", "decisions"],
];
const FEATURES = [
	...["profiles", "messages", "suggestions", "performers", "payments", "shop", "helpdesk", "newsletters"],
	...["statistics", "adult"],
];

const EMPTY = { retention: {}, cookies: {}, purposes: {} };
const RULE = { from: "sent", for: "P30D", atOnceOn: ["cleared"] };
const PURPOSE = { uses: { necessary: { art6: "b" } }, objection: "no", dpv: "ServiceProvision" };

const rule = (own: object) => {
	const rules = editionTermsSchema.parse({ ...EMPTY, retention: { it: { ...RULE, ...own } } }).retention;
	return rules.it;
};
const purpose = (own: object) =>
	editionTermsSchema.parse({ ...EMPTY, purposes: { it: { ...PURPOSE, ...own } } }).purposes.it;
const use = (own: object) => purpose({ uses: { necessary: { art6: "b", ...own } } });
const cookie = (it: unknown) => editionTermsSchema.parse({ ...EMPTY, cookies: { it } }).cookies.it;

describe("a retention rule of an edition", () => {
	it.each(EVENTS)("is counted from %s", (from) => {
		expect(rule({ from })).toEqual({ ...RULE, from });
	});

	it("ends at once on any of what ends keeping, and may rest on a law", () => {
		expect(rule({ atOnceOn: ENDINGS })).toEqual({ ...RULE, atOnceOn: ENDINGS });
		for (const statute of STATUTES) expect(rule({ statute })).toEqual({ ...RULE, statute });
	});

	it.each([
		["an event", { from: "" }],
		["an event that it knows", { from: "born" }],
		["a duration", { for: "30 days" }],
		["a duration without setting", { for: { setting: "eraseAfterClosing" } }],
		["a list", { atOnceOn: "cleared" }],
		["endings that it knows", { atOnceOn: ["cleared", ""] }],
		["a law that it knows", { statute: "" }],
	])("is left out without %s, and the others stand", (_what, own) => {
		const retention = { it: { ...RULE, ...own }, other: RULE };
		const read = editionTermsSchema.parse({ ...EMPTY, retention });
		expect(read.retention.it).toBeUndefined();
		expect(read.retention.other).toEqual(RULE);
	});
});

describe("a cookie of an edition", () => {
	it.each(["P30D", "P6M", "P1Y", "session"])("is kept for %s", (age) => {
		expect(cookie(age)).toBe(age);
	});

	it.each(["", "forever", 30, null])("is left out when it is kept for %j", (age) => {
		expect(cookie(age)).toBeUndefined();
	});
});

describe("a purpose of an edition", () => {
	it.each(["necessary", "voluntary", "special"])("may use %s data", (category) => {
		const uses = { [category]: { art6: "a", art9: "a", promised: true } };
		expect(purpose({ uses })).toEqual({ ...PURPOSE, uses });
	});

	it.each(REASONS)("stands beside the promised ones for %s", (reason) => {
		expect(use({ reason })).toEqual({ ...PURPOSE, uses: { necessary: { art6: "b", reason } } });
	});

	it("rests on each basis that is used here", () => {
		for (const art6 of ["a", "b", "c", "f"])
			expect(use({ art6 })).toEqual({ ...PURPOSE, uses: { necessary: { art6 } } });
	});

	it("rests on each condition for special data that is used here, and may belong to the consent of another", () => {
		for (const art9 of ["a", "f"])
			expect(use({ art9 })).toEqual({ ...PURPOSE, uses: { necessary: { art6: "b", art9 } } });
		const within = ["profiles", "publication"];
		expect(use({ within })).toEqual({ ...PURPOSE, uses: { necessary: { art6: "b", within } } });
	});

	it("is objected to, switched off, and brought by a feature", () => {
		for (const objection of ["no", "assessed", "absolute"]) expect(purpose({ objection })?.objection).toBe(objection);
		for (const each of SWITCHES) expect(purpose({ switch: each })?.switch).toBe(each);
		for (const switchedBy of FEATURES) expect(purpose({ switchedBy })?.switchedBy).toBe(switchedBy);
	});

	it.each([
		["without a basis", { uses: { necessary: {} } }],
		["on a basis of no law", { uses: { necessary: { art6: "" } } }],
		["on a condition that is not used here", { uses: { necessary: { art6: "a", art9: "b" } } }],
		["within a consent that is not asked", { uses: { necessary: { art6: "a", within: ["payments"] } } }],
		["promised and not", { uses: { necessary: { art6: "b", promised: false } } }],
		["for an unknown reason", { uses: { necessary: { art6: "b", reason: "" } } }],
		["of an unknown category", { uses: { "": { art6: "b" } } }],
		["with an unknown objection", { objection: "" }],
		["with an unknown switch", { switch: "" }],
		["of an unknown feature", { switchedBy: "" }],
		["without a term of the vocabulary", { dpv: undefined }],
	])("is left out %s, and the others stand", (_what, own) => {
		const read = editionTermsSchema.parse({ ...EMPTY, purposes: { it: { ...PURPOSE, ...own }, other: PURPOSE } });
		expect(read.purposes.it).toBeUndefined();
		expect(read.purposes.other).toEqual(PURPOSE);
	});
});

describe("the terms of an edition", () => {
	it("have all three parts, each by id", () => {
		expect(editionTermsSchema.parse(EMPTY)).toEqual(EMPTY);
		for (const part of ["retention", "cookies", "purposes"]) {
			expect(editionTermsSchema.safeParse({ ...EMPTY, [part]: undefined }).success).toBe(false);
			expect(editionTermsSchema.safeParse({ ...EMPTY, [part]: "P30D" }).success).toBe(false);
		}
	});
});
