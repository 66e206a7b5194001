import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Browser } from "../browser.ts";

/** Every cookie of this service: its name begins with `__Host-`, which asks for the first two (RFC 6265bis 4.1.3.2). */
const ATTRIBUTES = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** What the rules may know of the browser behind this request. */
export const browserOf = (c: Context): Browser => ({
	address: networkAddress(c.req.header("CF-Connecting-IP")),
	network: networkOf(c.req.raw),
	refusesSharing: isGpcSet(c.req.header("Sec-GPC")),
	userAgent: c.req.header("User-Agent"),
	read: (name) => getCookie(c, name),
	keep: (name, value, { maxAge }) =>
		setCookie(c, name, value, { ...ATTRIBUTES, ...(maxAge === undefined ? {} : { maxAge }) }),
	clearSiteData: (directives) => c.header("Clear-Site-Data", directives),
	forget: (name) => {
		deleteCookie(c, name, ATTRIBUTES);
	},
});

/** An address of IPv4 or IPv6, or nothing: what else stands in the header is nobody's address. */
export function networkAddress(text: string | undefined): string | undefined {
	if (text === undefined || !/^[\da-fA-F:.]{2,45}$/.test(text)) return undefined;
	const isV6 = text.includes(":");
	const isWritten = isV6 || /^(\d{1,3}\.){3}\d{1,3}$/.test(text);
	return isWritten && URL.canParse(`http://${isV6 ? `[${text}]` : text}/`) ? text : undefined;
}

/** Cloudflare names the organisation of the network (`request.cf.asOrganization`); no other host gives it. */
function networkOf(request: Request & { cf?: { asOrganization?: unknown } }): string | undefined {
	const name = request.cf?.asOrganization;
	return typeof name === "string" && name !== "" ? name : undefined;
}

/** Exactly `1` in one of its lines, which arrive joined by commas (W3C Global Privacy Control, 3.1). */
export const isGpcSet = (header: string | undefined): boolean =>
	(header ?? "").split(",").some((value) => value.trim() === "1");
