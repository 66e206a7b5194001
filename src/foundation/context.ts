import type { Edition } from "./brand/edition.ts";
import type { PublishedBrand } from "./brand/settings.ts";
import type { Realm, Snapshot } from "./brand/snapshot.ts";
import type { Browser } from "./browser.ts";
import type { KeyRing } from "./crypto/keys.ts";
import type { Database } from "./db/database.ts";
import type { Locale } from "./i18n/locale.ts";
import type { Register } from "./register/declaration.ts";
import type { Settings } from "./settings.ts";

/**
 * What a rule knows of where and when it runs, without HTTP (DECISIONS 80). A request's middleware builds it once; a
 * job, a command and a test build the same.
 */
export type Context = {
	realm: Realm;
	/** A brand's own host, or the host of its realm's accounts. */
	site: "brand" | "account";
	/** The brand on whose behalf the rule runs, as it is in force. On the account host: in the realm's neutral look. */
	edition: Edition;
	/** The brand that the member came to the account host from. */
	cameFrom: PublishedBrand | undefined;
	locale: Locale;
	snapshot: Snapshot;
	settings: Settings;
	/** What the product stores about people: statements are derived from it. */
	register: Register;
	/** Epoch milliseconds, the same throughout a request or a step of a job. */
	now: number;
	/** The same moment as ISO 8601 text. */
	at: string;
	/** The clock that runs on, for time limits and leases alone. Epoch milliseconds. */
	clock: () => number;
	/**
	 * Opened at its first use, on behalf of this brand or realm; one connection per request (DECISIONS 9). It gives
	 * nothing and takes nothing unless the keys fit it (DECISIONS 64).
	 */
	database: () => Database;
	/** The same, for what is published: that needs no keys. */
	published: () => Database;
	/** The current key ring. @throws KeysDoNotFit, SaltsUnavailable, DatabaseUnavailable */
	keys: () => Promise<KeyRing>;
	/** Begins work once the answer is on its way: its time tells nothing of what else is done (T25). */
	defer: (work: () => Promise<unknown>) => void;
	/** Sends what is in the outbox, after the response. */
	sendMail: () => void;
};

/** For rules about sessions, attempts and what a browser keeps: only a request has a browser. */
export type RequestContext = Context & { browser: Browser };
