import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { skeleton } from "#foundation/names/skeleton.ts";
import { withoutStraySigns } from "#foundation/names/unseen.ts";

/** What people type to say who they are: one spelling for storing, one for comparing. */

/** How addresses compare: without case. Dots and tags stay, since only the mail host knows what they mean. */
export function comparableEmail(address: string): string {
	return address.toLowerCase();
}

export const USER_NAME = { shortest: 3, longest: 24 } as const;

const USER_NAME_SIGNS = /^[\p{Script=Latin}\d]+(?:[._-][\p{Script=Latin}\d]+)*$/u;
const typedUserName = (text: string) => withoutStraySigns(text).trim().normalize("NFKC");

/** What is wrong with a user name: its signs, which have no length that counts, or else its length. */
export function userNameFault(text: string): "signs" | "short" | "long" | undefined {
	const name = typedUserName(text);
	if (!USER_NAME_SIGNS.test(name)) return "signs";
	const length = [...name].length;
	if (length < USER_NAME.shortest) return "short";
	return length > USER_NAME.longest ? "long" : undefined;
}

/** Letters and digits of the Latin script, single `.`, `_` or `-` between them. Undefined: no user name. */
export function parseUserName(text: string): string | undefined {
	return userNameFault(text) === undefined ? typedUserName(text) : undefined;
}

/** How user names compare: without case. */
export function comparableUserName(name: string): string {
	return name.normalize("NFKC").toLowerCase();
}

/** What somebody types to say who they are, an address or a user name, as it compares with what is stored. */
export function comparableIdentifier(text: string): { kind: "email" | "user_name"; text: string } {
	if (!text.includes("@")) return { kind: "user_name", text: comparableUserName(withoutStraySigns(text).trim()) };
	return { kind: "email", text: comparableEmail(parseMailAddress(text) ?? text.trim()) };
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
