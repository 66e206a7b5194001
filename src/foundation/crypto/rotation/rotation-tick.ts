import { keySources } from "../../acts/key-sources.ts";
import { openDatabase } from "../../db/database.ts";
import { Unavailable } from "../../errors.ts";
import type { Settings } from "../../settings.ts";
import { keyRing } from "../keys.ts";
import { randomToken } from "../random.ts";
import { type IndexedTable, isBroken } from "./indexed-table.ts";
import type { SealedTable } from "./reseal.ts";
import { resealDueUnits } from "./reseal-due.ts";
import { RotationStopped, rotateKeys } from "./rotation.ts";
import { rewriteOutgrown } from "./rotation-rewrite.ts";

const TRIP_LIMIT = 20_000;
/** Milliseconds; the next tick comes after 60,000. */
const ON_TICK = 40_000;
/** Units that a tick seals anew. */
const RESEALED = 100;

/** What stands under keys: tables whose rows are found by sealed values, and tables that hold sealed values. */
export type KeyedTables = { indexed: readonly IndexedTable[]; sealed: readonly SealedTable[] };

/** Each minute: moves the rotation of keys on. What it cannot do now it says, and the next minute tries again. */
export async function keyTick(settings: Settings, { indexed, sealed }: KeyedTables, now: () => number): Promise<void> {
	const { databaseUrl: url, databaseToken: authToken, tableRules: rules } = settings;
	const scope = { kind: "system", reason: "key rotation" } as const;
	const database = openDatabase({ url, authToken, rules, timeout: TRIP_LIMIT, clock: now }, scope);
	try {
		const sources = keySources(settings, now);
		const broken = await resealDueUnits({ database, sealed, ring: await keyRing(sources) }, RESEALED);
		if (broken > 0) say(`${broken} units hold a value that does not open, and are not sealed anew`);
		const until = now() + ON_TICK;
		await rotateKeys({ ...sources, database, indexed, holder: randomToken(16) }, ON_TICK);
		await rewriteOutgrown({
			...{ database, indexed, now, until, ring: await keyRing(sources) },
			progress: { keys: 0, rows: 0, lost: 0, milliseconds: 0 },
			write: async (queries) => {
				await database.write(...queries);
				return true;
			},
		});
	} catch (error) {
		if (error instanceof RotationStopped || isBroken(error)) say(error.message);
		// What does not fit was said where it was seen.
		else if (!(error instanceof Unavailable)) throw error;
	}
}

/** Sentences of this folder, with numbers of keys in them. */
function say(standstill: string): void {
	console.error(`keys: ${standstill}`);
}
