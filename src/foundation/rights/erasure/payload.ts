import { z } from "zod";
import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { sha256 } from "../../crypto/random.ts";
import { open, seal, type UnitKey } from "../../crypto/sealed.ts";
import { localeSchema } from "../../i18n/locale.ts";

/** A recipient as it is named, and the notice that tells it of the erasure. */
const toldRecipient = z.strictObject({ name: z.string(), notice: z.string() });
export type ToldRecipient = z.infer<typeof toldRecipient>;

/**
 * What the last steps of an erasure need of a member of whom nothing else is left: where the receipt goes, and what to
 * look for. It is sealed under a key of the erasure's own, which goes as the receipt is issued.
 */
const payloadSchema = z.strictObject({
	address: z.string(),
	locale: localeSchema,
	/** The brand that writes to the member. */
	brand: z.string(),
	salt: z.string(),
	/** Names of objects, or what they begin with. */
	objects: z.array(z.string()),
	/** Keyed imprints that led to the member, base64url. */
	imprints: z.array(z.string()),
	/** Beginnings of the SHA-256 of the identifiers of the keys that go, in hex. */
	fingerprints: z.array(z.string()),
	recipients: z.array(toldRecipient),
});
export type ErasurePayload = z.infer<typeof payloadSchema>;

const locationOf = (row: string) => ({ table: "erasure", column: "payload_sealed", row });

export const sealPayload = (unit: UnitKey, erasure: string, payload: ErasurePayload): Promise<Uint8Array> =>
	seal(unit, locationOf(erasure), JSON.stringify(payload));

/** @throws KeyUnavailable, SealBroken */
export async function openPayload(
	ring: KeyRing,
	erasure: string,
	sealed: Uint8Array,
	key: UnitKeyRow,
): Promise<{ payload: ErasurePayload; unit: UnitKey }> {
	const unit = await ring.openUnit(key);
	return { payload: payloadSchema.parse(JSON.parse(await open(unit, locationOf(erasure), sealed))), unit };
}

/** Of a key that goes: the row of the key in a copy shows that this is the one. Hex. */
export async function fingerprintOf(keyId: string): Promise<string> {
	const bytes = await sha256(JSON.stringify(["key", keyId]));
	return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
