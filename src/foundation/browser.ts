/**
 * What a rule may know of the browser that a request comes from, without HTTP (DECISIONS 80): the middleware's file
 * `http/browser.ts` makes it from a request, a test from a map.
 */
export type Browser = {
	/** The client's network address as the host vouches for it; undefined where it gives none, or something else. */
	address: string | undefined;
	/** The name of the network that it comes from, as the host tells; undefined where it gives none. */
	network: string | undefined;
	/** Asks that nothing be shared (Global Privacy Control). */
	refusesSharing: boolean;
	/** As the browser calls itself. */
	userAgent: string | undefined;
	/** What was kept in this browser under that name. */
	read(name: string): string | undefined;
	/** Keeps a value in this browser and sends it back to this very host alone. */
	keep(name: string, value: string, options: KeepOptions): void;
	/** Removes what was kept. */
	forget(name: string): void;
	/** Asks it to drop more of what it keeps of this host: the directives of a Clear-Site-Data header. */
	clearSiteData(directives: string): void;
};

export type KeepOptions = {
	/** Seconds; absent: until the browser is closed. */
	maxAge?: number | undefined;
};
