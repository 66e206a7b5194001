import { toBase64Url } from "./random.ts";

/**
 * The key of a chain of records, from KEK_ROOT alone (HKDF, RFC 5869): no rotation ends it, for the records outlive
 * many. Who can write to the database cannot make a hash under it.
 */
export async function chainKey(root: Uint8Array, name: string): Promise<CryptoKey> {
	const material = await crypto.subtle.importKey("raw", root as Uint8Array<ArrayBuffer>, "HKDF", false, ["deriveKey"]);
	const info = new TextEncoder().encode(JSON.stringify(["livery", "chain", name]));
	return crypto.subtle.deriveKey(
		{ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
		material,
		{ name: "HMAC", hash: "SHA-256", length: 256 },
		false,
		["sign"],
	);
}

/** HMAC-SHA-256 of the parts in their order, base64url. */
export async function chainHash(key: CryptoKey, parts: readonly (string | number | Uint8Array)[]): Promise<string> {
	const text = JSON.stringify(parts.map((part) => (part instanceof Uint8Array ? toBase64Url(part) : part)));
	return toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text))));
}
