import type { Replays } from "#foundation/acts/replay.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { withdrawalQueries } from "./special-consent.ts";

export const PROFILE_REPLAYS: Replays<"consent_withdrawn"> = {
	async consent_withdrawn({ database, realm }, { subject: member, brand, purpose, at }) {
		const [events] = await database.read(consentEvents([brand], member));
		return withdrawalQueries({ realm: realm.id, brand, member, now: Date.parse(at) }, purpose, events);
	},
};
