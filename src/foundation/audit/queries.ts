import type { Compilable, Insertable } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";

/** SQL of the log of a realm. */

export const addEntry = (entry: Insertable<Tables["audit_entry"]>): Compilable =>
	build.insertInto("audit_entry").values(entry);

/** Entries after a number, in their order. */
export const entriesFrom = (realm: RealmId, after: number, most: number) =>
	build
		.selectFrom("audit_entry")
		.select(["realm_id", "number", "at", "actor", "role", "action", "request_id", "counts_json", "edition"])
		.select(["commitment", "previous_hash", "hash"])
		.where("realm_id", "=", realm)
		.where("number", ">", after)
		.orderBy("number")
		.limit(most);
