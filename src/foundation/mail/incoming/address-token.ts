import { bytesOfHex, hexOf } from "../../crypto/random.ts";
import type { RealmId } from "../../ids.ts";
import { DAY } from "../../time.ts";

/** What an address of the mail domain takes: `t` answers about something, by its id; `b` what comes back of a mail, by its row. */
export type AddressKind = "t" | "b";

/** Days that an address takes mail, from the day on which it was given. */
export const ADDRESS_DAYS: Readonly<Record<AddressKind, number>> = { t: 28, b: 14 };

/** Whose domain it is: an operator's. */
export type MailPlace = { realm: RealmId; domain: string };
export type MailAddress = { kind: AddressKind; id: string };

const ID_BYTES = 16;
const DAY_BYTES = 2;
const MAC_BYTES = 16;

/**
 * An address that only this service can have given: `t+<token>@<domain>`, of an id (UUID) and the day. A local part has
 * 64 octets (RFC 5321, 4.5.3.1.1) and some hosts write it in small letters, so it is base32 and not a JWT.
 * `root`: TOKEN_ROOT. `now`: epoch milliseconds.
 */
export async function signAddress(
	root: Uint8Array,
	place: MailPlace,
	{ kind, id, now }: MailAddress & { now: number },
): Promise<string> {
	const day = Math.floor(now / DAY);
	const payload = new Uint8Array(ID_BYTES + DAY_BYTES);
	payload.set(bytesOfHex(id.replaceAll("-", "")).subarray(0, ID_BYTES));
	new DataView(payload.buffer).setUint16(ID_BYTES, day);
	const mac = await macOf(root, place, kind, payload);
	return `${kind}+${toBase32(new Uint8Array([...payload, ...mac]))}@${place.domain}`;
}

/** What an address that was given and still counts is for; undefined for every other, of another domain or realm too. */
export async function readAddress(
	root: Uint8Array,
	place: MailPlace,
	address: string,
	now: number,
): Promise<MailAddress | undefined> {
	const [, kind, token, domain] = /^([tb])\+([a-z2-7]{55})@(.+)$/.exec(address.toLowerCase()) ?? [];
	if ((kind !== "t" && kind !== "b") || token === undefined || domain !== place.domain.toLowerCase()) return undefined;
	const bytes = fromBase32(token);
	if (bytes.length !== ID_BYTES + DAY_BYTES + MAC_BYTES || toBase32(bytes) !== token) return undefined;
	const payload = bytes.slice(0, ID_BYTES + DAY_BYTES);
	const expected = await macOf(root, place, kind, payload);
	if (!isSame(bytes.subarray(payload.length), expected)) return undefined;
	const age = Math.floor(now / DAY) - new DataView(payload.buffer).getUint16(ID_BYTES);
	// One day ahead: two machines do not agree to the second on when a day begins.
	if (age < -1 || age > ADDRESS_DAYS[kind]) return undefined;
	return { kind, id: uuidOf(payload.subarray(0, ID_BYTES)) };
}

function uuidOf(bytes: Uint8Array): string {
	return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Without a branch on what differs. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.reduce((differs, byte, at) => differs | (byte ^ (other[at] ?? 0)), 0) === 0;
}

/** HMAC-SHA-256, cut to 128 bits (RFC 2104, 5), under a key of this purpose alone (HKDF, RFC 5869). */
async function macOf(root: Uint8Array, { realm, domain }: MailPlace, kind: AddressKind, payload: Uint8Array) {
	const material = await crypto.subtle.importKey("raw", new Uint8Array(root), "HKDF", false, ["deriveKey"]);
	const info = new TextEncoder().encode("mail address");
	const key = await crypto.subtle.deriveKey(
		{ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
		material,
		{ name: "HMAC", hash: "SHA-256", length: 256 },
		false,
		["sign"],
	);
	const place = new TextEncoder().encode(JSON.stringify([kind, realm, domain.toLowerCase()]));
	const signed = await crypto.subtle.sign("HMAC", key, new Uint8Array([...place, ...payload]));
	return new Uint8Array(signed).slice(0, MAC_BYTES);
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648, 6, in small letters and without padding. */
function toBase32(bytes: Uint8Array): string {
	let text = "";
	let [value, bits] = [0, 0];
	for (const byte of bytes) {
		value = (value << 8) | byte;
		for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(value >>> (bits - 5)) & 31];
		value &= (1 << bits) - 1;
	}
	return bits === 0 ? text : text + ALPHABET[(value << (5 - bits)) & 31];
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
	const bytes: number[] = [];
	let [value, bits] = [0, 0];
	for (const sign of text) {
		value = (value << 5) | ALPHABET.indexOf(sign);
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes.push((value >>> bits) & 255);
		value &= (1 << bits) - 1;
	}
	return Uint8Array.from(bytes);
}
