import type { Insertable } from "kysely";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of names that are held after an erasure. */

type Indexes = readonly Uint8Array[];

/** @param after holds from then (ISO 8601) or earlier have ended */
export const nameHeld = (
	realm: RealmId,
	{ names, likenesses, after }: { names: Indexes; likenesses: Indexes; after: string },
) => {
	const holds = build
		.selectFrom("user_name_hold")
		.select("held_at")
		.where("realm_id", "=", realm)
		.where("held_at", ">", after);
	return holds.where("name_index", "in", [...names]).unionAll(holds.where("likeness_index", "in", [...likenesses]));
};

/** The later of two erasures counts, where one name was given out twice. */
export const addNameHold = (row: Insertable<Tables["user_name_hold"]>) =>
	build
		.insertInto("user_name_hold")
		.values(row)
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "name_index"])
				.doUpdateSet({ held_at: row.held_at })
				.where("user_name_hold.held_at", "<", row.held_at),
		);

/** How many names are held under each hold salt. */
export const nameHoldsBySalt = () =>
	build
		.selectFrom("user_name_hold")
		.select(({ fn }) => ["salt", fn.countAll<number>().as("rows")])
		.groupBy("salt")
		.orderBy("salt");

/** Sealed names of members, each with the key that opens it. */
export const namesOfMembers = (realm: RealmId, members: readonly string[]) =>
	build
		.selectFrom("member")
		.innerJoin("unit_key", "unit_key.owner_id", "member.id")
		.select(["member.id as member", "member.user_name_sealed"])
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}` as const))
		.where("member.realm_id", "=", realm)
		.where("member.id", "in", [...members])
		.where("unit_key.realm_id", "=", realm)
		.where("unit_key.unit", "=", "core");
