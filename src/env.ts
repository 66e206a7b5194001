import { z } from "zod";
import { fromBase64 } from "./foundation/crypto/random.ts";
import type { SaltStore } from "./foundation/crypto/salts.ts";
import type { TableRules } from "./foundation/db/table-rules.ts";
import { brandIdSchema, realmIdSchema } from "./foundation/ids.ts";
import { guardedBucket } from "./foundation/objects/guarded-store.ts";
import type { ImageService } from "./foundation/objects/images.ts";
import type { ActStore, ObjectBucket } from "./foundation/objects/store.ts";
import { adapterOf } from "./foundation/recipients/outbound/adapters.ts";
import { type Bindings, type RateLimiter, type Settings, STAGES } from "./foundation/settings.ts";

/** 32 random bytes, as base64. */
const secretSchema = z.string().transform((text, context) => {
	const bytes = fromBase64(text);
	if (bytes?.length === 32) return bytes;
	context.addIssue({ code: "custom" });
	return z.NEVER;
});

/** A list as JSON; an empty text is an empty list, as an absent one. */
const listSchema = z.string().transform((text, context) => {
	if (text.trim() === "") return [];
	try {
		return JSON.parse(text) as unknown;
	} catch {
		context.addIssue({ code: "custom" });
		return z.NEVER;
	}
});

/** Endpoints as JSON: realm, recipient, url and a secret of 32 random bytes, as base64. One place for each recipient. */
const endpointsSchema = listSchema.pipe(
	z
		.array(
			z.strictObject({
				realm: realmIdSchema,
				recipient: z.string().min(1),
				url: z.url({ protocol: /^https?$/ }).refine(isPrivate),
				secret: secretSchema,
			}),
		)
		.refine((all) => new Set(all.map(({ realm, recipient }) => `${realm} ${recipient}`)).size === all.length),
);

/** Accounts as JSON. Each is one that its service gives, and one stands for each recipient and brand. */
export const accountsSchema = listSchema.pipe(
	z
		.array(
			z
				.strictObject({
					realm: realmIdSchema,
					brand: brandIdSchema,
					recipient: z.string(),
					id: z.string(),
					secret: z.string().min(1).max(200).optional(),
					url: z
						.url({ protocol: /^https?$/ })
						.refine(isPrivate)
						.optional(),
				})
				.refine((account) => adapterOf(account.recipient)?.accepts(account) === true),
		)
		.refine(
			(all) => new Set(all.map(({ realm, brand, recipient }) => `${realm} ${brand} ${recipient}`)).size === all.length,
		),
);

const settingsSchema = z
	.object({
		STAGE: z.enum(STAGES),
		DATABASE_URL: z.url({ protocol: /^https?$/ }),
		DATABASE_TOKEN: z.string().min(1).optional(),
		/** Of the start command on a developer's machine: brands and accounts are then found on *.localhost. */
		DEVELOPMENT_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
		KEK_ROOT: secretSchema,
		TOKEN_ROOT: secretSchema,
		/** Seed of an Ed25519 key (RFC 8032). */
		RECEIPT_KEY: secretSchema,
		SMTP_URL: z.url({ protocol: /^smtps?$/ }),
		/** Absent: every recipient is told by a person. */
		RECIPIENT_ENDPOINTS: endpointsSchema.optional(),
		/** Absent: no recipient hears of visits. */
		RECIPIENT_ACCOUNTS: accountsSchema.optional(),
		/** Milliseconds; a test that rotates keys cannot wait for minutes. */
		KEYS_KEPT: z.coerce.number().int().min(100).max(30_000).optional(),
		SALTS: z.custom<SaltStore>((value) => typeof value === "object" && value !== null),
		OBJECTS: z.custom<ObjectBucket & ActStore>((value) => typeof value === "object" && value !== null),
		/** Without it no photo can be added. */
		IMAGES: z.custom<ImageService>((value) => typeof value === "object" && value !== null).optional(),
		/** Cloudflare's own; elsewhere, the rows in the database stand alone. */
		TRIES_OF_ADDRESS: z.custom<RateLimiter>((value) => typeof value === "object" && value !== null).optional(),
		TRIES_OF_REALM: z.custom<RateLimiter>((value) => typeof value === "object" && value !== null).optional(),
	})
	.refine(({ STAGE, DATABASE_URL }) => STAGE !== "production" || isPrivate(DATABASE_URL), { path: ["DATABASE_URL"] })
	// What visitors say yes to is the service itself: in production its events go there, or stay on this machine.
	.refine(
		({ STAGE, RECIPIENT_ACCOUNTS = [] }) =>
			STAGE !== "production" || RECIPIENT_ACCOUNTS.every(({ url }) => url === undefined || isLocal(url)),
		{ path: ["RECIPIENT_ACCOUNTS"] },
	);

/** Over TLS, or on this very machine (OWASP ASVS V12.3.1). */
function isPrivate(address: string): boolean {
	return new URL(address).protocol === "https:" || isLocal(address);
}

function isLocal(address: string): boolean {
	return ["127.0.0.1", "[::1]", "localhost"].includes(new URL(address).hostname);
}

/** The same, with the buckets that a request asks guarded. */
export function guarded(settings: Settings, now: () => number): Settings {
	return { ...settings, objects: guardedBucket(settings.objects, now) };
}

/**
 * @param tableRules brought by the code: no environment changes them
 * @throws Error that names the missing or malformed variables, and none of their values
 */
export function parseEnv(bindings: Bindings, tableRules: TableRules): Settings {
	const parsed = settingsSchema.safeParse(bindings);
	if (!parsed.success) {
		const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))].join(", ");
		throw new Error(`environment: missing or malformed ${names}`);
	}
	return {
		stage: parsed.data.STAGE,
		databaseUrl: parsed.data.DATABASE_URL,
		databaseToken: parsed.data.DATABASE_TOKEN,
		tableRules,
		copies: bindings.COPIES,
		developmentPort: parsed.data.STAGE === "production" ? undefined : parsed.data.DEVELOPMENT_PORT,
		keyRoot: parsed.data.KEK_ROOT,
		keysKept: parsed.data.KEYS_KEPT,
		tokenRoot: parsed.data.TOKEN_ROOT,
		receiptKey: parsed.data.RECEIPT_KEY,
		smtpUrl: parsed.data.SMTP_URL,
		recipientEndpoints: parsed.data.RECIPIENT_ENDPOINTS ?? [],
		recipientAccounts: parsed.data.RECIPIENT_ACCOUNTS ?? [],
		salts: parsed.data.SALTS,
		objects: parsed.data.OBJECTS,
		acts: parsed.data.OBJECTS,
		images: parsed.data.IMAGES,
		attemptsByAddress: parsed.data.TRIES_OF_ADDRESS,
		attemptsByRealm: parsed.data.TRIES_OF_REALM,
	};
}
