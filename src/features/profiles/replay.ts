import type { Compilable } from "kysely";
import type { Act } from "#foundation/acts/act.ts";
import type { Replay } from "#foundation/acts/replay.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { withdrawalQueries } from "./special-consent.ts";

/** Takes the consent to special values for this purpose back once more, and the values with it. */
export async function replaySpecialWithdrawal(
	{ database, realm }: Replay,
	{ subject: member, brand, at }: Act<"consent_withdrawn">,
	purpose: SpecialPurpose,
): Promise<Compilable[]> {
	const [events] = await database.read(consentEvents([brand], member));
	return withdrawalQueries({ realm: realm.id, brand, member, now: Date.parse(at) }, purpose, events);
}
