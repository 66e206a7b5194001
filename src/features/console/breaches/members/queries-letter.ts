import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of letters about breaches that go out, over every realm (DECISIONS 8: the system's scope). */

export const breachesWithLetters = (most: number) =>
	build.selectFrom("breach").select(["realm_id", "id"]).where("letter_after", "is not", null).orderBy("id").limit(most);

/** For the run alone that still finds the letter where it read it. */
export const advance = (
	realm: RealmId,
	id: string,
	{ letter, from, to, queued, failed }: { letter: number; from: string; to: string; queued: number; failed: number },
) =>
	build
		.updateTable("breach")
		.set({ letter_after: to, letters_queued: queued, letters_failed: failed })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("letter_entry", "=", letter)
		.where("letter_after", "=", from);
