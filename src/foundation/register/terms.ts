import type { CookieAge, PurposeTerm, RetentionTerm } from "../brand/edition-terms.ts";
import type { LegalTerms } from "../brand/settings.ts";
import type { Realm } from "../brand/snapshot.ts";
import { addDuration, type Duration, endOfYear, startOf } from "../i18n/duration.ts";
import { DAY } from "../time.ts";
import type { CookieId } from "./declaration.ts";
import { FROZEN_COOKIES, FROZEN_PURPOSES, FROZEN_RETENTION } from "./frozen-terms.ts";
import type { PurposeId } from "./purposes.ts";
import type { RetentionId, RetentionRule } from "./retention.ts";

/*
 * The terms that an edition fixes (DECISIONS 88). An edition that was published earlier, or one that lacks a rule, says what the frozen
 * table says.
 */

/** How long a rule keeps data, counted from the rule's event. @throws Error for a rule that the edition does not know */
export function retentionTerm(legal: LegalTerms, rule: RetentionId): RetentionTerm {
	const fixed = legal.register?.retention[rule];
	if (fixed) return fixed;
	const frozen = FROZEN_RETENTION[rule];
	if (!frozen) throw new Error(`the edition in force has no retention rule ${rule}; publish the brand first`);
	return resolveRule(frozen, legal);
}

/** The rule with the brand's own setting in it. */
export function resolveRule(
	{ from, for: term, atOnceOn, statute }: RetentionRule,
	legal: Pick<LegalTerms, "eraseAfterClosing" | "visitLogRetention">,
): RetentionTerm {
	const duration = typeof term === "string" ? term : legal[term.setting];
	return { from, for: duration, atOnceOn: [...atOnceOn], ...(statute ? { statute } : {}) };
}

/** Until when the browser keeps a cookie. @throws Error for a cookie that the edition does not know */
export function cookieAge(legal: LegalTerms, cookie: CookieId): CookieAge {
	const age = legal.register?.cookies[cookie] ?? FROZEN_COOKIES[cookie];
	if (!age) throw new Error(`the edition in force has no cookie ${cookie}; publish the brand first`);
	return age;
}

/**
 * What a purpose may use, and how a member objects. Undefined for a purpose that came after the edition was published:
 * until the day of a later one, nothing is used for it (DECISIONS 101).
 */
export function purposeTerm(legal: LegalTerms, purpose: PurposeId): PurposeTerm | undefined {
	return legal.register?.purposes[purpose] ?? FROZEN_PURPOSES[purpose];
}

/** What begins a rule's term, and what ends it at once: in each of these terms, or where there are none, in the frozen ones. */
function eventsOf(terms: readonly LegalTerms[], rule: RetentionId): Pick<RetentionTerm, "from" | "atOnceOn">[] {
	if (terms.length > 0) return terms.map((legal) => retentionTerm(legal, rule));
	const frozen = FROZEN_RETENTION[rule];
	return frozen ? [{ from: frozen.from, atOnceOn: [...frozen.atOnceOn] }] : [];
}

/** Tells whether a rule's term begins with the closing of the account, by any of these terms. */
export const beginsWithClosing = (terms: readonly LegalTerms[], rule: RetentionId): boolean =>
	eventsOf(terms, rule).some(({ from }) => from === "account_closed");

/** Tells whether what a rule keeps goes when the account is erased, by any of these terms. */
export const endsWithAccount = (terms: readonly LegalTerms[], rule: RetentionId): boolean =>
	beginsWithClosing(terms, rule) ||
	eventsOf(terms, rule).some(({ atOnceOn }) => atOnceOn.includes("erasure_requested"));

/** Where a rule runs: on a brand, or on the account host of its realm. */
export type Place = {
	site: "brand" | "account";
	edition: { legal: LegalTerms };
	realm: Pick<Realm, "terms">;
	/** ISO 8601. */
	at: string;
};

/** What is in force here: the brand's own terms, or those of all brands that share the account host. */
export function termsInForce({ site, edition, realm, at }: Place): LegalTerms[] {
	const shared = site === "brand" ? [] : realmTermsAt(realm, at);
	return shared.length > 0 ? shared : [edition.legal];
}

