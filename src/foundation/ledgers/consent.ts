import type { Insertable } from "kysely";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { sha256Hex } from "../brand/snapshot.ts";
import { uuidv7 } from "../crypto/random.ts";
import type { Tables } from "../db/tables.ts";
import type { BrandId } from "../ids.ts";
import type { PurposeId } from "../register/purposes.ts";

/**
 * The consent ledger (GDPR Art. 7): one chain of events per member and brand. What holds is their fold. A consent is for
 * one brand, one purpose and one recipient, and answers certain words: when those change, it no longer holds. No brand
 * inherits another's. An event notes when it ended, and is emptied once its term after that has ended; its links stay.
 */
export type ConsentKind = "given" | "refused" | "withdrawn" | "expired" | "renewed";

export type ConsentQuestion = {
	purpose: PurposeId;
	/** '' where the consent is not about one recipient (P18). */
	recipient: string;
	/** sha256, hex, of the words that are answered. */
	textHash: string;
};

export type ConsentEvent = {
	id: string;
	purpose: string;
	recipient: string;
	/** '' for an event that was emptied. */
	kind: string;
	text_hash: string;
	happened_at: string;
	/** When the consent stopped to hold; null while it holds. */
	ended_at: string | null;
	previous_hash: string;
	hash: string;
};

/** What a special value may be for; each asks a consent of its own. */
export const SPECIAL_PURPOSES = ["profiles", "suggestions"] as const;
export type SpecialPurpose = (typeof SPECIAL_PURPOSES)[number];

/** Where the answer was given. */
export type ConsentMethod = "join" | "first_visit" | "settings" | "cookie_choice" | "statement_change" | "reopen";

const LIVE: readonly string[] = ["given", "renewed"] satisfies ConsentKind[];

/** Whether the newest answer to this question, in these words, is yes. `events`: of one member and brand. */
export function holds(events: readonly ConsentEvent[], question: ConsentQuestion): boolean {
	const last = inOrder(events).findLast((event) => isAbout(event, question));
	return last !== undefined && stands(last) && last.text_hash === question.textHash;
}

/** What is asked, in whatever words. */
export type ConsentSubject = Pick<ConsentQuestion, "purpose" | "recipient">;

export const isAbout = (event: Pick<ConsentEvent, "purpose" | "recipient">, { purpose, recipient }: ConsentSubject) =>
	event.purpose === purpose && event.recipient === recipient;

/**
 * The newest answer about this, in whatever words; of a broken chain, by time. `events`: of one member and brand.
 */
export const lastAnswer = <Event extends ConsentEvent>(
	events: readonly Event[],
	about: ConsentSubject,
): Event | undefined => inOrderOrByTime(events).findLast((event) => isAbout(event, about) && !isEmptied(event));

/** Whether an event is a consent that no later one ended. */
export function stands({ kind, ended_at }: Pick<ConsentEvent, "kind" | "ended_at">): boolean {
	return LIVE.includes(kind) && ended_at === null;
}

/** Whether the term of an event has ended, so that it only links its neighbours. */
export function isEmptied({ kind }: Pick<ConsentEvent, "kind">): boolean {
	return kind === "";
}

/**
 * The events in the order of their chain.
 * @throws Error when one is missing or comes twice: the database forbids a fork by a unique index on previous_hash
 */
export function inOrder<Event extends Pick<ConsentEvent, "previous_hash" | "hash">>(events: readonly Event[]): Event[] {
	const ordered = linkedFromFirst(events);
	if (ordered.length !== events.length) throw new Error("a chain of consents is broken");
	return ordered;
}

/** The same where a chain may be broken: then in the order of time. What is left of it is evidence all the same. */
export function inOrderOrByTime<Event extends Pick<ConsentEvent, "previous_hash" | "hash" | "happened_at">>(
	events: readonly Event[],
): Event[] {
	const ordered = linkedFromFirst(events);
	if (ordered.length === events.length) return ordered;
	return [...events].sort((one, other) => one.happened_at.localeCompare(other.happened_at));
}

