import type { Locale } from "#locales/locales.ts";
import type { Look } from "../brand/settings.ts";
import { preferredLocale } from "../i18n/preferred-locale.ts";
import type { AppContext } from "./resolve-site.ts";

/** What the language of a bare front door depends on, beside its address. */
export const FIRST_LANGUAGE_VARY = ["Accept-Language", "Cookie", "Sec-Fetch-Site", "Sec-GPC"].join(", ");

/**
 * The language, other than the brand's default, that a browser without a remembered one asks for on its first visit. A
 * reader who comes from a page of the site itself has seen its language, and keeps it, cookie or not.
 */
export function firstLanguage(headers: Headers, { default: standard, available }: Look["locales"]): Locale | undefined {
	const asked = headers.get("Accept-Language");
	if (asked === null || available.length < 2 || headers.get("Sec-Fetch-Site") === "same-origin") return undefined;
	const locale = preferredLocale(asked, available);
	return locale === standard ? undefined : locale;
}

export const firstLanguageOf = (c: AppContext) => firstLanguage(c.req.raw.headers, c.var.edition.brand.look.locales);
