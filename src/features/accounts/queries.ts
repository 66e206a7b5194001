import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of accounts. Sealed values and indexes come and go as bytes; nothing here knows a key. */

type Indexes = readonly Uint8Array[];

/** Who has this e-mail or this user name, with what signing in needs. */
export const memberByIndex = (realm: RealmId, column: "email_index" | "user_name_index", indexes: Indexes) =>
	build
		.selectFrom("member")
		.select(["id", "state", "session_epoch", "password_sealed", "email_sealed", "user_name_sealed", "language"])
		.select(["purge_at", "erasing_at"])
		.where("realm_id", "=", realm)
		.where(column, "in", [...indexes]);

/** Registrations of one address that a sign-in looks at. */
const MAX_WAITING = 50;

/** The same for those who have not confirmed their address yet, the newest first. */
export const registrationByIndex = (realm: RealmId, column: "email_index" | "user_name_index", indexes: Indexes) =>
	build
		.selectFrom("registration")
		.select(["id", "brand_id", "password_sealed", "email_sealed", "email_index", "language", "expires_at"])
		.select((eb) =>
			eb(
				"email_index",
				"in",
				eb
					.selectFrom("member")
					.select("email_index")
					.where("realm_id", "=", realm)
					.whereRef("member.email_index", "=", "registration.email_index"),
			).as("is_members"),
		)
		.where("realm_id", "=", realm)
		.where(column, "in", [...indexes])
		// By an expression: for the column alone the planner goes through the whole realm in its order.
		.orderBy((eb) => eb("created_at", "||", ""), "desc")
		.limit(MAX_WAITING);

/**
 * The core keys of everyone whom one of the queries above finds. Two searches joined, here and below: for an OR the
 * planner goes through the whole realm.
 */
export const coreKeysByIndex = (realm: RealmId, column: "email_index" | "user_name_index", indexes: Indexes) => {
	const members = build.selectFrom("member").select("id").where("realm_id", "=", realm);
	const registrations = build.selectFrom("registration").select("id").where("realm_id", "=", realm);
	const owners = members.where(column, "in", [...indexes]).unionAll(registrations.where(column, "in", [...indexes]));
	return unitKeysOf(realm, owners, ["core"]);
};

export const unitKeys = (realm: RealmId, owner: string, units: readonly string[]) => unitKeysOf(realm, [owner], units);

/** Members and waiting registrations whose name is this one or looks like it, and names that are held. */
export const nameTakenByMember = (realm: RealmId, names: Indexes, likenesses: Indexes) => {
	const members = build.selectFrom("member").select("id").where("realm_id", "=", realm);
	return members
		.where("user_name_index", "in", [...names])
		.unionAll(members.where("user_name_likeness_index", "in", [...likenesses]));
};

export const nameTakenByRegistration = (realm: RealmId, names: Indexes, likenesses: Indexes, now: string) => {
	const waiting = build
		.selectFrom("registration")
		.select(["id", "email_index"])
		.where("realm_id", "=", realm)
		.where("expires_at", ">", now);
	return waiting
		.where("user_name_index", "in", [...names])
		.unionAll(waiting.where("user_name_likeness_index", "in", [...likenesses]));
};

export const addRegistration = (row: Insertable<Tables["registration"]>) =>
	build.insertInto("registration").values(row);
export const addMember = (row: Insertable<Tables["member"]>) => build.insertInto("member").values(row);
export const insertMembership = (row: Insertable<Tables["membership"]>) => build.insertInto("membership").values(row);
/** A row without the time of its issue would be ended by no term. */
type Issued<Table extends "mail_code" | "sign_in_code"> = Insertable<Tables[Table]> & { issued_at: string };
export const addMailCode = (row: Issued<"mail_code">) => build.insertInto("mail_code").values(row);
export const addSession = (row: Insertable<Tables["session"]>) => build.insertInto("session").values(row);
export const addSignInCode = (row: Issued<"sign_in_code">) => build.insertInto("sign_in_code").values(row);
export const addAcceptance = (row: Insertable<Tables["acceptance"]>) => build.insertInto("acceptance").values(row);

export const mailCode = (realm: RealmId, hash: Uint8Array) =>
	build
		.selectFrom("mail_code")
		.select(["member_id", "kind", "new_email_sealed", "new_email_index", "expires_at", "used_at"])
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash);

