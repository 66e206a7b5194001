import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Reply } from "./ask.ts";

const MINUTE = 60_000;
/** Milliseconds in which tries are counted together: by the database, and by the flood limits. */
export const COUNTED = { quarter: 15 * MINUTE, minute: MINUTE, hour: 60 * MINUTE } as const;

/** Waits for the next window first when it starts within so many milliseconds, and so within the test. */
export async function withinOneCount(window: number = COUNTED.quarter, needed = 15_000): Promise<void> {
	const left = window - (Date.now() % window);
	if (left < needed) await sleep(left + 50);
}

/**
 * Guesses one by one until one is refused unseen: of many at once a slow machine turns some away, and those are no
 * tries. The guesses join the replies, each of which is wrong, one too many, or turned away.
 */
export async function guessOn(
	replies: Reply[],
	guess: (number: number) => Promise<Reply>,
	isRefused: (reply: Reply) => boolean = ({ status }) => status === 429,
): Promise<void> {
	for (let number = 100; number < 130; number++) {
		const reply = await guess(number);
		replies.push(reply);
		if (isRefused(reply)) break;
	}
	expect(replies.slice(-1).every(isRefused)).toBe(true);
	expect(replies.map(({ status }) => status).filter((status) => ![422, 429, 503].includes(status))).toEqual([]);
}
