import { KeysDoNotFit, RANGE_CHECKS } from "#foundation/crypto/fit.ts";
import { newestRotations } from "#foundation/crypto/queries.ts";
import { parseRange, RANGE, type SaltStore } from "#foundation/crypto/salts.ts";
import type { Database } from "#foundation/db/database.ts";
import { CommandError, type CommandIo } from "../command.ts";
import { readBucketObject } from "./bucket-object.ts";

/** Where the salts are: in wrangler's folder on this machine, in the store of a Node host, or at Cloudflare. */
export type SaltLocation = { persistedIn: string } | { store: Pick<SaltStore, "get"> } | "production";

/**
 * Refuses a database that was restored from before the last rotation of keys: what it holds can be read by nobody,
 * and a Worker on it would fail at every member.
 * @throws CommandError
 */
export async function requireReadableKeys(database: Database, io: CommandIo, location: SaltLocation): Promise<void> {
	const [rotations] = await database.read(newestRotations(3));
	if (rotations.length === 0) return;
	const bytes = await readRangeObject(io, location);
	const range = bytes && parseRange(bytes);
	try {
		for (const check of RANGE_CHECKS) await check({ range, rotations });
	} catch (error) {
		throw error instanceof KeysDoNotFit ? new CommandError(error.message) : error;
	}
}

async function readRangeObject(io: CommandIo, location: SaltLocation): Promise<ArrayBuffer | undefined> {
	if (location !== "production" && "store" in location) return (await location.store.get(RANGE))?.arrayBuffer();
	return (await readBucketObject(io, location, { binding: "SALTS", key: RANGE }))?.buffer;
}
