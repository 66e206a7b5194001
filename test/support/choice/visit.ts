import { editionAt } from "#foundation/brand/edition.ts";
import type { PublishedBrand, Recipient } from "#foundation/brand/settings.ts";
import type { Browser } from "#foundation/browser.ts";
import type { KeptAnswer } from "#foundation/choice/answers.ts";
import { recipientWordsHash } from "#foundation/choice/words.ts";
import type { RequestContext } from "#foundation/context.ts";
import type { Locale } from "#locales/locales.ts";
import { askingRecipient } from "../fixtures/offer.ts";
import { legalOf, lookOf, publishedBrand } from "../fixtures/published.ts";
import { ALL } from "../fixtures/running.ts";

/** A visitor of a brand that asks about recipients, as values: no HTTP, no database. */

export const NOW = Date.parse("2026-05-01T12:00:00.000Z");
export const METER = askingRecipient("meter");
export const CHECKER = askingRecipient("checker", { fields: ["ip_address"] });

export type Asks = {
	brand?: string;
	recipients?: readonly Recipient[];
	locales?: PublishedBrand["look"]["locales"];
	cookies?: Record<string, string>;
	refusesSharing?: boolean;
	now?: number;
	running?: RequestContext["running"];
};

/** With what the browser was told to keep and to forget. */
export type Visit = RequestContext & {
	kept: Map<string, { value: string; maxAge?: number | undefined } | "forgotten">;
};

export function visit({
	brand = "alfa",
	recipients = [METER, CHECKER],
	locales = { default: "nl", available: ["nl", "en"] },
	cookies = {},
	refusesSharing = false,
	now = NOW,
	running = ALL,
}: Asks = {}): Visit {
	const settings = legalOf(brand, { recipients: [...recipients] });
	const published = publishedBrand({
		id: brand,
		look: lookOf(brand, { locales }),
		legal: [{ effectiveAt: "2026-01-01T00:00:00.000Z", statement: 1, settings }],
	});
	const kept: Visit["kept"] = new Map();
	const browser: Partial<Browser> = {
		refusesSharing,
		read: (name) => cookies[name],
		keep: (name, value, { maxAge }) => kept.set(name, { value, maxAge }),
		forget: (name) => kept.set(name, "forgotten"),
	};
	const context = {
		...{ site: "brand", locale: "nl", now, at: new Date(now).toISOString(), running },
		edition: editionAt(published, now),
		browser: browser as Browser,
	} as const;
	return Object.assign(context, { kept }) as unknown as Visit;
}

/** An answer in the words of today of this visit's brand. */
export async function answerTo(
	{ edition, at }: RequestContext,
	recipient: Recipient,
	own: Partial<KeptAnswer> = {},
	locale: Locale = "nl",
): Promise<KeptAnswer> {
	const textHash = await recipientWordsHash(edition, recipient, locale);
	return { recipient: recipient.id, kind: "given", textHash, at, event: "", despiteSignal: false, ...own };
}
