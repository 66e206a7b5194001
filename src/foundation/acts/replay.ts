import type { Compilable } from "kysely";
import type { Realm } from "../brand/snapshot.ts";
import type { KeyRing } from "../crypto/keys.ts";
import type { Database } from "../db/database.ts";
import type { Act, ActKind } from "./act.ts";

/** The copy of the database that acts are done on once more, with the keys that fit it. */
export type Replay = { database: Database; ring: KeyRing; realm: Pick<Realm, "id" | "brands"> };

/**
 * What each kind of act writes when it is done once more: the same queries as when it was done, and nothing on a copy
 * that does not need it. A feature has the kinds that it records in its `replay.ts`.
 */
export type Replays<Kinds extends ActKind> = {
	[Kind in Kinds]: (replay: Replay, act: Act<Kind>) => Promise<Compilable[]>;
};
