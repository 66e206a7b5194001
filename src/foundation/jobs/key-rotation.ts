import type { JobContext } from "../context.ts";
import { randomToken } from "../crypto/random.ts";
import { type IndexedTable, isBroken } from "../crypto/rotation/indexed-table.ts";
import type { SealedTable } from "../crypto/rotation/reseal.ts";
import { resealDueUnits } from "../crypto/rotation/reseal-queue.ts";
import { RotationStopped, rotateKeys } from "../crypto/rotation/rotation.ts";
import { rewriteOutgrown } from "../crypto/rotation/rotation-rewrite.ts";
import { StandsStill } from "../errors.ts";

/** Milliseconds. */
const TRIP_LIMIT_MS = 20_000;
/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;
/** Units that a run reseals. */
const MAX_RESEALED = 100;

/** The tables with blind indexes, and those with values that a unit seals. */
export type KeyedTables = { indexed: readonly IndexedTable[]; sealed: readonly SealedTable[] };

/** Moves the rotation of keys on. What it cannot do now it says, and the next tick tries again. */
export async function keyRotationJob(context: JobContext, { indexed, sealed }: KeyedTables): Promise<void> {
	const { clock: now, keySources, keys } = context;
	const database = context.database("key rotation", TRIP_LIMIT_MS);
	try {
		const broken = await resealDueUnits({ database, ring: await keys(), sealed }, MAX_RESEALED);
		if (broken > 0) say(`${broken} units hold a value that does not open, and are not sealed anew`);
		const until = now() + RUN_LIMIT_MS;
		await rotateKeys({ ...keySources, database, indexed, holder: randomToken(16) }, RUN_LIMIT_MS);
		await rewriteOutgrown({
			...{ database, indexed, now, until, ring: await keys() },
			progress: { keys: 0, rows: 0, lost: 0, milliseconds: 0 },
			write: async (queries) => {
				await database.write(...queries);
				return true;
			},
		});
	} catch (error) {
		if (!(error instanceof RotationStopped || isBroken(error))) throw error;
		say(error.message);
		throw new StandsStill(error.message);
	}
}

/** Sentences of the rotation, with numbers of keys in them. */
function say(standstill: string): void {
	console.error(`keys: ${standstill}`);
}
