import { z } from "zod";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "#foundation/crypto/keys.ts";
import { open, SealBroken, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { ITEM_IDS } from "#foundation/register/items.ts";
import { LOCALES } from "#locales/locales.ts";
import { type EntryKind, NOT_TOLD_GROUNDS, RISKS } from "./breach.ts";

/** What the entries of a breach say, sealed under its own key. */

/** The unit of that key; its owner is the breach. */
export const BREACH_UNIT = "breach";

/** What was touched: sites, kinds of data of the register, and from when to when. Times are ISO 8601. */
export const scopeSchema = z.strictObject({
	brands: z.array(z.string()),
	items: z.array(z.enum(ITEM_IDS)),
	from: z.iso.datetime(),
	to: z.iso.datetime(),
});
export type Scope = z.infer<typeof scopeSchema>;

const letterSchema = z.strictObject({ nature: z.string(), consequences: z.string(), measures: z.string() });
export type LetterWords = z.infer<typeof letterSchema>;

const reason = z.strictObject({ reason: z.string() });
const entrySchemas = {
	recorded: z.strictObject({
		scope: scopeSchema,
		happened: z.string(),
		systems: z.string(),
		measures: z.string(),
	}),
	added: z.strictObject({ text: z.string() }),
	assessed: z.strictObject({ risk: z.enum(RISKS), reason: z.string() }),
	/** `delay`: why it was not told in time; '' where it was. */
	authority_told: z.strictObject({ on: z.iso.datetime(), reference: z.string(), delay: z.string() }),
	authority_not_told: reason,
	members_told: z.strictObject({ on: z.iso.datetime(), how: z.string() }),
	members_not_told: z.strictObject({ ground: z.enum(NOT_TOLD_GROUNDS), reason: z.string() }),
	letter_begun: z.strictObject({
		scope: scopeSchema,
		reason: z.string(),
		letter: z.record(z.enum(LOCALES), letterSchema),
	}),
	letter_ended: z.strictObject({ queued: z.number(), failed: z.number() }),
	closed: reason,
	reopened: reason,
} satisfies Record<EntryKind, z.ZodType>;

export type EntryWords = {
	[Kind in EntryKind]: { what: Kind; words: z.infer<(typeof entrySchemas)[Kind]> };
}[EntryKind];
export type WordsOf<Kind extends EntryKind> = z.infer<(typeof entrySchemas)[Kind]>;

type Place = Pick<Tables["breach_entry"], "breach_id" | "number">;
const locationOf = ({ breach_id, number }: Place) => ({
	...{ table: "breach_entry", column: "words_sealed" },
	row: `${breach_id} ${number}`,
});

export const sealEntry = (unit: UnitKey, place: Place, { what, words }: EntryWords): Promise<Uint8Array> =>
	seal(unit, locationOf(place), JSON.stringify(entrySchemas[what].parse(words)));

type Sealed = Place & Pick<Tables["breach_entry"], "what" | "words_sealed">;

/** Undefined where it does not open any more: that there is an entry is said all the same. */
export async function openEntry(unit: UnitKey | undefined, entry: Sealed): Promise<EntryWords | undefined> {
	if (unit === undefined) return undefined;
	try {
		const what = entry.what as EntryKind;
		const words = entrySchemas[what].parse(JSON.parse(await open(unit, locationOf(entry), entry.words_sealed)));
		return { what, words } as EntryWords;
	} catch (error) {
		if (error instanceof SealBroken || error instanceof z.ZodError) return undefined;
		throw error;
	}
}

export async function unitOf(ring: KeyRing, key: UnitKeyRow | undefined): Promise<UnitKey | undefined> {
	if (key === undefined) return undefined;
	try {
		return await ring.openUnit(key);
	} catch (error) {
		if (error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}
