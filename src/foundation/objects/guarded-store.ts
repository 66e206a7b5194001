import { Unavailable } from "../errors.ts";
import { noteAnswer, noteFailure, within } from "../outages.ts";
import type { ObjectBucket } from "./store.ts";

/** Milliseconds: what a page waits for, and what takes as long as a file is large. */
const READ_LIMIT_MS = 2_000;
const WRITE_LIMIT_MS = 20_000;

/**
 * The bucket of members' files, whatever it throws: it is then unavailable, and never says that a file is not there.
 * @throws Unavailable from each of its functions
 */
export function guardedBucket(bucket: ObjectBucket, now: () => number): ObjectBucket {
	async function ask<Answer>(limitMs: number, question: () => Promise<Answer>): Promise<Answer> {
		try {
			const answer = await within(limitMs, question);
			noteAnswer("files of photos");
			return answer;
		} catch {
			const problem = "the bucket does not answer (OBJECTS)";
			noteFailure("files of photos", problem, now());
			throw new Unavailable(problem);
		}
	}
	return {
		async get(key) {
			const bytes = await ask(READ_LIMIT_MS, async () => (await bucket.get(key))?.arrayBuffer());
			return bytes === undefined ? null : { arrayBuffer: async () => bytes };
		},
		put: (key, value) => ask(WRITE_LIMIT_MS, async () => bucket.put(key, value)),
		delete: (keys) => ask(WRITE_LIMIT_MS, async () => bucket.delete(keys)),
		list: (options) => ask(WRITE_LIMIT_MS, async () => bucket.list(options)),
	};
}
