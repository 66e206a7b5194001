import type { RealmId } from "../ids.ts";
import { newKeyBytes, type UnitKeyRow, wrapKey, wrapLocationOf } from "./key-wrap.ts";
import { uuidv7 } from "./random.ts";
import type { UnitKey } from "./sealed.ts";

/** A new random key of an erasure unit, and its row: wrapped under this key-encryption key. `now`: epoch milliseconds. */
export async function newUnit(
	{ realm, owner, unit }: { realm: RealmId; owner: string; unit: string },
	version: number,
	kek: CryptoKey,
	now: number,
): Promise<{ unit: UnitKey; row: UnitKeyRow }> {
	const bytes = newKeyBytes();
	const named = { realm_id: realm, id: uuidv7(now), owner_id: owner, unit, key_version: version };
	const wrapped_key = await wrapKey(kek, wrapLocationOf(named), bytes);
	const row: UnitKeyRow = { ...named, wrapped_key, created_at: new Date(now).toISOString() };
	return { unit: await importUnit(row, bytes), row };
}

async function importUnit(row: UnitKeyRow, bytes: Uint8Array<ArrayBuffer>): Promise<UnitKey> {
	const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
	return { id: row.id, owner: row.owner_id, unit: row.unit, key };
}
