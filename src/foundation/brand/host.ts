import { LOCALES } from "#locales/locales.ts";
import { parseHostname } from "../names/hostname.ts";

/**
 * A name that `parseHostname` gives back as it is, so that the usual request costs no parsing: lower case, at least
 * two labels, no punycode (which must be valid), no last label that begins like a number (which would be IPv4).
 */
const CANONICAL =
	/^(?!.{254})(?!(?:.*\.)?xn--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The hostname that a request names, read from the raw authority of its URL (in workerd `request.url` is
 * not normalised). No header but Host reaches this: X-Forwarded-Host and its kin are never looked at.
 */
export function requestHostname(url: string): string | undefined {
	const start = url.indexOf("://");
	if (start < 0) return undefined;
	const rest = url.slice(start + 3);
	const end = rest.search(/[/?#]/);
	const authority = end < 0 ? rest : rest.slice(0, end);
	return CANONICAL.test(authority) ? authority : parseHostname(authority);
}

/** Path and query as the client wrote them; `new URL` would rewrite them. */
export function splitUrl(url: string): { pathname: string; search: string } {
	const start = url.indexOf("/", url.indexOf("://") + 3);
	if (start < 0) return { pathname: "/", search: "" };
	const rest = url.slice(start).replace(/#.*$/s, "");
	const query = rest.indexOf("?");
	return query < 0 ? { pathname: rest, search: "" } : { pathname: rest.slice(0, query), search: rest.slice(query) };
}

export const LOCALE_PREFIX = new RegExp(`^/(${LOCALES.join("|")})(?=/|$)`);

/** The path that routes are matched on: without locale prefix. Whether the brand speaks it is checked later. */
export function routePath(url: string): string {
	return splitUrl(url).pathname.replace(LOCALE_PREFIX, "") || "/";
}
