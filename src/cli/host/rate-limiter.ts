import type { RateLimiter } from "#foundation/settings.ts";

/** As in wrangler.toml: tries in a minute. */
export const TRIES_PER_MINUTE = { TRIES_OF_ADDRESS: 60, TRIES_OF_REALM: 3_000 } as const;

const PERIOD_MS = 60_000;
/** What a flood from many addresses may take of memory; beyond it, the rows in the database stand alone. */
const MAX_KEYS = 100_000;

/** Counts within this process, in fixed minutes. */
export function createRateLimiter(limit: number, now: () => number): RateLimiter {
	const counts = new Map<string, number>();
	let period = 0;
	return {
		async limit({ key }) {
			const current = Math.floor(now() / PERIOD_MS);
			if (current !== period) counts.clear();
			period = current;
			const count = (counts.get(key) ?? 0) + 1;
			if (count > 1 || counts.size < MAX_KEYS) counts.set(key, count);
			return { success: count <= limit };
		},
	};
}