function linkedFromFirst<Event extends Pick<ConsentEvent, "previous_hash" | "hash">>(
	events: readonly Event[],
): Event[] {
	const next = new Map(events.map((event) => [event.previous_hash, event]));
	const ordered: Event[] = [];
	for (let event = next.get(""); event; event = next.get(event.hash)) {
		ordered.push(event);
		if (ordered.length > events.length) break;
	}
	return ordered;
}

export type ConsentAnswer = ConsentQuestion & { kind: ConsentKind; id: string };

type NewEvent = Insertable<Tables["consent_event"]> & Pick<ConsentEvent, "ended_at">;

type Answering = { brand: BrandId; member: string; method: ConsentMethod; at: string };

/**
 * Rows for answers given at one moment, linked to what the member answered on this brand before.
 * @throws Error for a yes after a broken chain: a no follows on the last answer by time
 */
export async function consentRows(
	consent: Answering,
	answers: readonly ConsentAnswer[],
	before: readonly ConsentEvent[] = [],
): Promise<NewEvent[]> {
	const ordered = answers.some(({ kind }) => LIVE.includes(kind)) ? inOrder(before) : inOrderOrByTime(before);
	return rowsAfter(ordered.at(-1), consent, answers);
}

/** The same, linked to this event; undefined where there is none before. */
export async function rowsAfter(
	last: ConsentEvent | undefined,
	consent: Answering,
	answers: readonly ConsentAnswer[],
): Promise<NewEvent[]> {
	const rows: NewEvent[] = [];
	let previous = last?.hash ?? "";
	for (const answer of answers) {
		const row = {
			brand_id: consent.brand,
			id: answer.id,
			member_id: consent.member,
			purpose: answer.purpose,
			recipient: answer.recipient,
			kind: answer.kind,
			text_hash: answer.textHash,
			method: consent.method,
			happened_at: consent.at,
			previous_hash: previous,
		};
		previous = await hashOf(row);
		rows.push({ ...row, ended_at: LIVE.includes(answer.kind) ? null : consent.at, hash: previous });
	}
	return rows;
}

/** A withdrawal of everything that still stands. `events`: of one member and brand. */
export function withdrawals(events: readonly ConsentEvent[], now: number): ConsentAnswer[] {
	return inOrderOrByTime(events)
		.filter(stands)
		.map((event) => withdrawn(event, now));
}

/** The withdrawal of what stands about this; none where nothing does. `events`: of one member and brand. */
export function withdrawalOf(events: readonly ConsentEvent[], about: ConsentSubject, now: number): ConsentAnswer[] {
	const last = lastAnswer(events, about);
	return last !== undefined && stands(last) ? [withdrawn(last, now)] : [];
}

/** What is withdrawn are the words that were agreed to. */
const withdrawn = ({ purpose, recipient, text_hash }: ConsentEvent, now: number): ConsentAnswer => ({
	...{ purpose: purpose as PurposeId, recipient, textHash: text_hash },
	...{ kind: "withdrawn", id: uuidv7(now) },
});

/** Hex of sha256 over what was answered, in a fixed order, so that no answer can be altered unseen. */
export async function hashOf(
	row: Omit<Insertable<Tables["consent_event"]>, "hash" | "commitment" | "ended_at">,
): Promise<string> {
	const parts = [row.brand_id, row.id, row.member_id, row.purpose, row.recipient, row.kind, row.text_hash];
	return wordsHash(JSON.stringify([...parts, row.method, row.happened_at, row.previous_hash]));
}

/** Of the words that someone answered. */
export async function wordsHash(words: string): Promise<string> {
	return sha256Hex(new TextEncoder().encode(words));
}

/** Words as one language puts them. */
export type WordsIn = { words: string; locale: Locale };

/** The words that someone answered, by their hash; undefined once they read otherwise in every language. */
export async function wordsOfHash(textHash: string, wordsIn: (locale: Locale) => string): Promise<WordsIn | undefined> {
	for (const locale of LOCALES) {
		const words = wordsIn(locale);
		if ((await wordsHash(words)) === textHash) return { words, locale };
	}
	return undefined;
}
