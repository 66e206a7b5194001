import { readMemberships } from "#features/accounts/membership.ts";
import { storedWords } from "#features/my-data/words-answered.ts";
import { confirmActs } from "#foundation/acts/request.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand, Recipient } from "#foundation/brand/settings.ts";
import { areWordsOfToday, askedRecipients, isInTerm } from "#foundation/choice/agreed.ts";
import { aboutRecipient, recipientWords } from "#foundation/choice/words.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import { spokenLocale } from "#foundation/i18n/path.ts";
import {
	type ConsentEvent,
	type ConsentKind,
	inOrderOrByTime,
	isAbout,
	isEmptied,
	lastAnswer,
	stands,
	type WordsIn,
	wordsHash,
} from "#foundation/ledgers/consent.ts";
import { type ConsentText, consentEvents, consentTextsOf } from "#foundation/ledgers/queries.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import type { Locale } from "#locales/locales.ts";
import { type Choice, recordAnswers, refusalOf } from "./record-answers.ts";
import type { SharingForm } from "./schema.ts";

/** An answer of a member's, with the words that it was to; without them where nothing knows them any more. */
export type PastAnswer = { id: string; kind: ConsentKind; at: string; words: WordsIn | undefined };

/**
 * `changed`: a yes to other words than today's. `expired`: one that was given too long ago. `gone`: nobody asks about the
 * recipient any more.
 */
export type SharingState = "given" | "refused" | "changed" | "expired" | "none" | "gone";

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
type WithoutBrand<Form> = Form extends unknown ? Omit<Form, "brand"> : never;
type Answering = WithoutBrand<SharingForm>;

/** Undefined without a live session. */
export async function readOwnSharing(context: RequestContext) {
	const { brands } = context.realm;
	const read = await readMemberships(
		context,
		({ member }) => [consentEvents(brands, member), consentTextsOf(brands, member)] as const,
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
	texts: readonly ConsentText[],
): Promise<OwnSharing[]> {
	const edition = currentEdition(brand, context.now);
	const own = { ...context, edition };
	const asked = askedRecipients(own);
	const answered = events.filter(({ purpose }) => purpose === "third_parties").map(({ recipient }) => recipient);
	const ids = [...new Set([...asked.map(({ id }) => id), ...answered])];
	return Promise.all(
		ids.map(async (id): Promise<OwnSharing> => {
			const known = asked.find((one) => one.id === id);
			const last = lastAnswer(events, aboutRecipient(id));
			const settings = known ?? edition.legal.recipients.find((one) => one.id === id);
			const state = await stateOf(own, known, last);
			return {
				...{ brand, recipient: { id, settings }, state },
				today: known && (await wordsToday(edition, known, spokenLocale(brand.look, context.locale))),
				since: state === "given" || state === "refused" ? last?.happened_at : undefined,
				stands: last !== undefined && stands(last),
				past: pastAnswers(events, id, texts),
			};
		}),
	);
}

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
	const isToday = await areWordsOfToday(context, asked, last.text_hash);
	const isNow = isInTerm(context, last.happened_at);
	if (!stands(last)) return isToday && isNow ? "refused" : "none";
	if (!isToday) return "changed";
	return isNow ? "given" : "expired";
}

function pastAnswers(events: readonly Event[], recipient: string, texts: readonly ConsentText[]): PastAnswer[] {
	return inOrderOrByTime(events)
		.filter((event) => isAbout(event, aboutRecipient(recipient)) && !isEmptied(event))
		.map(({ id, kind, happened_at: at, text_hash, brand_id }) => ({
			...{ id, kind: kind as ConsentKind, at },
			words: storedWords(texts, brand_id, text_hash),
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
	form: Answering,
): Promise<"done" | "changed" | undefined> {
	const { realm } = context;
	const read = await readMemberships(
		context,
		({ member }) => [consentEvents([brand.id], member), ...noticeReads(realm.id, [member])] as const,
	);
	if (read === undefined) return undefined;
	const [events, ...disclosed] = read.rows;
	const edition = currentEdition(brand, context.now);
	const own = { ...context, edition, locale: spokenLocale(brand.look, context.locale) };
	const isMember = read.memberships.some(({ brand_id }) => brand_id === brand.id);
	const choice = isMember ? await choiceOf(own, form, { events, scope: read.member.scope }) : undefined;
	if (choice === undefined) throw new AppError("not_found", "nobody asks that here");
	if (choice === "changed") return choice;
	const answer = { member: read.member.id, edition, method: "settings" as const, choices: [choice] };
	const { waiting } = await recordAnswers(context, { ...answer, events, disclosed });
	await confirmActs(context, waiting);
	return "done";
}

/** Undefined where nobody asks. A session for privacy rights ends what is shared, and begins nothing. */
async function choiceOf(
	context: Context,
	form: Answering,
	{ events, scope }: { events: readonly Event[]; scope: string },
): Promise<Choice | "changed" | undefined> {
	const { recipient } = form;
	if (form.answer === "no") return refusalOf(context, recipient, events);
	const asked = askedRecipients(context).find(({ id }) => id === recipient);
	if (asked === undefined || scope === "rights") return undefined;
	if (!(await areWordsOfToday(context, asked, form.words))) return "changed";
	return { recipient, kind: "given", textHash: form.words };
}
