import type { Look } from "../brand/settings.ts";
import { type Snapshot, sha256Hex } from "../brand/snapshot.ts";
import { type PageKind, pageKind } from "../register/page-kinds.ts";
import type { PageContext } from "../ui/page-context.ts";
import { pageContext } from "./brand-look.ts";
import { firstLanguage } from "./first-language.ts";
import { NO_STORE, securityHeaders, stageHeaders } from "./headers.ts";
import { type CachedPage, cacheAddress, cachedPage, cachePage, type PageView, pageAt, pageKey } from "./page-cache.ts";
import type { AppContext } from "./resolve-site.ts";

export type Answer = {
	body: string | Uint8Array;
	type: string;
	status?: 200 | 400;
	/** Default: `private, no-store`. */
	cache?: string;
	headers?: Record<string, string>;
	/** The one other origin that a form of this page ends on. */
	formAction?: string;
};

type Options = {
	variant?: string;
	/** Of an address whose language the browser's own choice decides: those that there are. */
	locales?: Look["locales"] | undefined;
};

export const HTML = "text/html; charset=utf-8";
export const TEXT = "text/plain; charset=utf-8";
export const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Answers with what `make` renders, rendered once per isolate for this brand, edition, locale, path and variant.
 * Whatever else the bytes depend on must be in the variant; what depends on a person must not come here.
 */
export async function respondCached(
	c: AppContext,
	make: () => Answer | Promise<Answer>,
	{ path = c.var.path, variant = "", locales }: Options & { path?: string } = {},
): Promise<Response> {
	const { brand, id } = c.var.edition;
	const key = pageKey({ brand: brand.id, edition: id, locale: c.var.locale, path, variant });
	let page = cachedPage(key);
	if (page === undefined) {
		page = await toPage(c, await make());
		cachePage(key, page);
	} else if (isCacheableRequest(c.req.raw)) {
		const { snapshot, sources, edition } = c.var;
		const view = viewOf(c, page);
		cacheAddress(snapshot, c.req.url, { key, locales, view }, { now: sources.now(), editionEnds: edition.validUntil });
	}
	return send(c, page);
}

/** What a page of a brand depends on, beside its address. */
export const PAGE_VARY = ["Cookie", "Sec-GPC"] as const;

/**
 * The same for a page of a brand: members have a header of their own, which is alike for all of them, and readers
 * who have an answer to give about a recipient, a bar that asks.
 */
export async function respondCachedPage(
	c: AppContext,
	make: (context: PageContext) => Answer | Promise<Answer>,
	{ variant = "", locales }: Options = {},
): Promise<Response> {
	const context = await pageContext(c);
	const own = [variant, context.signedIn ? "member" : "", context.asksAbout ? "asks" : ""].join(" ").trim();
	return respondCached(
		c,
		async () => {
			const answer = await make(context);
			return { ...answer, headers: { Vary: PAGE_VARY.join(", "), ...answer.headers } };
		},
		{ variant: own, locales },
	);
}

/**
 * The way of most requests: an address that lately had an answer, asked for with nothing that could change it. It
 * passes by routing and middleware, for the page has its headers already. Undefined: take the long way.
 * @param now epoch milliseconds
 * @param onView told of the page that is shown, and of none that is only fetched ahead
 */
export function cachedResponse(
	request: Request,
	snapshot: Snapshot | undefined,
	now: number,
	onView: (view: PageView, now: number) => void,
): Response | undefined {
	const known = snapshot && isCacheableRequest(request) ? pageAt(snapshot, request.url, now) : undefined;
	if (known === undefined) return undefined;
	// To its own language by the long way.
	if (known.locales && firstLanguage(request.headers, known.locales)) return undefined;
	if (known.view && isSeenRequest(request)) onView(known.view, now);
	return toResponse(known.page);
}

/** A page of a brand: on the account host, only a query says which brand's visitor it is, and such an address is not kept. */
function viewOf(c: AppContext, page: CachedPage): PageView | undefined {
	const kind = c.var.site === "brand" ? kindOf(c, page) : undefined;
	return kind && { brand: c.var.edition.brand.id, kind };
}

type Shown = Pick<Response, "status" | "headers">;

/** The kind of the page that an answer holds; undefined for files, errors, and what only staff use. */
const kindOf = (c: AppContext, { status, headers }: Shown): PageKind | undefined =>
	status === 200 && headers.get("Content-Type") === HTML ? pageKind(c.var.site, c.var.path) : undefined;

/** The same of a page that somebody is shown: undefined also for one that is only fetched ahead. */
export const shownPage = (c: AppContext, shown: Shown): PageKind | undefined =>
	isSeen(c) ? kindOf(c, shown) : undefined;

/** Whether somebody looks at what this request asks for. */
export const isSeen = (c: AppContext): boolean => isSeenRequest(c.req.raw);

/** Neither for headers alone nor ahead of its time. What is opened after all is seldom asked for again, and not noticed. */
const isSeenRequest = ({ method, headers }: Request): boolean =>
	method === "GET" && !FETCHED_AHEAD.some((name) => headers.has(name));

/** Fetch 2.5.6, and what older browsers say in its place. */
const FETCHED_AHEAD = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"] as const;

/** Neither a cookie, a validator nor a wish to share nothing, and no query that anyone could vary to fill the memory. */
function isCacheableRequest({ method, headers, url }: Request): boolean {
	return method === "GET" && !UNCACHED.some((name) => headers.has(name)) && !url.includes("?");
}

const UNCACHED = [...PAGE_VARY, "If-None-Match"] as const;

async function toPage(c: AppContext, answer: Answer): Promise<CachedPage> {
	const bytes = Uint8Array.from(typeof answer.body === "string" ? new TextEncoder().encode(answer.body) : answer.body);
	const { brand, id } = c.var.edition;
	const etag = `"${brand.id}-${id}-${(await sha256Hex(bytes)).slice(0, 16)}"`;
	const cache = answer.cache ?? NO_STORE;
	// Built once: copying a Headers object costs an answer much less than converting a dozen strings.
	const headers = new Headers({
		"Content-Type": answer.type,
		"Cache-Control": cache,
		...(cache === NO_STORE ? {} : { ETag: etag }),
		"Content-Language": c.var.locale,
		...securityHeaders(answer.formAction),
		...answer.headers,
		...stageHeaders(c.var.settings.stage),
	});
	return { bytes, headers, etag, status: answer.status ?? 200 };
}

function send(c: AppContext, page: CachedPage): Response {
	const known = c.req.header("If-None-Match");
	if (known !== undefined && page.headers.has("ETag") && matches(known, page.etag))
		return new Response(null, { status: 304, headers: page.headers });
	return toResponse(page);
}

function toResponse(page: CachedPage): Response {
	return new Response(page.bytes, { status: page.status, headers: page.headers });
}

/** RFC 9110 13.1.2: a list, weakly compared. */
function matches(header: string, etag: string): boolean {
	return header.split(",").some((part) => part.trim().replace(/^W\//, "") === etag || part.trim() === "*");
}
