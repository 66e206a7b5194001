import type { Adapter } from "./adapter.ts";
import { googleAnalytics } from "./google-analytics.ts";
import { metrics24 } from "./metrics24.ts";

/**
 * THE table of recipients that code brings data to by itself, by the id that operators' files name each by: data go to no
 * other company that does the same work, and a publication leaves such a one out (`SENT_BY_PROGRAM`).
 */
const ADAPTERS: Readonly<Record<string, Adapter>> = { "google-analytics": googleAnalytics, "24metrics": metrics24 };

export const ADAPTER_IDS: readonly string[] = Object.keys(ADAPTERS);

export const adapterOf = (recipient: string): Adapter | undefined =>
	Object.hasOwn(ADAPTERS, recipient) ? ADAPTERS[recipient] : undefined;
