import { Unavailable } from "../errors.ts";

/** The opened key of an erasure unit; `id` is its row in `unit_key`. */
export type UnitKey = { id: string; owner: string; unit: string; key: CryptoKey };

/** Where a value stands. It is part of what is sealed, so a value that is moved elsewhere does not open. */
export type SealedLocation = { table: string; column: string; row: string };

/** Not sealed by this key, not for this place, or changed since: it is there, and cannot be read. */
export class SealBroken extends Unavailable {}

/** First byte of every sealed value; another number is another format. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
// Made once: a page opens a hundred values.
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce: format, nonce, ciphertext with tag. The text is padded first
 * (ISO/IEC 7816-4, to steps of 32 bytes, of 256 beyond 256), because a length can tell a choice from a list.
 */
export async function seal(unit: UnitKey, location: SealedLocation, text: string): Promise<Uint8Array> {
	const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
	const padded = pad(encoder.encode(text));
	const sealed = await crypto.subtle.encrypt(parameters(nonce, unit, location), unit.key, padded);
	const bytes = new Uint8Array(1 + NONCE_BYTES + sealed.byteLength);
	bytes[0] = FORMAT;
	bytes.set(nonce, 1);
	bytes.set(new Uint8Array(sealed), 1 + NONCE_BYTES);
	return bytes;
}

/**
 * Without a copy and without a promise more than it needs: a page opens a hundred values.
 * @throws SealBroken
 */
export function open(unit: UnitKey, location: SealedLocation, sealed: Uint8Array): Promise<string> {
	if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE_BYTES + TAG_BYTES)
		return Promise.reject(new SealBroken("no sealed value of this format"));
	const bytes = sealed as Uint8Array<ArrayBuffer>;
	const with_ = parameters(bytes.subarray(1, 1 + NONCE_BYTES), unit, location);
	return crypto.subtle.decrypt(with_, unit.key, bytes.subarray(1 + NONCE_BYTES)).then(
		(padded) => decoder.decode(unpad(new Uint8Array(padded))),
		() => {
			throw new SealBroken(`${location.table}.${location.column} does not open under this key`);
		},
	);
}

function parameters(nonce: Uint8Array<ArrayBuffer>, unit: UnitKey, location: SealedLocation): AesGcmParams {
	const { table, column, row } = location;
	// JSON keeps the parts apart whatever they contain.
	const data = JSON.stringify(["livery", FORMAT, table, column, row, unit.owner, unit.unit, unit.id]);
	return { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(data) };
}

function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	const step = bytes.length < 256 ? 32 : 256;
	const padded = new Uint8Array(Math.ceil((bytes.length + 1) / step) * step);
	padded.set(bytes);
	padded[bytes.length] = 0x80;
	return padded;
}

function unpad(padded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
	const end = padded.lastIndexOf(0x80);
	if (end < 0) throw new SealBroken("the padding is missing");
	return padded.subarray(0, end);
}
