import type { ActStore } from "#foundation/objects/store.ts";

/** The part of a bucket that is read for a backup. */
export type ReadableBucket = Pick<ActStore, "get" | "list">;

/**
 * Acts are not of a backup: what must never be undone is replayed from where it stands now, and an older copy of it
 * would undo it (DECISIONS 73).
 */
const LEFT_OUT = "acts/";

const PAGE_SIZE = 1_000;

/** The keys of everything that a backup holds of a bucket, in their order. */
export async function* listAll(bucket: Pick<ActStore, "list">, prefix = ""): AsyncGenerator<string> {
	for (let startAfter = ""; ; ) {
		const { objects } = await bucket.list({ prefix, limit: PAGE_SIZE, ...(startAfter === "" ? {} : { startAfter }) });
		for (const { key } of objects) if (!key.startsWith(LEFT_OUT)) yield key;
		const last = objects.at(-1)?.key;
		// R2 may give fewer than were asked for, and goes on after them.
		if (last === undefined) return;
		startAfter = last;
	}
}
