import { describe, expect, it } from "vitest";
import type { EditionTerms } from "#foundation/brand/edition-terms.ts";
import type { LegalTerms } from "#foundation/brand/settings.ts";
import type { Realm, RealmTerms } from "#foundation/brand/snapshot.ts";
import type { Duration } from "#foundation/i18n/duration.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import type { CookieId } from "#foundation/register/declaration.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import * as terms from "#foundation/register/terms.ts";

const NONE: EditionTerms = { retention: {}, cookies: {}, purposes: {} };

/** Terms of an edition; without own ones, as they were published before editions fixed them. */
const legalOf = (own?: Partial<EditionTerms>): LegalTerms => ({
	eraseAfterClosing: "P60M",
	visitLogRetention: "P30D",
	...(own && { register: { ...NONE, ...own } }),
});
const mailFor = (duration: Duration): LegalTerms =>
	legalOf({ retention: { mail: { from: "sent", for: duration, atOnceOn: [] } } });
const codesFor = (duration: Duration): LegalTerms =>
	legalOf({ retention: { one_time_code: { from: "issued", for: duration, atOnceOn: [] } } });
const ageFor = (age: Duration | "session"): LegalTerms => legalOf({ cookies: { age } });

const always = (legal: LegalTerms): RealmTerms => ({
	from: "2020-01-01T00:00:00.000Z",
	until: undefined,
	terms: legal,
});
const between = (from: string, until: string, legal: LegalTerms): RealmTerms => ({ from, until, terms: legal });

type Place = Parameters<typeof terms.termsInForce>[0];
const BEGIN = "2027-02-01T12:00:00.000Z";
const siteOf = (site: Place["site"], own: LegalTerms, realm: readonly RealmTerms[] = [], at = BEGIN): Place => ({
	site,
	edition: { legal: own },
	realm: { terms: realm },
	at,
});

/** Ids that no register ever had. */
const NO_RULE = "no_such_rule" as RetentionId;
const NO_COOKIE = "no_such_cookie" as CookieId;
const NO_PURPOSE = "no_such_purpose" as PurposeId;

describe("what an edition says of a rule, a cookie and a purpose", () => {
	it("is what it fixed", () => {
		expect(terms.retentionTerm(mailFor("P25D"), "mail")).toEqual({ from: "sent", for: "P25D", atOnceOn: [] });
		expect(terms.cookieAge(ageFor("P5M"), "age")).toBe("P5M");
		expect(terms.cookieAge(ageFor("session"), "age")).toBe("session");
		const purpose = { uses: {}, objection: "absolute", dpv: "Advertising" } as const;
		expect(terms.purposeTerm(legalOf({ purposes: { use_of_site: purpose } }), "use_of_site")).toEqual(purpose);
	});

	it.each([
		["of before", legalOf()],
		["that lacks it", legalOf({})],
	])("is what stood frozen, in an edition %s", (_name, legal) => {
		expect(terms.retentionTerm(legal, "mail")).toEqual({ from: "sent", for: "P30D", atOnceOn: ["erasure_requested"] });
		expect(terms.retentionTerm(legal, "account").for).toBe("P60M");
		expect(terms.retentionTerm(legal, "visit_log").for).toBe("P30D");
		expect(terms.cookieAge(legal, "age")).toBe("P1Y");
		expect(terms.purposeTerm(legal, "use_of_site")?.objection).toBe("no");
	});

	it("is refused where neither it nor the frozen table knows, with what to do; a purpose is not there yet", () => {
		const legal = legalOf({});
		const refusal = (what: string) => `the edition in force has no ${what}; publish the brand first`;
		expect(() => terms.retentionTerm(legal, NO_RULE)).toThrow(refusal("retention rule no_such_rule"));
		expect(() => terms.cookieAge(legal, NO_COOKIE)).toThrow(refusal("cookie no_such_cookie"));
		expect(terms.purposeTerm(legal, NO_PURPOSE)).toBeUndefined();
		expect(() => terms.retentionTerm(legalOf(), NO_RULE)).toThrow(refusal("retention rule no_such_rule"));
		expect(() => terms.cookieAge(legalOf(), NO_COOKIE)).toThrow(refusal("cookie no_such_cookie"));
		expect(terms.purposeTerm(legalOf(), NO_PURPOSE)).toBeUndefined();
	});

	it("is of a frozen rule what no brand sets, where no brand is left", () => {
		const now = new Date("2027-02-28T12:00:00.000Z");
		expect(terms.sharedCutoff([], "mail", now)).toBe("2027-01-29T12:00:00.000Z");
		for (const rule of ["account", NO_RULE] as const)
			expect(() => terms.sharedCutoff([], rule, now)).toThrow(`the retention rule ${rule} has no term of its own`);
	});
});

