import type { Locale } from "#locales/locales.ts";
import type { Edition } from "./brand/edition.ts";
import type { PublishedBrand } from "./brand/settings.ts";
import type { Realm, Snapshot } from "./brand/snapshot.ts";
import type { Browser } from "./browser.ts";
import type { KeyRing, KeySources } from "./crypto/keys.ts";
import type { Database } from "./db/database.ts";
import type { Running } from "./register/running.ts";
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
	originBrand: PublishedBrand | undefined;
	locale: Locale;
	snapshot: Snapshot;
	settings: Settings;
	/** What the product stores about people and what else runs: statements are derived from it. */
	running: Running;
	/**
	 * Epoch milliseconds, the same throughout a request or a step of a job. A request's is taken again once its form has
	 * been read, which its sender may drag out for as long as it likes.
	 */
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
	/**
	 * Begins work once the answer is on its way: its time tells nothing of what else is done (T25). Work on behalf of
	 * the system takes the job's context.
	 */
	defer: (work: (job: JobContext) => Promise<unknown>) => void;
	/** Sends what is in the outbox, after the response. */
	sendMail: () => void;
};

/** What a session opens: everything of a member, or the pages of their privacy rights alone. */
export type SessionScope = "full" | "rights";

/** For rules about sessions, attempts and what a browser keeps: only a request has a browser. */
export type RequestContext = Context & {
	browser: Browser;
	/** Whether the route in the table admits a session for privacy rights; to any other route, that is no session. */
	admitsRights: boolean;
};

/** When a job runs, for the runner and for what tells of its health. */
export type JobSchedule = {
	name: string;
	/** The scheduled handler is called each minute: 1 is at every call. */
	everyMinutes: number;
	/**
	 * A run that dies lets go by itself after so long. 0: the job takes no lease, because it must run without the
	 * database too, or keeps a lease of its own.
	 */
	leaseSeconds: number;
};

/**
 * What a job knows, and work on behalf of the system after a response: the same as Context, without realm, brand and
 * language, for it serves all of them (DECISIONS 82). Built by `openSystem`.
 */
export type JobContext = {
	settings: Settings;
	/** The registry that this isolate saw last. @throws Unavailable before it saw one */
	snapshot: () => Snapshot;
	/** Epoch milliseconds, the same throughout a step. */
	now: number;
	/** The same moment as ISO 8601 text. */
	at: string;
	/** The clock that runs on, for time limits and leases. Epoch milliseconds. */
	clock: () => number;
	/** From 0 to below 1: spreads retries. */
	random: () => number;
	/** Resolves after so many milliseconds. */
	wait: (milliseconds: number) => Promise<void>;
	/** A new connection on behalf of the system, which may read every realm. `tripLimit`: milliseconds of one trip. */
	database: (reason: string, tripLimit?: number) => Database;
	/** What the key ring is made of, for what moves keys on and for a copy that was put back. */
	keySources: KeySources;
	/** The current key ring. @throws KeysDoNotFit, SaltsUnavailable, DatabaseUnavailable */
	keys: () => Promise<KeyRing>;
	/** Keeps the runtime alive until this work has ended. */
	keepAlive: (work: Promise<unknown>) => void;
	/** The same with the present moment as `now`. */
	step: () => JobContext;
};
