import { DAY, MINUTE } from "../../time.ts";

/** When a mail is tried, tried again and given up. All times in milliseconds. */

/** How long a run may keep a row; after that another may take it, because the run has died. */
export const LEASE_MS = 5 * MINUTE;
/**
 * Within how long a mail counts against the member's limit: seven days, and a lease more, for what took its place
 * just before may have been delivered that much later.
 */
export const WEEK_MS = 7 * DAY + LEASE_MS;

/** Until a mail is looked at again whose key does not open. */
export const UNOPENED_PAUSE_MS = 10 * MINUTE;

const MIN_RETRY_MS = MINUTE;
const MAX_RETRY_MS = 6 * 60 * MINUTE;
/** With the waits above: five days, what RFC 5321 4.5.4.1 asks. */
export const MAX_ATTEMPTS = 29;

/**
 * How long to wait after so many attempts: doubling, capped, and never in step with others (threat T42).
 * `random`: from 0 to below 1.
 */
export function retryDelay(attempts: number, random: number): number {
	const full = Math.min(MIN_RETRY_MS * 2 ** Math.min(attempts - 1, 30), MAX_RETRY_MS);
	return Math.round(full * (0.75 + random / 2));
}

/** When a mail for which the week had no room may find some: as the oldest of the newest `most` leaves the week. */
export function roomAt(slots: readonly (string | null)[], most: number, now: number): number {
	const oldest = slots[most - 1];
	return oldest === undefined || oldest === null ? now : Date.parse(oldest) + WEEK_MS + 1;
}
