import type { SaltStore } from "./crypto/salts.ts";
import type { TableRules } from "./db/table-rules.ts";
import type { ImageService } from "./objects/images.ts";
import type { ActStore, ObjectBucket, ObjectStore } from "./objects/store.ts";

/** `review`: a preview with everything that is planned. */
export const STAGES = ["development", "test", "bench", "preview", "review", "production"] as const;
export type Stage = (typeof STAGES)[number];

/** Counts tries per key. A rate-limit binding of Workers is one. */
export type RateLimiter = { limit(options: { key: string }): Promise<{ success: boolean }> };

/** Where a recipient takes notices, and what signs them. `recipient`: its id among those of the realm's brands. */
export type RecipientEndpoint = { realm: string; recipient: string; url: string; secret: Uint8Array };

/**
 * An operator's account with a recipient that this program sends events to (DECISIONS 121), for one brand. `id`:
 * measurement id, or tracker. `secret`: of its API, where it has one. `url`: another place than the service's own.
 */
export type RecipientAccount = {
	realm: string;
	brand: string;
	recipient: string;
	id: string;
	secret?: string | undefined;
	url?: string | undefined;
};

export type Settings = {
	stage: Stage;
	databaseUrl: string;
	databaseToken?: string | undefined;
	/** What a query has to keep to, table by table: of the code, not of the environment. */
	tableRules: TableRules;
	copies?: ObjectStore | undefined;
	developmentPort?: number | undefined;
	/** What the key-encryption keys are derived from, with the salts (DECISIONS 16). 32 bytes. */
	keyRoot: Uint8Array;
	/** For how many milliseconds an isolate trusts what it knows of the salts; undefined: as long as it may. */
	keysKept?: number | undefined;
	/** What the keys of signed tokens are derived from. 32 bytes. */
	tokenRoot: Uint8Array;
	/** What receipts and the heads of logs are signed with: the seed of an Ed25519 key (RFC 8032). 32 bytes. */
	receiptKey: Uint8Array;
	/** `smtp://user:password@host:port` or `smtps://…`. */
	smtpUrl: string;
	/** Recipients that take notices of Art. 19 GDPR by themselves; none of the others is told by a program. */
	recipientEndpoints: readonly RecipientEndpoint[];
	/** Without an account of a brand, a recipient hears nothing of that brand. */
	recipientAccounts: readonly RecipientAccount[];
	/** The private bucket of the salts. */
	salts: SaltStore;
	/** The private bucket of members' files. */
	objects: ObjectBucket;
	/** The same, for acts that are never undone (DECISIONS 73). */
	acts: ActStore;
	/** What decodes and encodes pictures. */
	images?: ImageService | undefined;
	/** The first line against floods: tries of one address, and of all of a realm. */
	attemptsByAddress?: RateLimiter | undefined;
	attemptsByRealm?: RateLimiter | undefined;
};

export type Bindings = Record<string, unknown> & { COPIES?: ObjectStore };