/** Marks a code as used, once: the row comes back to the one who did. */
export const spendMailCode = (realm: RealmId, hash: Uint8Array, now: string) =>
	build
		.updateTable("mail_code")
		.set({ used_at: now })
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where("used_at", "is", null)
		.where("expires_at", ">", now)
		.returning("member_id");

export const codeOwner = (realm: RealmId, hash: Uint8Array) =>
	build.selectFrom("mail_code").select("member_id").where("realm_id", "=", realm).where("code_hash", "=", hash);

/** What a confirmation turns into a member. */
export const registrationOfCode = (realm: RealmId, hash: Uint8Array) =>
	build
		.selectFrom("registration")
		.select(["id", "brand_id", "email_sealed", "email_index", "user_name_sealed", "user_name_index"])
		.select(["user_name_likeness_index", "likeness_version", "password_sealed"])
		.select(["gender_sealed", "language", "key_version"])
		.select(["adult_answer_sealed", "adult_rule", "adult_answered_at", "created_at", "expires_at"])
		.where("realm_id", "=", realm)
		.where("id", "in", codeOwner(realm, hash));

/** Whether the address or the name of that registration went to a member meanwhile. */
export const rivalOfRegistration = (realm: RealmId, hash: Uint8Array) => {
	const own = (column: "email_index" | "user_name_index" | "user_name_likeness_index") =>
		build
			.selectFrom("registration")
			.select(column)
			.where("realm_id", "=", realm)
			.where("id", "in", codeOwner(realm, hash));
	const members = build
		.selectFrom("member")
		.select((eb) => ["id", eb("email_index", "in", own("email_index")).as("same_email")])
		.where("realm_id", "=", realm);
	return members
		.where("email_index", "in", own("email_index"))
		.unionAll(members.where("user_name_index", "in", own("user_name_index")))
		.unionAll(members.where("user_name_likeness_index", "in", own("user_name_likeness_index")));
};

export const coreKeyOfCode = (realm: RealmId, hash: Uint8Array) => unitKeysOf(realm, codeOwner(realm, hash), ["core"]);

/**
 * Links for confirming that went out since a moment to the address that was registered with this e-mail or name: so
 * many fill a mailbox. A link says when it ends, which is its own time after it began.
 */
export const confirmationsSince = (
	realm: RealmId,
	column: "email_index" | "user_name_index",
	indexes: Indexes,
	endsAfter: string,
) =>
	build
		.selectFrom("mail_code")
		.select("expires_at")
		.where("realm_id", "=", realm)
		.where("kind", "=", "confirm")
		.where("expires_at", ">", endsAfter)
		.where("member_id", "in", (eb) =>
			eb
				.selectFrom("registration")
				.select("id")
				.where("realm_id", "=", realm)
				.where("email_index", "in", (inner) =>
					inner
						.selectFrom("registration as named")
						.select("named.email_index")
						.where("named.realm_id", "=", realm)
						.where(`named.${column}`, "in", [...indexes]),
				),
		);

/** The registration of these that was made last. */
export const newestRegistration = (realm: RealmId, ids: readonly string[]) =>
	build
		.selectFrom("registration")
		.select(["id", "email_sealed"])
		.where("realm_id", "=", realm)
		.where("id", "in", [...ids])
		.orderBy("created_at", "desc")
		.limit(1);

/** What became of the mails of these registrations, the newest first. */
export const mailsOfRegistrations = (realm: RealmId, ids: readonly string[]) =>
	build
		.selectFrom("outbox")
		.select(["member_id", "state"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", [...ids])
		.where("class", "=", "transactional")
		.orderBy("queued_at", "desc");

export const removeRegistration = (realm: RealmId, id: string) =>
	build.deleteFrom("registration").where("realm_id", "=", realm).where("id", "=", id);

/** Sessions that one member may have at once, on all brands of the realm and the account host together. */
const MAX_SESSIONS = 50;

/** Right after a session is added: of too many, the ones that were used longest ago end. */
export const endSurplusSessions = (realm: RealmId, member: string) =>
	build
		.deleteFrom("session")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("id", "not in", (eb) =>
			eb
				.selectFrom("session")
				.select("id")
				.where("realm_id", "=", realm)
				.where("member_id", "=", member)
				.orderBy("seen_at", "desc")
				.orderBy("id", "desc")
				.limit(MAX_SESSIONS),
		);

export const endExpiredSessions = (realm: RealmId, member: string, now: string) =>
	build.deleteFrom("session").where("realm_id", "=", realm).where("member_id", "=", member).where("ends_at", "<=", now);