describe("a rule with the brand's setting in it", () => {
	const brand = { eraseAfterClosing: "P42M", visitLogRetention: "P17D" };

	it("says the brand's term, or its own", () => {
		const ruleFor = (term: Parameters<typeof terms.resolveRule>[0]["for"]) =>
			terms.resolveRule({ from: "visited", for: term, atOnceOn: ["cleared"] }, brand);
		expect(ruleFor({ setting: "visitLogRetention" })).toEqual({ from: "visited", for: "P17D", atOnceOn: ["cleared"] });
		expect(ruleFor({ setting: "eraseAfterClosing" }).for).toBe("P42M");
		expect(ruleFor("P3D").for).toBe("P3D");
	});

	it("names the law only where there is one, and shares no list with the table", () => {
		const rule = { from: "paid", for: "P7Y", atOnceOn: ["cleared"], statute: "tax_records" } as const;
		expect(terms.resolveRule(rule, brand)).toEqual(rule);
		expect(terms.resolveRule(rule, brand).atOnceOn).not.toBe(rule.atOnceOn);
		expect(terms.resolveRule({ from: "paid", for: "P7Y", atOnceOn: [] }, brand)).not.toHaveProperty("statute");
	});
});

describe("terms in force", () => {
	const [first, second, own] = [mailFor("P1D"), mailFor("P2D"), mailFor("P3D")];
	const turn = "2027-03-01T00:00:00.000Z";
	const realm = [between("2027-01-01T00:00:00.000Z", turn, first), { ...always(second), from: turn }];

	it("are those of a realm whose moment has come and has not passed, to the millisecond", () => {
		const at = (iso: string) => terms.realmTermsAt({ terms: realm }, iso);
		expect(at("2026-12-31T23:59:59.999Z")).toEqual([]);
		expect(at("2027-01-01T00:00:00.000Z")).toEqual([first]);
		expect(at("2027-02-28T23:59:59.999Z")).toEqual([first]);
		expect(at(turn)).toEqual([second]);
		expect(at("2099-01-01T00:00:00.000Z")).toEqual([second]);
	});

	it("are a brand's own on its host, and on the account host those of all brands that share it", () => {
		const shared = [always(first), always(second)];
		expect(terms.termsInForce(siteOf("brand", own, shared))).toEqual([own]);
		expect(terms.termsInForce(siteOf("account", own, shared))).toEqual([first, second]);
		expect(terms.termsInForce(siteOf("account", own, realm))).toEqual([first]);
		expect(terms.termsInForce(siteOf("account", own, realm, turn))).toEqual([second]);
	});

	it("are the edition's own on an account host whose realm lists none for now", () => {
		expect(terms.termsInForce(siteOf("account", own, []))).toEqual([own]);
		expect(terms.termsInForce(siteOf("account", own, realm, "2026-01-01T00:00:00.000Z"))).toEqual([own]);
	});
});

describe("the end of a term", () => {
	const from = new Date("2027-02-01T12:00:00.000Z");

	it("is by the shortest of several, counted from the moment: a month of 28 days before 30 days", () => {
		const month = "2027-03-01T12:00:00.000Z";
		const [thirty, monthLong] = [mailFor("P30D"), mailFor("P1M")];
		expect(terms.soonestEnd([thirty, monthLong], "mail", from)).toEqual(new Date(month));
		expect(terms.soonestEnd([monthLong, thirty], "mail", from)).toEqual(new Date(month));
		// In March a month is the longer one; the days are calendar days, over the start of summer time.
		const march = new Date("2027-03-01T12:00:00.000Z");
		expect(terms.soonestEnd([monthLong, thirty], "mail", march)).toEqual(new Date("2027-03-31T11:00:00.000Z"));
	});

	it("is asked here and now, as a moment and as the words' duration", () => {
		const place = siteOf("account", mailFor("P9D"), [always(mailFor("P30D")), always(mailFor("P1M"))]);
		expect(terms.endOfTerm(place, "mail")).toEqual(new Date("2027-03-01T12:00:00.000Z"));
		expect(terms.shortestTerm(place, "mail")).toBe("P1M");
		expect(terms.shortestTerm(siteOf("brand", mailFor("P9D")), "mail")).toBe("P9D");
		// Of two that end together, the words are those of the first.
		const year = [always(mailFor("P12M")), always(mailFor("P1Y"))];
		expect(terms.shortestTerm(siteOf("account", mailFor("P9D"), year), "mail")).toBe("P12M");
	});

	it("has come at its very moment and not a millisecond before, by the shortest term", () => {
		const shared = [always(mailFor("P3D")), always(mailFor("P2D"))];
		const pastAt = (now: string) =>
			terms.pastOf({ ...siteOf("account", mailFor("P9D"), shared, now), now: Date.parse(now) }, "mail");
		const started = "2027-02-01T12:00:00.000Z";
		expect(pastAt("2027-02-03T11:59:59.999Z")(started)).toBe(false);
		expect(pastAt("2027-02-03T12:00:00.000Z")(started)).toBe(true);
	});
});

