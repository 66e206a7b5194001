import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { codeOwner } from "../queries.ts";

/** SQL of what opens an account: what an act ends at once, and what it leaves. */

/** Every link that was sent: to another address, to a new password. */
export const removeMailCodes = (realm: RealmId, member: string) =>
	build.deleteFrom("mail_code").where("realm_id", "=", realm).where("member_id", "=", member);

/** The member, by id or as a query that finds the id. */
type Owner = readonly string[] | ReturnType<typeof codeOwner>;

export const passkeyNames = (realm: RealmId, member: Owner) =>
	build
		.selectFrom("passkey")
		.select(["id", "name_sealed"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", member)
		.orderBy("created_at");

export const authenticatorSince = (realm: RealmId, member: Owner) =>
	build.selectFrom("authenticator").select("created_at").where("realm_id", "=", realm).where("member_id", "in", member);

export const unusedRecoveryCodes = (realm: RealmId, member: Owner) =>
	build
		.selectFrom("recovery_code")
		.select((eb) => eb.fn.countAll<number>().as("left"))
		.where("realm_id", "=", realm)
		.where("member_id", "in", member)
		.where("used_at", "is", null);
