import type { Replays } from "#foundation/acts/replay.ts";
import { closingQueries, lapseReads } from "./closing.ts";
import { leavingQueries, leavingReads } from "./leaving.ts";

export const MEMBERSHIP_REPLAYS: Replays<"closed" | "left"> = {
	async closed({ database, ring, realm }, { subject: member, at, purgeAt }) {
		const read = await database.read(...lapseReads(realm, member));
		return closingQueries({ realm, keys: async () => ring }, { member, now: Date.parse(at), purgeAt }, read);
	},
	async left({ database, ring, realm }, { subject: member, brand, at }) {
		const agreed = await database.read(...leavingReads(realm.id, brand, member));
		return leavingQueries(ring, realm.id, { brand, member, now: Date.parse(at) }, agreed);
	},
};
