import type { SessionScope } from "#foundation/context.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of being signed in, and of the way from the account host to a brand. */

type Named = { id: string; member: string; scope: SessionScope };

/**
 * The session with its member, if it still counts: its row, its member's state and the epoch decide (T11). One for
 * privacy rights counts in every state of the account until its erasure begins.
 */
export const liveSession = (realm: RealmId, { id, member, scope }: Named, now: string) =>
	build
		.selectFrom("session")
		.innerJoin("member", (join) =>
			join
				.onRef("member.id", "=", "session.member_id")
				.onRef("member.session_epoch", "=", "session.epoch")
				.on("member.realm_id", "=", realm)
				.on("member.id", "=", member),
		)
		.select(["session.id", "session.brand_id", "session.member_id", "session.kept_signed_in", "session.seen_at"])
		.select("session.created_at as signed_in_at")
		.select(["member.user_name_sealed", "member.email_sealed", "member.gender_sealed", "member.language"])
		.select(["member.session_epoch", "member.created_at", "member.confirmed_at"])
		.where("session.realm_id", "=", realm)
		.where("session.id", "=", id)
		.where("session.ends_at", ">", now)
		.where("session.scope", "=", scope)
		.where((eb) => (scope === "rights" ? eb("member.erasing_at", "is", null) : eb("member.state", "=", "active")));

export const endSession = (realm: RealmId, session: string) =>
	build.deleteFrom("session").where("realm_id", "=", realm).where("id", "=", session);

export const endSessionsOf = (realm: RealmId, member: string, but = "") =>
	build
		.deleteFrom("session")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("id", "!=", but)
		.returning("id");

export const endOneOf = (realm: RealmId, member: string, session: string) =>
	build
		.deleteFrom("session")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("id", "=", session)
		.returning("id");

export const endSessionsOnBrand = (realm: RealmId, member: string, brand: BrandId) =>
	build
		.deleteFrom("session")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("brand_id", "=", brand);

export const extendSession = (realm: RealmId, session: string, seenAt: string, endsAt: string) =>
	build
		.updateTable("session")
		.set({ seen_at: seenAt, ends_at: endsAt })
		.where("realm_id", "=", realm)
		.where("id", "=", session);

