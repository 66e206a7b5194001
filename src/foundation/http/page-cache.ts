import type { Look } from "../brand/settings.ts";
import type { Snapshot } from "../brand/snapshot.ts";
import type { Scheme } from "../brand/theme/theme.ts";
import type { PageKind } from "../register/page-kinds.ts";
import type { PageContext } from "../ui/page-context.ts";

/**
 * Rendered bytes of what is immutable per brand revision, kept per isolate. The only other place for such memory
 * is the registry: nothing of a member ever stands here, and every key begins with brand and edition.
 */
export type CachedPage = {
	bytes: Uint8Array<ArrayBuffer>;
	/** All of them: an answer from here gets none added. */
	headers: Headers;
	etag: string;
	status: number;
};

/** Brand first, then everything that makes two answers differ. A key without a brand does not compile. */
export type PageKey = {
	brand: string;
	/** Registry revision of the brand and numbers of its statements in force and announced. */
	edition: string;
	locale: string;
	path: string;
	/** Age answered, signed in, asked about a recipient: whatever the page's bytes depend on. */
	variant?: string;
};

const MAX_BYTES = 24 * 1024 * 1024;
const pages = new Map<string, CachedPage>();
let heldBytes = 0;

export function pageKey(key: PageKey): string {
	return [key.brand, key.edition, key.locale, key.path, key.variant ?? ""].join("\n");
}

export function cachedPage(key: string): CachedPage | undefined {
	return pages.get(key);
}

/** Keeps a page; the oldest go when the limit is reached. */
export function cachePage(key: string, page: CachedPage): void {
	if (page.bytes.length > MAX_BYTES / 8) return;
	const previous = pages.get(key);
	if (previous) heldBytes -= previous.bytes.length;
	pages.set(key, page);
	heldBytes += page.bytes.length;
	for (const [oldest, { bytes }] of pages) {
		if (heldBytes <= MAX_BYTES) return;
		pages.delete(oldest);
		heldBytes -= bytes.length;
	}
}

/** Milliseconds: what follows the calendar may lag by so much. */
const ADDRESS_LAG_MS = 10_000;
const MAX_ADDRESSES = 5_000;
/** `locales`: the address leads there only for browsers that ask for no other of these languages first. */
type CachedAddress = {
	key: string;
	until: number;
	locales: Look["locales"] | undefined;
	/** For counts of what is seen; undefined for what is no page. */
	view: PageView | undefined;
};

/** A page that was shown, as far as anyone counts it. */
export type PageView = { brand: string; kind: PageKind };

/** Which page an address leads to; forgotten with the registry that said so. */
const addresses = new WeakMap<Snapshot, Map<string, CachedAddress>>();

/** The page for a request that brings nothing but its address, when this registry lately led such a one to it. */
export function pageAt(
	snapshot: Snapshot,
	url: string,
	now: number,
): ({ page: CachedPage } & Pick<CachedAddress, "locales" | "view">) | undefined {
	const known = addresses.get(snapshot)?.get(url);
	const page = known !== undefined && now < known.until ? pages.get(known.key) : undefined;
	return page && { page, locales: known?.locales, view: known?.view };
}

/** Keeps where an address leads, for `lifetime`: until the edition ends (epoch milliseconds) at the latest. */
export function cacheAddress(
	snapshot: Snapshot,
	url: string,
	{ key, locales, view }: Pick<CachedAddress, "key" | "locales" | "view">,
	{ now, editionEnds }: { now: number; editionEnds: number },
): void {
	const known = addresses.get(snapshot) ?? new Map();
	if (known.size >= MAX_ADDRESSES) known.clear();
	addresses.set(snapshot, known.set(url, { key, locales, view, until: Math.min(now + ADDRESS_LAG_MS, editionEnds) }));
}

/** Addresses and bytes of the files that a brand's pages name; derived from its look alone. */
export type LookFiles = {
	icon: string;
	/** sRGB hex, of the light scheme, for the manifest. */
	colors: { theme: string; background: string };
	/** The colour of the page behind everything, by scheme. */
	grounds: Record<Scheme, string>;
	/** Paths under /assets, each holding a hash of what it answers. */
	hrefs: PageContext["hrefs"] & { manifest: string };
};

const MAX_LOOKS = 500;
const looks = new Map<string, LookFiles>();

export function cachedLook(brand: string, revision: number): LookFiles | undefined {
	return looks.get(`${brand}\n${revision}`);
}

export function keepLook(brand: string, revision: number, files: LookFiles): void {
	if (looks.size >= MAX_LOOKS) looks.clear();
	looks.set(`${brand}\n${revision}`, files);
}
