import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Browser } from "../browser.ts";

/** Every cookie of this service: its name begins with `__Host-`, which asks for the first two (RFC 6265bis 4.1.3.2). */
const ATTRIBUTES = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** What the rules may know of the browser behind this request. */
export const browserOf = (c: Context): Browser => ({
	address: c.req.header("CF-Connecting-IP"),
	userAgent: c.req.header("User-Agent"),
	read: (name) => getCookie(c, name),
	keep: (name, value, { maxAge }) =>
		setCookie(c, name, value, { ...ATTRIBUTES, ...(maxAge === undefined ? {} : { maxAge }) }),
	clearSiteData: (directives) => c.header("Clear-Site-Data", directives),
	forget: (name) => {
		deleteCookie(c, name, ATTRIBUTES);
	},
});
