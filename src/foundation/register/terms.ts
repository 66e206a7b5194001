import type { CookieAge, PurposeTerm, RetentionTerm } from "../brand/edition-terms.ts";
import type { LegalTerms } from "../brand/settings.ts";
import type { Realm } from "../brand/snapshot.ts";
import { addDuration, type Duration, startOf } from "../i18n/duration.ts";
import type { CookieId } from "./declaration.ts";
import { FROZEN_COOKIES, FROZEN_PURPOSES, FROZEN_RETENTION } from "./frozen-terms.ts";
import type { PurposeId } from "./purposes.ts";
import type { RetentionId, RetentionRule } from "./retention.ts";

/*
 * The terms that an edition fixes (DECISIONS 88). An edition of before, or one that lacks a rule, says what the frozen
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

/** The term of data whose brand is gone, by a rule that no brand sets. @throws Error for another rule */
export function frozenTerm(rule: RetentionId): Duration {
	const term = FROZEN_RETENTION[rule]?.for;
	if (typeof term !== "string") throw new Error(`the retention rule ${rule} has no term of its own`);
	return term;
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

/** What a purpose may use, and how a member objects. @throws Error for a purpose that the edition does not know */
export function purposeTerm(legal: LegalTerms, purpose: PurposeId): PurposeTerm {
	const term = legal.register?.purposes[purpose] ?? FROZEN_PURPOSES[purpose];
	if (!term) throw new Error(`the edition in force has no purpose ${purpose}; publish the brand first`);
	return term;
}

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

/** Seconds for which the browser keeps a cookie that is set here and now; undefined: until it closes. */
export function cookieSeconds(place: Place, cookie: CookieId): number | undefined {
	const ages = termsInForce(place).map((legal) => cookieAge(legal, cookie));
	const kept = ages.filter((age) => age !== "session");
	if (kept.length < ages.length) return undefined;
	const now = new Date(place.at);
	return (addDuration(now, shortest(kept, now)).getTime() - now.getTime()) / 1000;
}

const durationsOf = (terms: readonly LegalTerms[], rule: RetentionId): Duration[] =>
	terms.map((legal) => retentionTerm(legal, rule).for);

/** Of one duration or more, counted from that moment: 30 days may be more than a month, or less. */
const shortest = (durations: readonly Duration[], from: Date): Duration =>
	durations.reduce((one, other) => (addDuration(from, other) < addDuration(from, one) ? other : one));

/** Rows go whose clock started at `before` (ISO 8601) or earlier: of these realms, or of all but these. */
export type Cutoff = { before: string; which: "in" | "not in"; realms: readonly string[] };

/**
 * What a rule has ended by now, for a job that serves every realm: by the shortest term in force in each, and by the
 * frozen one where no brand is left that could say another.
 */
export function cutoffsOf(realms: readonly Pick<Realm, "id" | "terms">[], rule: RetentionId, now: Date): Cutoff[] {
	const byCutoff = new Map<string, string[]>();
	const known: string[] = [];
	for (const realm of realms) {
		const terms = durationsOf(realmTermsAt(realm, now.toISOString()), rule);
		if (terms.length === 0) continue;
		const before = latestStart(terms, now);
		byCutoff.set(before, [...(byCutoff.get(before) ?? []), realm.id]);
		known.push(realm.id);
	}
	const own = [...byCutoff].map(([before, ids]): Cutoff => ({ before, which: "in", realms: ids }));
	return [...own, { before: startOf(frozenTerm(rule), now).toISOString(), which: "not in", realms: known }];
}

/** The same for what belongs to no realm: the shortest term of all. */
export function sharedCutoff(realms: readonly Pick<Realm, "terms">[], rule: RetentionId, now: Date): string {
	const at = now.toISOString();
	const inForce = realms.flatMap((realm) => realmTermsAt(realm, at));
	const terms = durationsOf(inForce, rule);
	return latestStart(terms.length > 0 ? terms : [frozenTerm(rule)], now);
}

const latestStart = (terms: readonly Duration[], now: Date): string =>
	new Date(Math.max(...terms.map((term) => startOf(term, now).getTime()))).toISOString();
