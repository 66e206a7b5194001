import { vi } from "vitest";
import { editionAt } from "#foundation/brand/edition.ts";
import type { Legal, Recipient } from "#foundation/brand/settings.ts";
import { formatAnswers, type KeptAnswer } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { recipientWordsHash } from "#foundation/choice/words.ts";
import type { RequestContext } from "#foundation/context.ts";
import type { Database } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { agreedHere, grantsOf } from "#foundation/recipients/outbound/grant.ts";
import { asIfAllRan } from "#foundation/register/running.ts";
import type { RecipientAccount } from "#foundation/settings.ts";
import { REGISTER } from "../../../src/register.ts";
import { FIRST_DAY, legalOf, publishedBrand } from "../fixtures/published.ts";
import { someSettings } from "../fixtures/settings.ts";

export const NOW = Date.parse("2026-11-30T12:00:00.000Z");
export const AT = "2026-11-30T11:00:00.000Z";
export const EVENT = "019a0000-0000-7000-8000-000000000001";

export const GA: Recipient = {
	...{ id: "google-analytics", name: "Google", role: "processor", kind: "analytics", country: "IE" },
	...{ fields: ["device_type", "pages_visited"], requiresConsent: true },
};
export const ACCOUNT: RecipientAccount = {
	...{ realm: realmIdSchema.parse("voorbeeld-media"), brand: brandIdSchema.parse("voorbeeld") },
	...{ recipient: GA.id, id: "G-TEST0001", secret: "s" },
};
export const HOSTING: Recipient = { ...GA, id: "wolk", name: "Wolk", kind: "hosting", requiresConsent: false };

export type World = {
	brand?: string;
	legal?: Partial<Legal>;
	answers?: Partial<KeptAnswer>[];
	gpc?: boolean;
	accounts?: RecipientAccount[];
};

/** The hash of today's words about a recipient, on a brand with these settings. */
export async function wordsOf(recipient: Recipient, legal: Partial<Legal>): Promise<string> {
	const settings = legalOf("voorbeeld", legal);
	const brand = publishedBrand({ id: "voorbeeld", legal: [{ effectiveAt: FIRST_DAY, statement: 1, settings }] });
	return recipientWordsHash(editionAt(brand, NOW), recipient, "nl");
}

/** A browser on a brand, with what it answered in the words of today. */
export async function browsing({
	brand: id = "voorbeeld",
	legal = {},
	answers = [],
	gpc = false,
	accounts,
}: World = {}): Promise<RequestContext> {
	const settings = legalOf(id, { recipients: [HOSTING, GA], ...legal });
	const brand = publishedBrand({ id, legal: [{ effectiveAt: FIRST_DAY, statement: 1, settings }] });
	const edition = editionAt(brand, NOW);
	const [asked = GA] = settings.recipients.filter(({ kind }) => kind !== "hosting");
	const textHash = await recipientWordsHash(edition, asked, "nl");
	const kept = answers.map(
		(answer): KeptAnswer => ({
			...{ recipient: GA.id, kind: "given", textHash, at: AT, event: "", despiteSignal: false },
			...answer,
		}),
	);
	const cookies: Record<string, string> = kept.length === 0 ? {} : { [CHOICE_COOKIE]: formatAnswers(kept) };
	return {
		...{ realm: { id: brand.realm }, site: "brand", edition, running: asIfAllRan({ register: REGISTER }), now: NOW },
		settings: {
			...someSettings(),
			recipientAccounts: accounts ?? [{ ...ACCOUNT, recipient: asked.id, realm: brand.realm, brand: brand.id }],
		},
		browser: { refusesSharing: gpc, read: (name: string) => cookies[name] },
	} as unknown as RequestContext;
}

/** A ledger that stands by these events. */
export const ledger = (...events: string[]) => {
	const rows = events.map((id) => ({ id, recipient: GA.id, kind: "given", ended_at: null }));
	const database = { read: vi.fn(async () => [rows]) };
	return { database, sources: { database: () => database as unknown as Database, memory: new Map<string, boolean>() } };
};

/** The grants of what such a browser said. */
export const grants = async (world: World, { sources } = ledger()) =>
	grantsOf(await agreedHere(await browsing(world)), sources);
