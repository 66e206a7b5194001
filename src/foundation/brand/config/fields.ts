import { z } from "zod";
import { countryCodeOf, isCountry } from "../../i18n/countries.ts";
import { parseHostname } from "../../names/hostname.ts";
import { parseMailAddress } from "../../names/mail-address.ts";

type Refusal = { why: string; fix: string };

/** What makes a text unfit for a page, a mail header or a legal document: markup and invisible characters. */
function textFault(text: string): Refusal | undefined {
	if (/[<>]/.test(text) || /&(#|[a-z]{2,12};)/i.test(text)) {
		return { why: "holds HTML or another markup", fix: "Write plain text: no < or >, no &entities;." };
	}
	if (/[\p{Bidi_Control}]/u.test(text)) {
		return { why: "holds a character that turns the reading direction", fix: "Remove the invisible character." };
	}
	if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
		return { why: "holds a control character or a line break", fix: "Write it on one line, without tabs." };
	}
	if (/\p{C}/u.test(text)) {
		return { why: "holds an invisible or unassigned character", fix: "Remove the invisible character." };
	}
	if (text.includes("=?")) {
		// RFC 2047: in the header of a mail it could begin a word that reads as something else.
		return { why: 'holds "=?"', fix: "Write plain text: mail programs read =? as the beginning of a coded word." };
	}
	if (/\b(javascript|vbscript|data)\s*:/i.test(text)) {
		return { why: "holds a script address", fix: "Write plain text without addresses." };
	}
	if (text.trim() !== text) return { why: "begins or ends with a space", fix: "Remove the space." };
	return undefined;
}

function hostFault(text: string): Refusal | undefined {
	const canonical = parseHostname(text);
	if (canonical === undefined)
		return { why: "is no hostname", fix: 'Write a name like "example.com", without https://.' };
	if (canonical !== text) return { why: "is not in its canonical form", fix: `Write "${canonical}".` };
	if (canonical.includes("_"))
		return { why: "holds an underscore, which no certificate may name", fix: "Write letters, digits and hyphens." };
	if (!canonical.includes(".")) return { why: "has no dot", fix: 'Write the whole name, like "example.com".' };
	return undefined;
}

function urlFault(text: string): Refusal | undefined {
	const fix = 'Write an address like "https://example.com/contact".';
	if (!URL.canParse(text)) return { why: "is no web address", fix };
	const url = new URL(text);
	if (url.protocol !== "https:") return { why: "is not an https address", fix };
	if (url.username !== "" || url.password !== "") return { why: "holds a user name", fix };
	return parseHostname(url.hostname) === undefined ? { why: "names no public host", fix } : undefined;
}

function countryFault(text: string): Refusal | undefined {
	if (isCountry(text)) return undefined;
	const meant = countryCodeOf(text);
	const fix = meant === undefined ? 'Write two letters of ISO 3166-1, like "NL".' : `Write "${meant}".`;
	return { why: "is no country code", fix };
}

/** Seven to fifteen digits (E.164), in the groups that a country is used to: `+49 30 123456-0`, `+44 (0)20 7946 0018`. */
function phoneFault(text: string): Refusal | undefined {
	const fix = 'Write it as it is called from abroad: "+31 20 555 0100", "+49 30 123456-0".';
	if (!text.startsWith("+")) return { why: "does not begin with + and the country's digits", fix };
	if (!/^[+][1-9][0-9]{0,2}(?:[ ./-]?(?:[0-9]+|[(][0-9]{1,5}[)]))+$/.test(text))
		return { why: "is no phone number", fix };
	const digits = text.replace("(0)", "").replace(/[^0-9]/g, "").length;
	return digits < 7 || digits > 15 ? { why: `has ${digits} digits; a phone number has 7 to 15`, fix } : undefined;
}

/** Each country has its form, some with a word behind it (Swiss MWST, Norwegian MVA): letters, digits, what groups them. */
function vatFault(text: string): Refusal | undefined {
	const fix =
		'Write it as it is registered, with its letters: "NL001234567B01", "BE 0123.456.789", "CHE-123.456.789 MWST".';
	if (!/^[A-Z]/.test(text)) return { why: "does not begin with the letters of the country", fix };
	const parts = text.split(/[ .-]/);
	const isPlain = parts.every((part) => /^[0-9A-Z]+[+*]?[0-9A-Z]*$/.test(part));
	const bare = parts.join("");
	if (!isPlain || !/^[A-Z]{2,3}[0-9A-Z+*]{2,18}$/.test(bare) || !/[0-9]{2}/.test(bare))
		return { why: "is no number for value added tax", fix };
	return undefined;
}

function refined(about: string, maximum: number, fault: (text: string) => Refusal | undefined, pattern: string) {
	return z
		.string()
		.min(1)
		.max(maximum)
		.superRefine((text, context) => {
			// A text that is too long is refused for that alone, so no expression below sees a long text.
			const refusal = text.length > maximum ? undefined : fault(text);
			if (refusal === undefined) return;
			context.addIssue({ code: "custom", message: refusal.why, params: { fix: refusal.fix } });
		})
		.meta({ description: about, pattern });
}

/** One line of plain text, as people read it. */
export function plainText(about: string, maximum: number) {
	return refined(about, maximum, textFault, "^[^<>]*$");
}

export function hostname(about: string) {
	return refined(about, 253, hostFault, "^[a-z0-9_-]+([.][a-z0-9_-]+)+$");
}

export function httpsAddress(about: string) {
	return refined(about, 300, urlFault, "^https://");
}

export function country(about: string) {
	return refined(`${about} Two letters, ISO 3166-1: "NL".`, 60, countryFault, "^[A-Z]{2}$");
}

export function phone(about: string) {
	return refined(`${about} International form: "+31 20 555 0100".`, 40, phoneFault, "^[+][0-9 ()./-]+$");
}

export function vatNumber(about: string) {
	return refined(`${about} With its letters: "NL001234567B01".`, 30, vatFault, "^[A-Z]{2}");
}

function mailFault(text: string): Refusal | undefined {
	const address = parseMailAddress(text);
	if (address === undefined) return { why: "is no e-mail address", fix: 'Write an address like "info@example.com".' };
	// The case of a host says nothing; another spelling of it would stand on pages and in links to write.
	const isSpelled = address.toLowerCase() === text.toLowerCase();
	return isSpelled ? undefined : { why: "is not in the form that mail is sent to", fix: `Write "${address}".` };
}

export function email(about: string) {
	return refined(`${about} An e-mail address.`, 254, mailFault, "^[^@ ]+@[^@ ]+[.][^@. ]{2,}$");
}

export function color(about: string) {
	return z
		.string()
		.regex(/^#[0-9a-fA-F]{6}$/)
		.meta({ description: `${about} Six hexadecimal digits: "#1f5f6b".` });
}

/** An id that other keys refer to. */
export function reference(about: string) {
	return z
		.string()
		.regex(/^[a-z0-9][a-z0-9-]{1,40}$/)
		.meta({ description: about });
}
