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
	holds,
	inOrder,
	stands,
	type WordsIn,
	wordsHash,
	wordsOfHash,
} from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";

/** The consent to be counted in the numbers of one brand: off until it is given, and as easily taken back (DECISIONS 123). */

const PURPOSE = "statistics";

/** The question, as this language puts it. */
export const statisticsWords = ({ brand, legal }: Edition, locale: Locale): string =>
	words(locale).statistics.consent(brand.look.name, legal.operator.name);

export const isAboutStatistics = ({ purpose, recipient }: Pick<ConsentEvent, "purpose" | "recipient">): boolean =>
	purpose === PURPOSE && recipient === "";

/** The words that somebody answered; undefined once they read otherwise in every language. */
export const answeredStatisticsWords = (edition: Edition, textHash: string): Promise<WordsIn | undefined> =>
	wordsOfHash(textHash, (locale) => statisticsWords(edition, locale));

/** The hashes of today's words: a yes to others no longer counts. */
export const hashesOfWords = (edition: Edition): Promise<string[]> =>
	Promise.all(LOCALES.map((locale) => wordsHash(statisticsWords(edition, locale))));

/** The newest yes, in whatever words, that no later answer ended. `events`: of one member and brand. */
const standingYes = (events: readonly ConsentEvent[]): ConsentEvent | undefined =>
	inOrder(events).findLast((event) => isAboutStatistics(event) && stands(event));

/** `worded`: a yes stands, and the words have changed since, so that it counts no longer. */
export type SwitchState = "on" | "off" | "worded";

export async function switchState(edition: Edition, events: readonly ConsentEvent[]): Promise<SwitchState> {
	const hashes = await hashesOfWords(edition);
	if (hashes.some((textHash) => holds(events, { purpose: PURPOSE, recipient: "", textHash }))) return "on";
	return standingYes(events) === undefined ? "off" : "worded";
}

type Answer = { edition: Edition; member: string; allowed: boolean };

/**
 * Writes what a member chose for one brand. Nothing is written where that stands already. A withdrawal is confirmed only
 * once it stands outside the database too.
 * @param events what the member answered on the brand until now
 * @throws ConstraintViolated when another answer came between
 */
export async function answerStatistics(
	context: Context,
	{ edition, member, allowed }: Answer,
	events: readonly ConsentEvent[],
): Promise<void> {
	const brand = edition.brand.id;
	if (!allowed) {
		const queries = await withdrawalOf({ brand, member, now: context.now }, events);
		const act = newAct(member, { kind: "consent_withdrawn", brand, purpose: PURPOSE }, context.now);
		const acts = queries.length > 0 ? [addAct(context.realm.id, act)] : [];
		const rows = await context.database().write(...acts, ...queries, actsWaitingIn(context));
		return confirmActs(context, rows.at(-1) as WaitingAct[]);
	}
	if ((await switchState(edition, events)) === "on") return;
	const textHash = await wordsHash(statisticsWords(edition, context.locale));
	const answer = { purpose: PURPOSE, recipient: "", textHash, kind: "given", id: uuidv7(context.now) } as const;
	const consent = { brand, member, method: "settings", at: context.at } as const;
	const rows = await consentRows(consent, [answer], events);
	await context.database().write(...rows.map((row) => addConsent(row)));
}

/** The withdrawal of what stands; no query where nothing does. What is withdrawn are the words that were answered. */
export async function withdrawalOf(
	{ brand, member, now }: { brand: BrandId; member: string; now: number },
	events: readonly ConsentEvent[],
): Promise<Compilable[]> {
	const yes = standingYes(events);
	if (yes === undefined) return [];
	const answer = {
		purpose: PURPOSE,
		recipient: "",
		textHash: yes.text_hash,
		kind: "withdrawn",
		id: uuidv7(now),
	} as const;
	const consent = { brand, member, method: "settings", at: new Date(now).toISOString() } as const;
	return (await consentRows(consent, [answer], events)).map((row) => addConsent(row));
}
