import type { Compilable, Insertable } from "kysely";
import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { RealmId } from "../../ids.ts";

/** SQL of the keys that sign mail. Times are ISO 8601. */

/** Two runs that make the same one: the first stands. */
export const addMailKey = (row: Insertable<Tables["mail_key"]>): Compilable =>
	build
		.insertInto("mail_key")
		.values(row)
		.onConflict((conflict) => conflict.doNothing());

/** Every key, without what signs. */
export const mailKeys = () =>
	build
		.selectFrom("mail_key")
		.select(["realm_id", "domain", "selector", "public_key", "made_at", "checked_at"])
		.orderBy("realm_id")
		.orderBy("domain")
		.orderBy("made_at", "desc");

/** The newest key of a domain that DNS was seen to have. */
export const signingKey = (realm: RealmId, domain: string) =>
	build
		.selectFrom("mail_key")
		.innerJoin("unit_key", (join) =>
			join.onRef("unit_key.realm_id", "=", "mail_key.realm_id").onRef("unit_key.id", "=", "mail_key.key_id"),
		)
		.select(["mail_key.selector", "mail_key.private_sealed"])
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}` as const))
		.where("mail_key.realm_id", "=", realm)
		.where("mail_key.domain", "=", domain)
		.where("mail_key.checked_at", "is not", null)
		.orderBy("mail_key.made_at", "desc")
		.limit(1);

export const keyIsInDns = (key: Pick<Tables["mail_key"], "realm_id" | "domain" | "selector">, at: string) =>
	build
		.updateTable("mail_key")
		.set({ checked_at: at })
		.where("realm_id", "=", key.realm_id)
		.where("domain", "=", key.domain)
		.where("selector", "=", key.selector);
