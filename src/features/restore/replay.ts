import type { Compilable } from "kysely";
import { ACCOUNT_REPLAYS } from "#features/accounts/replay.ts";
import { SHARING_REPLAYS } from "#features/consent/replay.ts";
import { CONSOLE_REPLAYS } from "#features/console/replay.ts";
import { MEMBERSHIP_REPLAYS } from "#features/memberships/replay.ts";
import { PROFILE_REPLAYS } from "#features/profiles/replay.ts";
import type { Act, ActKind } from "#foundation/acts/act.ts";
import type { Replay, Replays } from "#foundation/acts/replay.ts";

/** Every kind of act; a kind that no feature does once more does not compile. */
const REPLAYS: Replays<ActKind> = {
	...ACCOUNT_REPLAYS,
	...CONSOLE_REPLAYS,
	...MEMBERSHIP_REPLAYS,
	...PROFILE_REPLAYS,
	...SHARING_REPLAYS,
};

/** The queries that do an act once more. Reads what they hang on: a rival write in between breaks the batch. */
export function replayQueries<Kind extends ActKind>(replay: Replay, act: Act<Kind>): Promise<Compilable[]> {
	return REPLAYS[act.kind as Kind](replay, act);
}
