import { getPublicSuffix } from "tldts";
import { RESERVED_IDS } from "#foundation/brand/config/check-look.ts";
import { displayHost } from "#foundation/brand/config/lookalike.ts";
import { readableColorOfHue } from "#foundation/brand/theme/contrast.ts";
import { parseLocale } from "#foundation/i18n/locale.ts";
import { parseHostname } from "#foundation/names/hostname.ts";
import { BASE_LOCALE, LOCALES, type Locale, words } from "#locales/locales.ts";
import type { TenantText } from "./compile.ts";
import { unprintableSigns } from "./printed-signs.ts";
import { readToml } from "./toml.ts";

/** What a new brand is called, and looks like, before anybody says otherwise. Each of these passes the check. */

/** The host of what someone typed: a name, or a whole address with its path. */
export function hostOf(typed: string): string | undefined {
	const bare = typed.trim().replace(/^https?:\/\//i, "");
	const host = parseHostname(bare.replace(/[/?#].*$/s, "").replace(/:\d{1,5}$/, ""));
	return host?.includes(".") ? host : undefined;
}

/** The word of a host that people remember: `www.sea-side.nl` → `sea-side`. */
function rememberedWord(host: string): string {
	const [first = "", second = ""] = host.split(".");
	return first === "www" ? second : first;
}

export function idOf(host: string): string {
	const plain = rememberedWord(displayHost(host)).normalize("NFKD").replace(/\p{M}/gu, "");
	const id = plain
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	const isFree = /^[a-z][a-z0-9-]/.test(id) && !RESERVED_IDS.test(id);
	return (isFree ? id : `site-${id}`).slice(0, 31).replace(/-+$/, "");
}

const MAX_NAME = 40;

export function nameOf(host: string): string {
	const shown = rememberedWord(displayHost(host));
	const word = unprintableSigns(shown).length === 0 ? shown : rememberedWord(host);
	const parts = word.split(/[-_]+/).filter((part) => part !== "");
	const name = parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join(" ");
	return [...name].slice(0, MAX_NAME).join("").trim();
}

/** A colour of the host's own, so that brands differ before anyone chooses. */
export function colorOf(host: string): string {
	let sum = 0;
	for (const sign of host) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 360;
	return readableColorOfHue(sum);
}

/** With or without www: an address that people try. None that is too long, or that anybody's names stand under. */
export function aliasesOf(host: string): string[] {
	const alias = host.startsWith("www.") ? host.slice(4) : `www.${host}`;
	const isPublic = getPublicSuffix(alias, { allowPrivateDomains: true }) === alias;
	return alias.length > 253 || !alias.includes(".") || isPublic ? [] : [alias];
}

/** The language that most readers of the host's domain read; else that of most brands of the operator, or of all. */
export function languageFor(host: string, operator: string | undefined, texts: readonly TenantText[]): Locale {
	const domain = host.split(".").at(-1) ?? "";
	const byDomain = LOCALES.find((locale) => words(locale).language.domains.includes(domain));
	if (byDomain !== undefined) return byDomain;
	const spoken = texts.flatMap(({ role, file, text }) => {
		const read = role === "brand" ? readToml(file, text) : undefined;
		if (read === undefined || "problem" in read) return [];
		const { operator: owner, locales } = Object(read.source.value);
		const locale = parseLocale(String(Object(locales).default));
		return locale === undefined ? [] : [{ locale, isOwn: owner === operator }];
	});
	// An operator without brands has its first beside those of the others.
	const own = spoken.filter(({ isOwn }) => isOwn);
	const beside = own.length > 0 ? own : spoken;
	const count = (locale: Locale) => beside.filter((one) => one.locale === locale).length;
	return LOCALES.reduce((best, locale) => (count(locale) > count(best) ? locale : best), BASE_LOCALE);
}

/** A colour of what someone typed, with or without #, long or short: `#rrggbb`. */
export function colorWritten(written: string): string | undefined {
	const [, digits = ""] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(written.trim()) ?? [];
	if (digits === "") return undefined;
	return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`.toLowerCase();
}
