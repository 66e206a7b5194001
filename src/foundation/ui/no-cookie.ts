import { words } from "#locales/locales.ts";
import type { Context } from "../context.ts";

/** What a page says to a browser that was given a cookie and came back without it. */
export function noCookieWords({ locale, settings }: Pick<Context, "locale" | "settings">): {
	title: string;
	lines: readonly string[];
} {
	const { title, body, allow, withoutTls } = words(locale).ui.noCookie;
	// Deployments have TLS; Safari keeps no cookie of a page without it.
	return { title, lines: [body, allow, ...(settings.stage === "development" ? [withoutTls] : [])] };
}
