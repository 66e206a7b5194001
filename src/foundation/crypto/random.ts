const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => HEX[byte]).join("");
}

export const bytesOfHex = (hex: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** UUID version 7 (RFC 9562, 5.7): ascends by millisecond, so that rows of one time stand together. */
export function uuidv7(now: number): string {
	return uuidv7Of(now, crypto.getRandomValues(new Uint8Array(16)));
}

/** The same with the bytes of a hash: of one cause, always the same. */
export function uuidv7Of(now: number, hash: Uint8Array): string {
	const bytes = hash.slice(0, 16);
	const view = new DataView(bytes.buffer);
	view.setUint16(0, Math.floor(now / 2 ** 32));
	view.setUint32(2, now % 2 ** 32);
	return uuidOf(bytes, 7);
}

/** UUID version 8 (RFC 9562, 5.8) of the first 16 bytes of a hash: of one cause, always the same. */
export function uuidv8(hash: Uint8Array): string {
	return uuidOf(hash.slice(0, 16), 8);
}

function uuidOf(bytes: Uint8Array, version: number): string {
	const view = new DataView(bytes.buffer);
	view.setUint8(6, (view.getUint8(6) & 0x0f) | (version << 4));
	view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
	const hex = hexOf(bytes);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Unguessable text for links, codes and cookies: base64url without padding, of 32 random bytes unless told. */
export function randomToken(bytes = 32): string {
	return toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** Unguessable bytes. */
export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(count));
}

/** From 0 to below 1, for waits that must not fall in step; nothing hangs on it being unguessable. */
export function randomFraction(): number {
	return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

/** SHA-256 of bytes, or of a text's UTF-8: what the database holds of a token. */
export async function sha256(content: string | Uint8Array): Promise<Uint8Array> {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
	return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** RFC 4648, 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Bytes of base64 in either alphabet, padded or not; undefined for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
	try {
		const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
		return Uint8Array.from(binary, (character) => character.charCodeAt(0));
	} catch {
		return undefined;
	}
}
