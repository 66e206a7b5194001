import type { Replays } from "#foundation/acts/replay.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { closingQueries } from "./closing.ts";
import { leavingQueries, leavingReads } from "./leaving.ts";

export const MEMBERSHIP_REPLAYS: Replays<"closed" | "left"> = {
	async closed({ database, realm }, { subject: member, at, purgeAt }) {
		const [events] = await database.read(consentEvents(realm.brands, member));
		return closingQueries(realm, { member, now: Date.parse(at), purgeAt }, events);
	},
	async left({ database, ring, realm }, { subject: member, brand, at }) {
		const agreed = await database.read(...leavingReads(brand, member));
		return leavingQueries(ring, realm.id, { brand, member, now: Date.parse(at) }, agreed);
	},
};
