import { readMemberships } from "#features/accounts/membership.ts";
import { confirmActs } from "#foundation/acts/request.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand, Recipient } from "#foundation/brand/settings.ts";
import { areWordsOfToday, askedRecipients, counts } from "#foundation/choice/agreed.ts";
import { lastAnswer } from "#foundation/choice/follow-ledger.ts";
import { recipientWords } from "#foundation/choice/words.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import {
	type ConsentEvent,
	type ConsentKind,
	inOrderOrByTime,
	isEmptied,
	stands,
	type WordsIn,
	wordsHash,
} from "#foundation/ledgers/consent.ts";
import { consentEvents, consentTexts } from "#foundation/ledgers/queries.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import type { Locale } from "#locales/locales.ts";
import { type Choice, recordAnswers } from "./record-answers.ts";

/** An answer of a member's, with the words that it was to; without them where nothing knows them any more. */
export type PastAnswer = { id: string; kind: ConsentKind; at: string; words: WordsIn | undefined };

/** `changed`: a yes to other words than today's. `gone`: nobody asks about the recipient any more. */
export type SharingState = "given" | "refused" | "changed" | "none" | "gone";

export type OwnSharing = {
	brand: PublishedBrand;
	recipient: { id: string; settings: Recipient | undefined };
	/** The words of today and their hash; absent where nobody asks. */
	today: { said: WordsIn; textHash: string } | undefined;
	state: SharingState;
	/** ISO 8601; of a state that an answer brought. */
	since: string | undefined;
	/** A consent stands that can be taken back. */
	stands: boolean;
	/** The newest first. */
	past: readonly PastAnswer[];
};

type Event = ConsentEvent & { brand_id: string };
type Text = RowsOf<readonly [ReturnType<typeof consentTexts>]>[0][number];

/** Undefined without a live session. */
export async function readOwnSharing(context: RequestContext) {
	const { brands } = context.realm;
	const read = await readMemberships(
		context,
		({ member }) => [consentEvents(brands, member), consentTexts(brands)] as const,
	);
	if (read === undefined) return undefined;
	const [events, texts] = read.rows;
	const joined = joinedBrands(context, read.memberships);
	const sharing = await Promise.all(joined.map((brand) => sharingOn(context, brand, ofBrand(events, brand), texts)));
	return { member: read.member, joined, events, texts, sharing: sharing.flat() };
}

/** What is left of a brand that the member is no longer on is named on no page unasked. */
function joinedBrands({ snapshot }: Context, memberships: readonly { brand_id: string }[]): PublishedBrand[] {
	return memberships.flatMap(({ brand_id }) => snapshot.findBrand(brand_id) ?? []);
}

const ofBrand = (events: readonly Event[], { id }: PublishedBrand) => events.filter(({ brand_id }) => brand_id === id);

async function sharingOn(
	context: Context,
	brand: PublishedBrand,
	events: readonly Event[],
	texts: readonly Text[],
): Promise<OwnSharing[]> {
	const edition = currentEdition(brand, context.now);
	const own = { ...context, edition };
	const asked = askedRecipients(own);
	const answered = events.filter(({ purpose }) => purpose === "third_parties").map(({ recipient }) => recipient);
	const ids = [...new Set([...asked.map(({ id }) => id), ...answered])];
	return Promise.all(
		ids.map(async (id): Promise<OwnSharing> => {
			const known = asked.find((one) => one.id === id);
			const last = lastAnswer(events, id);
			const settings = known ?? edition.legal.recipients.find((one) => one.id === id);
			const state = await stateOf(own, known, last);
			return {
				...{ brand, recipient: { id, settings }, state },
				today: known && (await wordsToday(edition, known, localeOn(brand, context.locale))),
				since: state === "given" || state === "refused" ? last?.happened_at : undefined,
				stands: last !== undefined && stands(last),
				past: pastAnswers(events, id, texts),
			};
		}),
	);
}

/** A brand asks in its own languages. */
export const localeOn = ({ look: { locales } }: PublishedBrand, locale: Locale): Locale =>
	locales.available.includes(locale) ? locale : locales.default;

async function wordsToday(edition: Edition, recipient: Recipient, locale: Locale) {
	const words = recipientWords(edition, recipient, locale);
	return { said: { words, locale }, textHash: await wordsHash(words) };
}

async function stateOf(
	context: Context,
	asked: Recipient | undefined,
	last: ConsentEvent | undefined,
): Promise<SharingState> {
	if (asked === undefined) return "gone";
	if (last === undefined) return "none";
	const isCurrent = await counts(context, asked, { textHash: last.text_hash, at: last.happened_at });
	if (!isCurrent) return stands(last) ? "changed" : "none";
	return stands(last) ? "given" : "refused";
}

function pastAnswers(events: readonly Event[], recipient: string, texts: readonly Text[]): PastAnswer[] {
	return inOrderOrByTime(events)
		.filter((event) => event.purpose === "third_parties" && event.recipient === recipient && !isEmptied(event))
		.map(({ id, kind, happened_at: at, text_hash, brand_id }) => ({
			...{ id, kind: kind as ConsentKind, at },
			words: texts
				.filter(({ brand_id: brand, hash }) => brand === brand_id && hash === text_hash)
				.map(({ words, locale }) => ({ words, locale: locale as Locale }))[0],
		}))
		.reverse();
}

/**
 * Takes a member's answer about a recipient of one of their brands.
 * @returns "changed" for a yes to words of another day; undefined without a live session
 * @throws AppError not_found where the member is not on the brand, or nobody asks there and nothing stands
 */
export async function answerOwn(
	context: RequestContext,
	brand: PublishedBrand,
	{ recipient, answer, words }: { recipient: string; answer: "yes" | "no"; words: string },
): Promise<"done" | "changed" | undefined> {
	const { realm } = context;
	const read = await readMemberships(
		context,
		({ member }) => [consentEvents([brand.id], member), ...noticeReads(realm.id, [member])] as const,
	);
	if (read === undefined) return undefined;
	const [events, ...disclosed] = read.rows;
	const edition = currentEdition(brand, context.now);
	const known = askedRecipients({ ...context, edition }).find(({ id }) => id === recipient);
	const last = lastAnswer(events, recipient);
	const canWithdraw = answer === "no" && last !== undefined && stands(last);
	const isMember = read.memberships.some(({ brand_id }) => brand_id === brand.id);
	if (!isMember || (known === undefined && !canWithdraw)) throw new AppError("not_found", "nobody asks that here");
	const isToday = known !== undefined && (await areWordsOfToday({ ...context, edition }, known, words));
	if (!isToday && !canWithdraw) return "changed";
	// A session for privacy rights ends what is shared, and begins nothing.
	if (answer === "yes" && read.member.scope === "rights") throw new AppError("not_found", "not by this session");
	const kind = answer === "yes" ? "given" : "refused";
	const choice: Choice = { recipient, kind, textHash: isToday ? words : (last?.text_hash ?? words) };
	const own = { member: read.member.id, edition, method: "settings" as const, choices: [choice] };
	const { waiting } = await recordAnswers(context, { ...own, events, disclosed });
	await confirmActs(context, waiting);
	return "done";
}
