import { skeleton } from "#foundation/names/skeleton.ts";

/** What people type to say who they are: one spelling for storing, one for comparing. */

const MAX_EMAIL_LENGTH = 254;
/** RFC 5321 4.1.2 without quoted local parts and address literals, which no member of a site has. */
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

/** The address as mail is sent to it: host in lower case and ASCII. Undefined: no address. */
export function parseEmail(text: string): string | undefined {
	const trimmed = text.trim().normalize("NFC");
	const at = trimmed.lastIndexOf("@");
	if (at < 1 || trimmed.length > MAX_EMAIL_LENGTH) return undefined;
	const host = asciiHost(trimmed.slice(at + 1));
	const address = `${trimmed.slice(0, at)}@${host ?? ""}`;
	const plain = EMAIL.test(address) && !address.includes("..") && !/^\.|\.@/.test(address);
	return plain ? address : undefined;
}

/** How addresses compare: without case. Dots and tags stay, since only the mail host knows what they mean. */
export function comparableEmail(address: string): string {
	return address.toLowerCase();
}

function asciiHost(host: string): string | undefined {
	if (!/^[\p{L}\p{N}.-]+$/u.test(host)) return undefined;
	try {
		return new URL(`http://${host}/`).hostname;
	} catch {
		return undefined;
	}
}

export const USER_NAME = { shortest: 3, longest: 24 } as const;

/** Letters and digits of the Latin script, single `.`, `_` or `-` between them. Undefined: no user name. */
export function parseUserName(text: string): string | undefined {
	const name = text.trim().normalize("NFKC");
	const { shortest, longest } = USER_NAME;
	if ([...name].length < shortest || [...name].length > longest) return undefined;
	return /^[\p{Script=Latin}\d]+(?:[._-][\p{Script=Latin}\d]+)*$/u.test(name) ? name : undefined;
}

/** How user names compare: without case. */
export function comparableUserName(name: string): string {
	return name.normalize("NFKC").toLowerCase();
}

/** What somebody types to say who they are, an address or a user name, as it compares with what is stored. */
export function comparableIdentifier(text: string): { kind: "email" | "user_name"; text: string } {
	if (!text.includes("@")) return { kind: "user_name", text: comparableUserName(text.trim()) };
	return { kind: "email", text: comparableEmail(parseEmail(text) ?? text.trim()) };
}

/** Raised with every change of what looks alike (`src/foundation/names`, and the function below), by hand. */
export const LIKENESS_VERSION = 1;

/** What a name looks like at a glance: two names of one likeness are not given out (P03). */
export function confusableSkeleton(name: string): string {
	// A spelling, beside a look: "Strasse" and "straße" are one name.
	return skeleton(comparableUserName(name).replace(/ß/gu, "ss"));
}

/** Stands in for the likeness of a name that was given out before another of the same likeness was found. */
export function exactLikenessOf(name: string): string {
	return `=${comparableUserName(name)}`;
}
