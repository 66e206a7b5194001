import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** The end of the record of the member whose item is held, which the next row hangs on; it outlives the account. */
export const lastAccessOfHold = (realm: RealmId, id: string) =>
	build
		.selectFrom("staff_access")
		.select(["number", "accessed_at", "hash"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", (eb) =>
			eb.selectFrom("hold").select("member_id").where("realm_id", "=", realm).where("id", "=", id),
		)
		.orderBy("number", "desc")
		.limit(1);
