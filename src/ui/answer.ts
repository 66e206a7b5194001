import type { AppContext } from "../brand/resolve.ts";
import { sha256Hex } from "../brand/snapshot.ts";
import { NO_STORE, securityHeaders } from "./headers.ts";
import { type CachedPage, cachedPage, keepPage, pageKey } from "./page-cache.ts";

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

export const HTML = "text/html; charset=utf-8";
export const TEXT = "text/plain; charset=utf-8";
export const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Answers with what `make` renders, rendered once per isolate for this brand, edition, locale, path and variant.
 * Whatever else the bytes depend on must be in the variant; what depends on a person must not come here.
 */
export async function answerOnce(
	c: AppContext,
	make: () => Answer | Promise<Answer>,
	{ path = c.var.path, variant = "" }: { path?: string; variant?: string } = {},
): Promise<Response> {
	const { brand, id } = c.var.edition;
	const key = pageKey({ brand: brand.id, edition: id, locale: c.var.locale, path, variant });
	let page = cachedPage(key);
	if (page === undefined) {
		page = await toPage(c, await make());
		keepPage(key, page);
	}
	return send(c, page);
}

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
	});
	return { bytes, headers, etag, status: answer.status ?? 200 };
}

function send(c: AppContext, page: CachedPage): Response {
	const known = c.req.header("If-None-Match");
	if (known !== undefined && page.headers.has("ETag") && matches(known, page.etag))
		return new Response(null, { status: 304, headers: page.headers });
	return new Response(page.bytes, { status: page.status, headers: page.headers });
}

/** RFC 9110 13.1.2: a list, weakly compared. */
function matches(header: string, etag: string): boolean {
	return header.split(",").some((part) => part.trim().replace(/^W\//, "") === etag || part.trim() === "*");
}
