import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** Mails that no server took, as far as they are kept: at most so many are counted. */
export const failedMail = (realm: RealmId, most: number) =>
	build
		.selectFrom(
			build
				.selectFrom("outbox")
				.select("id")
				.where("state", "=", "failed")
				// Both: so that the index on what is due has them together.
				.where("urgent", "in", [0, 1])
				.where("realm_id", "=", realm)
				.limit(most)
				.as("failed"),
		)
		.select((eb) => eb.fn.countAll<number>().as("rows"));
