import type { Locale } from "#locales/locales.ts";

/** A brand in a language: of its look, what addresses are made of. */
type BrandLocale = { look: { locales: { default: Locale }; hosts: { primary: string } }; locale: Locale };

/** The language in which a brand speaks to a reader of this one: its own, where it has no other. */
export const spokenLocale = ({ locales }: { locales: SpokenIn }, locale: Locale): Locale =>
	locales.available.includes(locale) ? locale : locales.default;

type SpokenIn = { default: Locale; available: readonly Locale[] };

/** The brand's default language has no prefix, the others have one: `/privacy`, `/en/privacy`. */
export function localePath({ look, locale }: BrandLocale, path: string, wanted: Locale = locale): string {
	if (wanted === look.locales.default) return path;
	return path === "/" || path.startsWith("/?") ? `/${wanted}${path.slice(1)}` : `/${wanted}${path}`;
}

/** An absolute address: from the brand's settings, never from a request (DECISIONS 2). */
export function absoluteUrl(brandLocale: BrandLocale, path: string, wanted?: Locale): string {
	return `https://${brandLocale.look.hosts.primary}${localePath(brandLocale, path, wanted)}`;
}

/** Paths of the brand get the locale's prefix; anchors, files with their own language and other sites stay as they are. */
export function linkHref(brandLocale: BrandLocale, href: string): string {
	return href.startsWith("/") && !href.startsWith("//") ? localePath(brandLocale, href) : href;
}
