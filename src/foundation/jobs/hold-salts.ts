import type { Compilable } from "kysely";
import type { JobContext } from "../context.ts";
import { renewHoldSalts } from "../crypto/holds/hold-salts.ts";
import { RING_TTL_MS } from "../crypto/keys.ts";
import { StandsStill } from "../errors.ts";
import type { RetentionId } from "../register/retention.ts";
import { longestCutoff } from "../register/terms.ts";

/** What stands under hold salts: by which rules, and how many rows under which. */
export type Held = {
	rules: readonly RetentionId[];
	rowsBySalt: () => Compilable<{ salt: string; rows: number }>;
};

/** Makes the next quarter's hold salt in time, and destroys those under which every hold has ended. */
export async function holdSaltsJob(context: JobContext, { rules, rowsBySalt }: Held): Promise<void> {
	const { settings, now } = context;
	// Nothing is destroyed beside a database that the keys do not fit.
	await context.keys();
	// Rows first: a salt is in the bucket before a row names it.
	const [used] = await context.database("hold salts").read(rowsBySalt());
	const realms = context.snapshot().realms();
	const before = rules.map((rule) => longestCutoff(realms, rule, new Date(now))).sort()[0] ?? "";
	const wait = 2 * (settings.keysKept ?? RING_TTL_MS);
	const names = await renewHoldSalts(settings.salts, { now, wait, before });
	const lost = used.filter(({ salt }) => !names.includes(salt));
	if (lost.length === 0) return;
	const standstill = `hold salts are missing from the bucket, and what they held is free: ${lost
		.map(({ salt, rows }) => `${rows} under ${salt}`)
		.join(", ")}`;
	console.error(`keys: ${standstill}`);
	throw new StandsStill(standstill);
}
