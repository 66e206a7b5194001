import type { Compilable } from "kysely";
import type { Act } from "#foundation/acts/act.ts";
import type { Replay } from "#foundation/acts/replay.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { withdrawalQueries } from "./consent.ts";

/** Takes a consent to statistics back once more, on a copy of the database that does not know of it. */
export async function replayStatisticsOff(
	{ database }: Replay,
	{ subject: member, brand, at }: Act<"consent_withdrawn">,
): Promise<Compilable[]> {
	const [events] = await database.read(consentEvents([brand], member));
	return withdrawalQueries({ brand, member, now: Date.parse(at) }, events);
}
