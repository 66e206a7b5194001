import { z } from "zod";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../crypto/keys.ts";
import { open, SealBroken, seal, type UnitKey } from "../crypto/sealed.ts";
import type { Tables } from "../db/tables.ts";
import { DAY } from "../time.ts";

/**
 * A proposal to give data of a member on a legal ground, or to keep silent for longer about what was given (P22;
 * DECISIONS 122). One member of staff makes it and another decides; nothing is given before.
 */

/** GDPR Art. 6(1)(c): a law asks for it, or a court orders it. 6(1)(f), 9(2)(f): to protect own rights in law. */
export const LEGAL_GROUNDS = ["legal_duty", "court_order", "own_rights"] as const;
export type LegalGround = (typeof LEGAL_GROUNDS)[number];

/** The states in which a proposal is over are all but the first. */
export const LEGAL_STATES = ["proposed", "approved", "refused", "withdrawn", "lapsed"] as const;
export type LegalState = (typeof LEGAL_STATES)[number];

/** The unit of a row's key, before the row's id; its owner is the member. */
export const LEGAL_UNITS = "core:legal:";

/** Of what the program gives to an authority or a party: all of them stand under one id, their names are sealed. */
export const LEGAL_RECIPIENT = "legal_ground";

/** Where nothing is decided yet: no member is told of the row. */
export const NOT_SHOWN = "9999-12-31T23:59:59.999Z";

/** A proposal that nobody decides on lapses after so long. */
export const LAPSES_AFTER_MS = 28 * DAY;
/** So long the package of what was approved can be taken. */
export const PACKAGE_MS = 7 * DAY;

/** @param silentUntil of the order; ISO 8601, as the result is */
export const shownFrom = (decidedAt: string, ...silentUntil: (string | null | undefined)[]): string =>
	[decidedAt, ...silentUntil.flatMap((one) => one ?? [])].sort().at(-1) ?? decidedAt;

/** The latest end of a silence that is ordered at a moment: twelve months later. The database holds to the same. */
export function latestSilence(now: number): Date {
	const end = new Date(now);
	end.setUTCFullYear(end.getUTCFullYear() + 1);
	return end;
}

const wordsSchema = z.strictObject({
	/** Number or name by which the order is known where it came from, and its date (2026-11-30). */
	order: z.string().min(1),
	orderedOn: z.iso.date(),
	article: z.string().min(1),
	/** Who asked; '' for a silence that is prolonged. */
	recipient: z.string(),
	/** Where the reply goes. */
	address: z.string(),
	/** As the member reads it. */
	reason: z.string().min(1),
	/** By which rule the order asks for silence; '' where it asks for none. */
	silence: z.string(),
});
export type LegalWords = z.infer<typeof wordsSchema>;

type Column = "words_sealed" | "refusal_sealed";
const locationOf = (row: string, column: Column) => ({ table: "legal_disclosure", column, row });

export const sealLegalWords = (unit: UnitKey, id: string, words: LegalWords): Promise<Uint8Array> =>
	seal(unit, locationOf(id, "words_sealed"), JSON.stringify(wordsSchema.parse(words)));

export const sealRefusal = (unit: UnitKey, id: string, reason: string): Promise<Uint8Array> =>
	seal(unit, locationOf(id, "refusal_sealed"), reason);

type Sealed = Pick<Tables["legal_disclosure"], "id" | "words_sealed" | "refusal_sealed">;
export type OpenedLegal = { unit: UnitKey; words: LegalWords; refusal: string | undefined };

/** Undefined where it does not open any more: what else is known of the proposal is said all the same. */
export async function openLegal(
	ring: KeyRing,
	{ id, words_sealed, refusal_sealed }: Sealed,
	key: UnitKeyRow | undefined,
): Promise<OpenedLegal | undefined> {
	if (key === undefined) return undefined;
	try {
		const unit = await ring.openUnit(key);
		const words = wordsSchema.parse(JSON.parse(await open(unit, locationOf(id, "words_sealed"), words_sealed)));
		const refusal =
			refusal_sealed === null ? undefined : await open(unit, locationOf(id, "refusal_sealed"), refusal_sealed);
		return { unit, words, refusal };
	} catch (error) {
		if (error instanceof SealBroken || error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}

/** Names the one giving by ids alone. */
export const legalCause = (id: string): string => `legal:${id}`;
