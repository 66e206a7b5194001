/** Keys that are derived, never stored: one secret of the Worker and one salt give all keys of a version. */

import { hexOf } from "./random.ts";

const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const encoder = new TextEncoder();

/** What a wrapped key belongs to; a row whose key was exchanged for another's does not open. */
export type WrapLocation = { realm: string; id: string; owner: string; unit: string; version: number };

export function wrapLocationOf(row: Omit<UnitKeyRow, "wrapped_key" | "created_at">): WrapLocation {
	return { realm: row.realm_id, id: row.id, owner: row.owner_id, unit: row.unit, version: row.key_version };
}

/** A row of `unit_key`: the key of one erasure unit, wrapped. Deleting it erases what it sealed, in every copy. */
export type UnitKeyRow = {
	realm_id: string;
	id: string;
	owner_id: string;
	unit: string;
	wrapped_key: Uint8Array;
	key_version: number;
	created_at: string;
};

/** KEK n = HKDF-SHA-256 (RFC 5869) of the Worker's secret with salt n. */
export async function deriveKeyEncryptionKey(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	version: number,
): Promise<CryptoKey> {
	return derive(root, salt, ["key-encryption", version], { name: "AES-GCM", length: 256 }, [
		"encrypt",
		"decrypt",
		"unwrapKey",
	]);
}

/** HMAC-SHA-256 key of a blind index: another one for every realm, kind and version. */
export async function deriveIndexKey(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	use: { kind: string; realm: string; version: number },
): Promise<CryptoKey> {
	const info = ["index", use.version, use.realm, use.kind];
	return derive(root, salt, info, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
}

/**
 * Tells whether secret and salt are those of a version, and nothing of either: HMAC-SHA-256 under a key that is
 * derived beside KEK n. Hex.
 */
export async function deriveKeyCheck(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	version: number,
): Promise<string> {
	const algorithm = { name: "HMAC", hash: "SHA-256", length: 256 };
	const key = await derive(root, salt, ["key-check", version], algorithm, ["sign"]);
	return hexOf(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode("livery"))));
}

/** HMAC-SHA-256 key of imprints under a hold salt: another one for every realm and kind. */
export async function deriveHoldKey(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	use: { kind: string; realm: string; name: string },
): Promise<CryptoKey> {
	const info = ["hold", use.name, use.realm, use.kind];
	return derive(root, salt, info, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
}

/** HMAC-SHA-256 key of one day and realm. */
export async function deriveDayKey(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	use: { day: string; realm: string },
): Promise<CryptoKey> {
	return derive(root, salt, ["day", use.day, use.realm], { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
}

/** AES-256-GCM key of the acts of one realm that stand outside the database; gone with the salt of its version. */
export async function deriveActKey(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	use: { realm: string; version: number },
): Promise<CryptoKey> {
	const info = ["act", use.version, use.realm];
	return derive(root, salt, info, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
}

async function derive(
	root: Uint8Array,
	salt: Uint8Array<ArrayBuffer>,
	purpose: readonly (string | number)[],
	algorithm: AesKeyGenParams | HmacKeyGenParams,
	usages: KeyUsage[],
): Promise<CryptoKey> {
	const secret = await crypto.subtle.importKey("raw", new Uint8Array(root), "HKDF", false, ["deriveKey"]);
	const info = encoder.encode(JSON.stringify(["livery", ...purpose]));
	return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, secret, algorithm, false, usages);
}

export function newKeyBytes(): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/** AES-256-GCM: nonce, then the sealed key with its tag. */
export async function wrapKey(
	kek: CryptoKey,
	location: WrapLocation,
	key: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
	const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
	const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters(nonce, location), kek, key));
	const wrapped = new Uint8Array(NONCE_BYTES + sealed.length);
	wrapped.set(nonce);
	wrapped.set(sealed, NONCE_BYTES);
	return wrapped;
}

/** @throws when the key was wrapped under another KEK, or for another place */
export async function unwrapKey(
	kek: CryptoKey,
	location: WrapLocation,
	wrapped: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = new Uint8Array(wrapped);
	const nonce = bytes.subarray(0, NONCE_BYTES);
	return new Uint8Array(await crypto.subtle.decrypt(parameters(nonce, location), kek, bytes.subarray(NONCE_BYTES)));
}

/** The same, as a key for values; its bytes are never seen. @throws as `unwrapKey` */
export function importWrapped(kek: CryptoKey, location: WrapLocation, wrapped: Uint8Array): Promise<CryptoKey> {
	const bytes = wrapped as Uint8Array<ArrayBuffer>;
	const with_ = parameters(bytes.subarray(0, NONCE_BYTES), location);
	const sealed = bytes.subarray(NONCE_BYTES);
	return crypto.subtle.unwrapKey("raw", sealed, kek, with_, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function parameters(nonce: Uint8Array<ArrayBuffer>, location: WrapLocation): AesGcmParams {
	const { realm, id, owner, unit, version } = location;
	const data = encoder.encode(JSON.stringify(["livery", realm, id, owner, unit, version]));
	return { name: "AES-GCM", iv: nonce, additionalData: data };
}
