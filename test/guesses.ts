import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "./ask.ts";

const MINUTE = 60_000;
/** Milliseconds in which tries are counted together: by the database, and by the flood limits. */
export const COUNTED = { quarter: 15 * MINUTE, minute: MINUTE } as const;

/** Lets the count begin anew first when it would within so many milliseconds, and so within the test. */
export async function withinOneCount(window: number = COUNTED.quarter, needed = 15_000): Promise<void> {
	const left = window - (Date.now() % window);
	if (left < needed) await sleep(left + 50);
}

/**
 * Guesses one by one until one is refused unseen, and says whether that came: of many at once a slow machine turns
 * some away, and those are no tries. The guesses join the replies.
 */
export async function guessOn(
	replies: Reply[],
	guess: (number: number) => Promise<Reply>,
	isRefused: (reply: Reply) => boolean,
): Promise<boolean> {
	for (let number = 100; number < 130; number++) {
		const reply = await guess(number);
		replies.push(reply);
		if (isRefused(reply)) return true;
	}
	return false;
}
