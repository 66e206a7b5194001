import type { Compilable } from "kysely";
import { newAct } from "#foundation/acts/act.ts";
import { addAct, type WaitingAct } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { BrandId } from "#foundation/ids.ts";
import {
	type ConsentEvent,
	consentRows,
	isAbout,
	lastAnswer,
	stands,
	type WordsIn,
	withdrawalOf,
	wordsHash,
	wordsOfHash,
} from "#foundation/ledgers/consent.ts";
import { addConsent, addConsentText } from "#foundation/ledgers/queries.ts";
import { type Locale, words } from "#locales/locales.ts";

/** The consent to be counted in the numbers of one brand: off until it is given, and as easily taken back (DECISIONS 123). */

const ABOUT = { purpose: "statistics", recipient: "" } as const;

/** The question, as this language puts it. */
export const statisticsWords = ({ brand, legal }: Edition, locale: Locale): string =>
	words(locale).statistics.consent(brand.look.name, legal.operator.name);

export const isAboutStatistics = (event: Pick<ConsentEvent, "purpose" | "recipient">): boolean => isAbout(event, ABOUT);

/** The words that somebody answered; undefined once they read otherwise in every language. */
export const answeredStatisticsWords = (edition: Edition, textHash: string): Promise<WordsIn | undefined> =>
	wordsOfHash(textHash, (locale) => statisticsWords(edition, locale));

/** The hashes of today's words in the brand's languages: a yes to others no longer counts. */
export const hashesOfWords = (edition: Edition): Promise<string[]> =>
	Promise.all(edition.brand.look.locales.available.map((locale) => wordsHash(statisticsWords(edition, locale))));

/** `worded`: a yes stands, and the words have changed since, so that it counts no longer. */
export type SwitchState = "on" | "off" | "worded";

export async function switchState(edition: Edition, events: readonly ConsentEvent[]): Promise<SwitchState> {
	const last = lastAnswer(events, ABOUT);
	if (last === undefined || !stands(last)) return "off";
	return (await hashesOfWords(edition)).includes(last.text_hash) ? "on" : "worded";
}

/** `words`: hash of those that the member saw, for a yes. */
export type StatisticsChoice = { allowed: "yes"; words: string } | { allowed: "no" };
type Answer = { edition: Edition; member: string; choice: StatisticsChoice };

/**
 * Writes what a member chose for one brand. Nothing is written where that stands already. A withdrawal is confirmed only
 * once it stands outside the database too.
 * @param events what the member answered on the brand until now
 * @returns "changed" for a yes to other words than today's
 * @throws ConstraintViolated when another answer came between
 */
export async function answerStatistics(
	context: Context,
	{ edition, member, choice }: Answer,
	events: readonly ConsentEvent[],
): Promise<"done" | "changed"> {
	const brand = edition.brand.id;
	if (choice.allowed === "no") {
		const queries = await withdrawalQueries({ brand, member, now: context.now }, events);
		const act = newAct(member, { kind: "consent_withdrawn", brand, purpose: ABOUT.purpose }, context.now);
		const acts = queries.length > 0 ? [addAct(context.realm.id, act)] : [];
		const rows = await context.database().write(...acts, ...queries, actsWaitingIn(context));
		await confirmActs(context, rows.at(-1) as WaitingAct[]);
		return "done";
	}
	const { words: textHash } = choice;
	if (!(await hashesOfWords(edition)).includes(textHash)) return "changed";
	if ((await switchState(edition, events)) === "on") return "done";
	const said = await answeredStatisticsWords(edition, textHash);
	if (said === undefined) return "changed";
	const answer = { ...ABOUT, textHash, kind: "given", id: uuidv7(context.now) } as const;
	const consent = { brand, member, method: "settings", at: context.at } as const;
	const rows = await consentRows(consent, [answer], events);
	await context.database().write(
		// Settings and code of later may say others.
		addConsentText({ brand_id: brand, hash: textHash, ...said, first_used_at: context.at }),
		...rows.map((row) => addConsent(row)),
	);
	return "done";
}

/** The withdrawal of what stands; no query where nothing does. */
export async function withdrawalQueries(
	{ brand, member, now }: { brand: BrandId; member: string; now: number },
	events: readonly ConsentEvent[],
): Promise<Compilable[]> {
	const consent = { brand, member, method: "settings", at: new Date(now).toISOString() } as const;
	const rows = await consentRows(consent, withdrawalOf(events, ABOUT, now), events);
	return rows.map((row) => addConsent(row));
}
