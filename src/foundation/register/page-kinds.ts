/**
 * The closed list of kinds of pages: all that a count of views, or a recipient of them, may know of a page. A kind tells
 * neither an id nor who is signed in, and stands for every language of a page.
 */
export const PAGE_KINDS = [
	"home",
	"statement",
	"versions",
	"cookies",
	"rights",
	"proof",
	"terms",
	"join",
	"sign_in",
	"mail_settings",
	"members",
	"account",
	"own_privacy",
] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** `none`: no page that anybody views (a file, a form's target), one of the operator's own staff, or of the help desk. */
type Known = PageKind | "none";

/** By the beginning of a path, without language: the longest that fits counts. "/" alone is that page. */
const BRAND_PAGES: Readonly<Record<string, Known>> = {
	...{ "/": "home", "/age": "home", "/language": "none", "/.well-known": "none", "/assets": "none", "/photos": "none" },
	...{ "/apple-touch-icon-precomposed.png": "none", "/apple-touch-icon.png": "none", "/favicon.ico": "none" },
	...{ "/healthz": "none", "/manifest.webmanifest": "none", "/robots.txt": "none", "/sitemap.xml": "none" },
	...{ "/privacy": "statement", "/privacy/versions": "versions", "/privacy/cookies": "cookies" },
	...{ "/privacy/rights": "rights", "/privacy/log-head": "proof", "/privacy/receipts": "proof", "/terms": "terms" },
	...{ "/privacy/proof": "proof", "/privacy/proof.json": "none" },
	...{ "/privacy/log-head.json": "none", "/join": "join", "/login": "sign_in", "/logout": "none", "/me": "none" },
	...{ "/members": "members", "/helpdesk": "none", "/unsubscribe": "mail_settings" },
};
const ACCOUNT_PAGES: Readonly<Record<string, Known>> = {
	...{ "/": "account", "/welcome": "account", "/brands": "account", "/close": "account", "/profile": "account" },
	...{ "/notifications": "mail_settings", "/security": "account", "/email": "account", "/reopen": "account" },
	...{ "/.well-known": "none", "/apple-touch-icon-precomposed.png": "none", "/apple-touch-icon.png": "none" },
	...{ "/assets": "none", "/favicon.ico": "none", "/healthz": "none", "/authorize": "none", "/console": "none" },
	...{ "/confirm": "join", "/join": "join", "/reset": "sign_in", "/sign-in": "sign_in", "/sign-out": "none" },
	...{ "/privacy": "own_privacy", "/privacy/log-head": "proof", "/privacy/log-head.json": "none" },
	"/privacy/receipts": "proof",
};
const PAGES: Readonly<Record<"brand" | "account", Readonly<Record<string, Known>>>> = {
	brand: BRAND_PAGES,
	account: ACCOUNT_PAGES,
};

/** What a path is on a kind of host, without its language; undefined for one that no page has. */
export function knownPage(site: "brand" | "account", path: string): Known | undefined {
	for (let begin = path; begin !== ""; begin = begin.slice(0, begin.lastIndexOf("/"))) {
		const known = PAGES[site][begin];
		if (known !== undefined) return known;
	}
	return undefined;
}

/** The kind of the page at a path without its language; undefined for what is no page. */
export function pageKind(site: "brand" | "account", path: string): PageKind | undefined {
	const known = knownPage(site, path);
	return known === "none" ? undefined : known;
}
