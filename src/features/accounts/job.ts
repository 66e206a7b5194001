import type { JobContext } from "#foundation/context.ts";
import { endOf } from "./queries-upkeep.ts";

/**
 * Deletes what is used up at an end of its own: sessions, codes, invitations. What a term of the statement ends,
 * retention erases (`foundation/rights`).
 */
export async function expiryJob(context: JobContext): Promise<void> {
	// Nothing is deleted from a database that the keys do not fit.
	await context.keys();
	await context.database("expiry").write(...endOf(context.at));
}
