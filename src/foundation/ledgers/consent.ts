import type { Insertable } from "kysely";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { sha256Hex } from "../brand/snapshot.ts";
import type { Tables } from "../db/tables.ts";
import type { BrandId } from "../ids.ts";
import type { PurposeId } from "../register/purposes.ts";

/**
 * The consent ledger (GDPR Art. 7): rows that never change, one chain per member and brand. What holds is their fold.
 * A consent is for one brand, one purpose and one recipient, and answers certain words: when those change, it no
 * longer holds. No brand inherits another's.
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
	kind: string;
	text_hash: string;
	happened_at: string;
	previous_hash: string;
	hash: string;
};

/** What a special value may be for; each asks a consent of its own. */
export const SPECIAL_PURPOSES = ["profiles", "suggestions"] as const;
export type SpecialPurpose = (typeof SPECIAL_PURPOSES)[number];

/** Where the answer was given. */
export type ConsentMethod = "join" | "first_visit" | "settings" | "statement_change" | "reopen";

const LIVE: readonly string[] = ["given", "renewed"] satisfies ConsentKind[];

/** Whether the newest answer to this question, in these words, is yes. `events`: of one member and brand. */
export function holds(events: readonly ConsentEvent[], question: ConsentQuestion): boolean {
	const last = inOrder(events).findLast(
		({ purpose, recipient }) => purpose === question.purpose && recipient === question.recipient,
	);
	return last !== undefined && LIVE.includes(last.kind) && last.text_hash === question.textHash;
}

/**
 * The events in the order of their chain.
 * @throws Error when one is missing or comes twice: the database forbids a fork by a unique index on previous_hash
 */
export function inOrder(events: readonly ConsentEvent[]): ConsentEvent[] {
	const next = new Map(events.map((event) => [event.previous_hash, event]));
	const ordered: ConsentEvent[] = [];
	for (let event = next.get(""); event; event = next.get(event.hash)) {
		ordered.push(event);
		if (ordered.length > events.length) break;
	}
	if (ordered.length !== events.length) throw new Error("a chain of consents is broken");
	return ordered;
}

export type ConsentAnswer = ConsentQuestion & { kind: ConsentKind; id: string };

/** Rows for answers given at one moment, linked to what the member answered on this brand before. */
export async function consentRows(
	consent: { brand: BrandId; member: string; method: ConsentMethod; at: string },
	answers: readonly ConsentAnswer[],
	before: readonly ConsentEvent[] = [],
): Promise<Insertable<Tables["consent_event"]>[]> {
	const rows: Insertable<Tables["consent_event"]>[] = [];
	let previous = inOrder(before).at(-1)?.hash ?? "";
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
		rows.push({ ...row, hash: previous });
	}
	return rows;
}

/** Hex of sha256 over every column in a fixed order, so that no row can be altered unseen. */
export async function hashOf(row: Omit<Insertable<Tables["consent_event"]>, "hash" | "commitment">): Promise<string> {
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