export const sessionsOf = (realm: RealmId, member: string, now: string) =>
	build
		.selectFrom("session")
		.select(["id", "brand_id", "created_at", "seen_at", "ends_at", "kept_signed_in", "scope"])
		.select(["device_type_sealed", "operating_system_sealed", "browser_sealed"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("ends_at", ">", now)
		.orderBy("seen_at", "desc");

export const membershipOf = (brand: BrandId, member: string) =>
	build
		.selectFrom("membership")
		.select(["brand_id", "joined_at", "state", "statement_notified", "pairwise_id"])
		.where("brand_id", "=", brand)
		.where("member_id", "=", member);

/** All of a member's brands: the account host alone may ask this, naming every brand of its realm. */
export const membershipsOf = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("membership")
		.select(["brand_id", "joined_at", "state", "statement_notified", "pairwise_id"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member)
		.orderBy("joined_at");

/** Of the member with this e-mail or user name. */
export const membershipsByIndex = (
	{ id: realm, brands }: { id: RealmId; brands: readonly BrandId[] },
	column: "email_index" | "user_name_index",
	indexes: readonly Uint8Array[],
) =>
	build
		.selectFrom("membership")
		.select(["brand_id", "joined_at", "state", "statement_notified"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", (eb) =>
			eb
				.selectFrom("member")
				.select("id")
				.where("realm_id", "=", realm)
				.where(column, "in", [...indexes]),
		)
		.orderBy("joined_at");

export const acceptancesOf = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("acceptance")
		.select(["brand_id", "document", "number", "locale", "kind", "happened_at"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member)
		.orderBy("happened_at", "desc");

/** Whose code this is, with what a session needs: asked in the same batch, before the code is spent. */
export const memberOfSignInCode = (realm: RealmId, brand: BrandId, hash: Uint8Array) =>
	build
		.selectFrom("member")
		.select(["id", "session_epoch", "state"])
		.where("realm_id", "=", realm)
		.where("id", "in", holderId(realm, brand, hash));

export const coreKeyOfSignInCode = (realm: RealmId, brand: BrandId, hash: Uint8Array) =>
	unitKeysOf(realm, holderId(realm, brand, hash), ["core"]);

export const membershipOfHolder = (realm: RealmId, brand: BrandId, hash: Uint8Array) =>
	build
		.selectFrom("membership")
		.select("member_id")
		.where("brand_id", "=", brand)
		.where("member_id", "in", holderId(realm, brand, hash));

const holderId = (realm: RealmId, brand: BrandId, hash: Uint8Array) =>
	build
		.selectFrom("sign_in_code")
		.select("member_id")
		.where("realm_id", "=", realm)
		.where("brand_id", "=", brand)
		.where("code_hash", "=", hash);

/** Spends a code: gone whatever comes of it, and of use only to this brand and the browser with the verifier. */
export const spendSignInCode = (realm: RealmId, hash: Uint8Array) =>
	build
		.deleteFrom("sign_in_code")
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.returning(["brand_id", "member_id", "challenge", "kept_signed_in", "expires_at"]);

export const setMembershipState = (brand: BrandId, member: string, state: "active" | "hidden", now: string) =>
	build
		.updateTable("membership")
		.set({ state, updated_at: now })
		.where("brand_id", "=", brand)
		.where("member_id", "=", member);

export const removeMembership = (brand: BrandId, member: string) =>
	build.deleteFrom("membership").where("brand_id", "=", brand).where("member_id", "=", member).returning("member_id");

/** The keys of one brand's units: without them, nothing of the brand opens in any copy (DECISIONS 15). */
export const removeBrandKeys = (realm: RealmId, member: string, brand: BrandId) =>
	build
		.deleteFrom("unit_key")
		.where("realm_id", "=", realm)
		.where("owner_id", "=", member)
		.where((eb) =>
			eb.or([
				eb("unit", "=", `brand:${brand}`),
				eb("unit", "like", `brand:${brand}:%`),
				eb("unit", "like", `special:${brand}:%`),
			]),
		);

/** Keys of special values on every brand: a consent that lapses takes along what it allowed. */
export const removeSpecialKeys = (realm: RealmId, member: string) =>
	build
		.deleteFrom("unit_key")
		.where("realm_id", "=", realm)
		.where("owner_id", "=", member)
		.where("unit", "like", "special:%");

export const memberForChange = (realm: RealmId, member: string) =>
	build
		.selectFrom("member")
		.select(["id", "password_sealed", "session_epoch", "state", "purge_at", "erasing_at", "email_sealed"])
		.where("realm_id", "=", realm)
		.where("id", "=", member);

/**
 * A new password or a closed account: the epoch ends every session at once (T11). `null`: no password signs in any
 * more until a new one is set by mail.
 */
export const changePassword = (realm: RealmId, member: string, sealed: Uint8Array | null, now: string) =>
	build
		.updateTable("member")
		.set((eb) => ({ password_sealed: sealed, session_epoch: eb("session_epoch", "+", 1), updated_at: now }))
		.where("realm_id", "=", realm)
		.where("id", "=", member);

export const raiseEpoch = (realm: RealmId, member: string, now: string) =>
	build
		.updateTable("member")
		.set((eb) => ({ session_epoch: eb("session_epoch", "+", 1), updated_at: now }))
		.where("realm_id", "=", realm)
		.where("id", "=", member);

/** Until the purge; `epoch` is the one that the reopening was offered under, so that an old offer is of no use. */
export const reopenMember = (realm: RealmId, member: string, epoch: number, now: string) =>
	build
		.updateTable("member")
		.set({ state: "active", closed_at: null, purge_at: null, session_epoch: epoch + 1, updated_at: now })
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where("state", "=", "closed")
		.where("session_epoch", "=", epoch)
		.where("purge_at", ">", now)
		.where("erasing_at", "is", null)
		.returning("session_epoch");
