import type { Recipient } from "../brand/settings.ts";
import { recipientName } from "../brand/unnamed.ts";
import type { Context, RequestContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import { addDuration } from "../i18n/duration.ts";
import type { BrandId } from "../ids.ts";
import { stands } from "../ledgers/consent.ts";
import { consentsById } from "../ledgers/queries.ts";
import { offerOf } from "../register/offer.ts";
import { cookieAge } from "../register/terms.ts";
import { MAX_CLOCK_SKEW_MS } from "../time.ts";
import { type KeptAnswer, parseAnswers } from "./answers.ts";
import { CHOICE_COOKIE, type RecipientAnswer } from "./cookie.ts";
import { recipientWordsHash } from "./words.ts";

type Asking = Pick<Context, "edition" | "running">;

/**
 * The recipients of the edition in force that can get data by what runs and get nothing without a yes. On the account
 * host the caller gives the edition of the brand in question.
 */
export const askedRecipients = ({ edition, running }: Asking): readonly Recipient[] =>
	offerOf(edition.legal, running).legal.recipients.filter(({ requiresConsent }) => requiresConsent);

/** Whether these are the words in which the brand asks about the recipient today, in one of its languages. */
export async function areWordsOfToday({ edition }: Asking, recipient: Recipient, textHash: string): Promise<boolean> {
	for (const locale of edition.brand.look.locales.available)
		if ((await recipientWordsHash(edition, recipient, locale)) === textHash) return true;
	return false;
}

/** The answer that counts now for each recipient that is asked for; undefined where there is none. */
export type CurrentAnswer = { recipient: Recipient; answer: KeptAnswer | undefined };

type Answering = Asking & Pick<RequestContext, "browser" | "now">;

/** Every answer that this browser keeps, whether it counts or not. */
export const keptAnswers = ({ browser }: Pick<RequestContext, "browser">): KeptAnswer[] =>
	parseAnswers(browser.read(CHOICE_COOKIE));

/**
 * What this browser answered, as far as it counts: to a recipient of the edition in force, in the words of today, for
 * as long as the edition says.
 */
export async function currentAnswers(
	context: Answering,
	kept: readonly KeptAnswer[] = keptAnswers(context),
): Promise<readonly CurrentAnswer[]> {
	return Promise.all(
		askedRecipients(context).map(async (recipient) => {
			const answer = kept.find((one) => one.recipient === recipient.id);
			return { recipient, answer: answer && (await isCurrent(context, recipient, answer)) ? answer : undefined };
		}),
	);
}

/** Whether an answer about a recipient counts: in the words of today, and not for too long. `at`: ISO 8601. */
export async function isCurrent(
	context: Asking & Pick<Context, "now">,
	recipient: Recipient,
	{ textHash, at }: { textHash: string; at: string },
): Promise<boolean> {
	return isInTerm(context, at) && (await areWordsOfToday(context, recipient, textHash));
}

/** Whether an answer of that moment (ISO 8601) was given not too long ago to count. */
export function isInTerm({ edition, now }: Pick<Context, "edition" | "now">, at: string): boolean {
	const age = cookieAge(edition.legal, "cookie_choice");
	const given = new Date(at);
	if (given.getTime() > now + MAX_CLOCK_SKEW_MS) return false;
	return age === "session" || now < addDuration(given, age).getTime();
}

/**
 * Whether an answer lets data go. A browser that asks to share nothing (Global Privacy Control) refuses, unless the yes
 * was given while it asked so.
 */
export function allowsSharing(answer: KeptAnswer | undefined, refusesSharing: boolean): answer is KeptAnswer {
	return answer?.kind === "given" && (!refusesSharing || answer.despiteSignal);
}

/**
 * The answers by which data may go to a recipient of this brand now: a yes, in the words of today, to a recipient in the
 * edition in force. A yes with an event counts only while the ledger says so too (`stillStands`).
 */
export async function agreedRecipients(context: Answering): Promise<readonly RecipientAnswer[]> {
	const answers = await currentAnswers(context);
	return answers.flatMap(({ answer }) => {
		if (!allowsSharing(answer, context.browser.refusesSharing)) return [];
		const { despiteSignal, ...given } = answer;
		return [given];
	});
}

/** Those of the answers that no member took back since: one trip where an answer names an event, else none. */
export async function stillStands(
	database: Database,
	brand: BrandId,
	answers: readonly RecipientAnswer[],
): Promise<readonly RecipientAnswer[]> {
	const events = answers.flatMap(({ event }) => (event === "" ? [] : [event]));
	if (events.length === 0) return answers;
	const [rows] = await database.read(consentsById(brand, events));
	return answers.filter(
		({ event, recipient }) =>
			event === "" || rows.some((row) => row.id === event && row.recipient === recipient && stands(row)),
	);
}

/**
 * Names of the recipients that a page of the brand asks about by itself: none once each has an answer, nor in a browser
 * that asks to share nothing, whose no needs no page.
 */
export async function openQuestions(context: Answering & Pick<Context, "site" | "locale">): Promise<string[]> {
	const { site, browser, locale } = context;
	if (site !== "brand" || browser.refusesSharing) return [];
	const answers = await currentAnswers(context);
	if (answers.every(({ answer }) => answer !== undefined)) return [];
	return answers.map(({ recipient }) => recipientName(recipient, locale));
}
