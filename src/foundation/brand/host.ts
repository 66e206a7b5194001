import { LOCALES } from "#locales/locales.ts";

/**
 * The canonical form of a hostname: lower case, ASCII (IDNA), no port, no trailing dot.
 * Undefined for anything that is not a plain DNS name: user info, percent signs, commas, spaces, IP addresses.
 */
export function parseHostname(text: string): string | undefined {
	if (text.length === 0 || text.length > 300 || /[\s@%,/\\?#[\]<>^|`{}"]/.test(text)) return undefined;
	let hostname: string;
	try {
		hostname = new URL(`http://${text}/`).hostname;
	} catch {
		return undefined;
	}
	const name = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
	// `new URL` turns every spelling of an IPv4 address (127.1, 0x7f.1) into dotted digits, so one test covers them.
	if (name.length > 253 || /^[0-9.]+$/.test(name)) return undefined;
	const labels = name.split(".");
	return labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label)) ? name : undefined;
}

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
