import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { codeOwner } from "../../queries.ts";

/** SQL of a forgotten password. */

/** Unexpired password reset links of the member with this e-mail or name. */
export const openResets = (
	realm: RealmId,
	column: "email_index" | "user_name_index",
	indexes: readonly Uint8Array[],
	now: string,
) =>
	build
		.selectFrom("mail_code")
		.select("expires_at")
		.where("realm_id", "=", realm)
		.where("kind", "=", "reset")
		.where("used_at", "is", null)
		.where("expires_at", ">", now)
		.where("member_id", "in", (eb) =>
			eb
				.selectFrom("member")
				.select("id")
				.where("realm_id", "=", realm)
				.where(column, "in", [...indexes]),
		);

/** A link to a new password, unless the member has that many valid ones already, concurrent requests included. */
export const addResetCode = (
	code: Pick<Tables["mail_code"], "realm_id" | "code_hash" | "member_id" | "expires_at" | "key_version">,
	most: number,
	now: string,
) => {
	const open = build
		.selectFrom("mail_code")
		.select((eb) => eb.fn.countAll<number>().as("links"))
		.where("realm_id", "=", code.realm_id)
		.where("member_id", "=", code.member_id)
		.where("kind", "=", "reset")
		.where("used_at", "is", null)
		.where("expires_at", ">", now);
	return build
		.insertInto("mail_code")
		.columns(["realm_id", "code_hash", "member_id", "kind", "issued_at", "expires_at", "key_version"])
		.expression(
			build
				.selectNoFrom((eb) => [
					...[eb.val(code.realm_id).as("realm_id"), eb.val(code.code_hash).as("code_hash")],
					...[eb.val(code.member_id).as("member_id"), eb.val("reset").as("kind")],
					eb.val(now).as("issued_at"),
					...[eb.val(code.expires_at).as("expires_at"), eb.val(code.key_version).as("key_version")],
				])
				.where((eb) => eb(open, "<", most)),
		);
};

/** Right after the mail that carries a code: where its mailbox had its most, nobody has the code. */
export const removeUnsentCode = (realm: RealmId, hash: Uint8Array) =>
	build
		.deleteFrom("mail_code")
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where((eb) => eb(eb.fn<number>("changes", []), "=", 0));

/** Whose link this is, with what a mail to them needs. */
export const memberOfCode = (realm: RealmId, hash: Uint8Array) =>
	build
		.selectFrom("member")
		.select(["id", "email_sealed"])
		.where("realm_id", "=", realm)
		.where("id", "in", codeOwner(realm, hash));

export const membershipsOfCode = (realm: RealmId, brands: readonly BrandId[], hash: Uint8Array) =>
	build
		.selectFrom("membership")
		.select("brand_id")
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", codeOwner(realm, hash))
		.orderBy("joined_at");

/** Sets a password by a link that nobody has used: of two at the same time, one. Whatever the batch does with its links comes after it. */
export const setPasswordByCode = (realm: RealmId, hash: Uint8Array, sealed: Uint8Array, now: string) =>
	build
		.updateTable("member")
		.set((eb) => ({ password_sealed: sealed, session_epoch: eb("session_epoch", "+", 1), updated_at: now }))
		.where("realm_id", "=", realm)
		.where(
			"id",
			"in",
			codeOwner(realm, hash).where("kind", "=", "reset").where("used_at", "is", null).where("expires_at", ">", now),
		)
		.returning("id");