/** Terms of the realm's brands, as they are in force at that moment. @param at ISO 8601 */
export function realmTermsAt({ terms }: Pick<Realm, "terms">, at: string): LegalTerms[] {
	return terms.flatMap((one) => (one.from <= at && (one.until === undefined || at < one.until) ? [one.terms] : []));
}

/** The end, by the shortest of these terms, of what began at `from`. @param terms one or more */
export function soonestEnd(terms: readonly LegalTerms[], rule: RetentionId, from: Date): Date {
	return addDuration(from, shortest(durationsOf(terms, rule), from));
}

/** The shortest term in force here, for words. */
export function shortestTerm(place: Place, rule: RetentionId): Duration {
	return shortest(durationsOf(termsInForce(place), rule), new Date(place.at));
}

/** When what a rule keeps that begins here and now has to go. */
export function endOfTerm(place: Place, rule: RetentionId): Date {
	return soonestEnd(termsInForce(place), rule, new Date(place.at));
}

/** Tells whether what started at a moment (ISO 8601) has ended by now, by the terms in force here. */
export function pastOf(place: Place & { now: number }, rule: RetentionId): (at: string) => boolean {
	const terms = termsInForce(place);
	return (at) => soonestEnd(terms, rule, new Date(at)).getTime() <= place.now;
}

/** No browser keeps a cookie longer (RFC 6265bis 5.6.2), and 400 days by the calendar may be an hour more. */
const MAX_COOKIE_SECONDS = (400 * DAY) / 1000;

/** Seconds for which the browser keeps a cookie that is set here and now; undefined: until it closes. */
export function cookieSeconds(place: Place, cookie: CookieId): number | undefined {
	const ages = termsInForce(place).map((legal) => cookieAge(legal, cookie));
	const kept = ages.filter((age) => age !== "session");
	if (kept.length < ages.length) return undefined;
	const now = new Date(place.at);
	const seconds = (addDuration(now, shortest(kept, now)).getTime() - now.getTime()) / 1000;
	return Math.min(seconds, MAX_COOKIE_SECONDS);
}

const durationsOf = (terms: readonly LegalTerms[], rule: RetentionId): Duration[] =>
	terms.map((legal) => retentionTerm(legal, rule).for);

/** Of one duration or more, counted from that moment: 30 days may be more than a month, or less. */
const shortest = (durations: readonly Duration[], from: Date): Duration =>
	durations.reduce((one, other) => (addDuration(from, other) < addDuration(from, one) ? other : one));

/**
 * Up to which moment the events lie whose term has ended, by the shortest of these terms; without any, by the frozen one.
 * Undefined for a rule that only a brand sets, where there is no brand.
 */
export function cutoffOf(terms: readonly LegalTerms[], rule: RetentionId, now: Date): string | undefined {
	const frozen = FROZEN_RETENTION[rule]?.for;
	const durations = terms.length > 0 ? durationsOf(terms, rule) : typeof frozen === "string" ? [frozen] : [];
	if (durations.length === 0) return undefined;
	const start = latestStart(durations, now);
	// A year counts from its end: of what lies in a year that has not ended, the term has not begun.
	return eventsOf(terms, rule).some(({ from }) => from === "year_ended") ? endOfYearBefore(start) : start;
}

/** The last moment of the year before. ISO 8601 */
const endOfYearBefore = (at: string): string =>
	new Date(endOfYear(startOf("P1Y", new Date(at))).getTime() - 1).toISOString();

/** The same by the terms of all these realms. @throws Error for a rule that only a brand sets, where there is no brand */
export function sharedCutoff(realms: readonly Pick<Realm, "terms">[], rule: RetentionId, now: Date): string {
	const inForce = realms.flatMap((realm) => realmTermsAt(realm, now.toISOString()));
	const cutoff = cutoffOf(inForce, rule, now);
	if (cutoff === undefined) throw new Error(`the retention rule ${rule} has no term of its own`);
	return cutoff;
}

/** For what goes once no realm keeps anything by a rule any more: the longest term that a realm obeys. */
export function longestCutoff(realms: readonly Pick<Realm, "terms">[], rule: RetentionId, now: Date): string {
	const each = realms.map((realm) => sharedCutoff([realm], rule, now));
	return each.sort()[0] ?? sharedCutoff([], rule, now);
}

const latestStart = (terms: readonly Duration[], now: Date): string =>
	new Date(Math.max(...terms.map((term) => startOf(term, now).getTime()))).toISOString();
