import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken, seal, type UnitKey } from "../../crypto/sealed.ts";

/**
 * What a request says and what was answered, under a key of the request's own, which goes with the row and outlives the
 * account: an answer is accounted for after it (GDPR Art. 5(2)).
 */

/** The unit of a request's key, before its id; its owner is the member. */
export const REQUEST_UNITS = "core:request:";

export const REQUEST_WORDS = ["text_sealed", "extension_sealed", "answer_sealed"] as const;
export type RequestWords = (typeof REQUEST_WORDS)[number];

const locationOf = (id: string, column: RequestWords) => ({ table: "rights_request", column, row: id });

export const sealWords = (unit: UnitKey, id: string, column: RequestWords, words: string): Promise<Uint8Array> =>
	seal(unit, locationOf(id, column), words);

/** Undefined where nothing stands there, or it does not open any more: the rest of the request is shown all the same. */
export async function openWords(
	ring: () => Promise<KeyRing>,
	request: { id: string } & Record<RequestWords, Uint8Array | null>,
	column: RequestWords,
	keys: readonly UnitKeyRow[],
): Promise<string | undefined> {
	const { id, [column]: sealed } = request;
	const key = keys.find(({ unit }) => unit === `${REQUEST_UNITS}${id}`);
	if (sealed === null || key === undefined) return undefined;
	try {
		return await open(await (await ring()).openUnit(key), locationOf(id, column), sealed);
	} catch (error) {
		if (error instanceof SealBroken || error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}