describe("the seconds for which a browser keeps a cookie", () => {
	const DAY = 24 * 60 * 60;

	it("are those of the shortest age in force", () => {
		expect(terms.cookieSeconds(siteOf("brand", ageFor("P2D")), "age")).toBe(2 * DAY);
		const shared = [always(ageFor("P30D")), always(ageFor("P1M"))];
		expect(terms.cookieSeconds(siteOf("account", ageFor("P2D"), shared), "age")).toBe(28 * DAY);
	});

	it("are none, until it closes, as soon as one of the brands says so", () => {
		expect(terms.cookieSeconds(siteOf("brand", ageFor("session")), "age")).toBeUndefined();
		const shared = [always(ageFor("P30D")), always(ageFor("session"))];
		expect(terms.cookieSeconds(siteOf("account", ageFor("P2D"), shared), "age")).toBeUndefined();
	});

	it("count calendar days: an hour less over the start of summer time, an hour more over its end", () => {
		const over = (at: string) => terms.cookieSeconds(siteOf("brand", ageFor("P2D"), [], at), "age");
		expect(over("2027-03-27T12:00:00.000Z")).toBe(2 * DAY - 3600);
		expect(over("2027-10-30T12:00:00.000Z")).toBe(2 * DAY + 3600);
	});

	it("are never more than the 400 days that browsers and the cookie's writer take (RFC 6265bis)", () => {
		const over = (at: string, age: Duration) => terms.cookieSeconds(siteOf("brand", ageFor(age), [], at), "age");
		// 400 calendar days from summer into winter are an hour more.
		expect(over("2027-10-01T12:00:00.000Z", "P400D")).toBe(400 * DAY);
		expect(over("2027-10-01T12:00:00.000Z", "P2Y")).toBe(400 * DAY);
		expect(over("2027-03-01T12:00:00.000Z", "P400D")).toBe(400 * DAY - 3600);
		expect(over("2027-10-01T12:00:00.000Z", "P399D")).toBe(399 * DAY + 3600);
	});
});

describe("what a job removes", () => {
	const now = new Date("2027-02-28T12:00:00.000Z");
	const realmOf = (id: string, ...own: LegalTerms[]): Pick<Realm, "id" | "terms"> => ({
		id: realmIdSchema.parse(id),
		terms: own.map(always),
	});
	/** Frozen: a day. */
	const rest = { before: "2027-02-27T12:00:00.000Z" };

	it("is by the shortest of the terms, or by the frozen one where no brand says one", () => {
		expect(terms.cutoffOf([codesFor("P5D"), codesFor("P3D")], "one_time_code", now)).toBe("2027-02-25T12:00:00.000Z");
		expect(terms.cutoffOf([], "one_time_code", now)).toBe(rest.before);
	});

	it("is none of a rule that only a brand sets, where there is no brand", () => {
		expect(terms.cutoffOf([], "account", now)).toBeUndefined();
		expect(() => terms.sharedCutoff([], "account", now)).toThrow(/no term of its own/);
	});

	it("leaves a year whole until its own term has passed", () => {
		// 2019 ended on 1 January 2020 in Amsterdam, an hour before it did in London.
		expect(terms.cutoffOf([], "fiscal", new Date("2026-12-31T22:59:59.000Z"))).toBe("2018-12-31T22:59:59.999Z");
		expect(terms.cutoffOf([], "fiscal", new Date("2026-12-31T23:00:00.000Z"))).toBe("2019-12-31T22:59:59.999Z");
	});

	it("is by the shortest term of all, for what belongs to no realm", () => {
		const realms = [realmOf("alfa", codesFor("P5D")), realmOf("bravo", codesFor("P3D"), codesFor("P4D"))];
		expect(terms.sharedCutoff(realms, "one_time_code", now)).toBe("2027-02-25T12:00:00.000Z");
		expect(terms.sharedCutoff([realmOf("alfa")], "one_time_code", now)).toBe(rest.before);
		const ended = { terms: [between("2020-01-01T00:00:00.000Z", now.toISOString(), codesFor("P9D"))] };
		expect(terms.sharedCutoff([ended], "one_time_code", now)).toBe(rest.before);
	});

	it("counts months that differ in length from the later of two starts", () => {
		const realm = realmOf("alfa", codesFor("P30D"), codesFor("P1M"));
		// On the last day of February a month has passed for all of January's last days.
		expect(terms.sharedCutoff([realm], "one_time_code", now)).toBe("2027-01-31T12:00:00.000Z");
	});
});
