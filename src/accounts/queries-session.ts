import type { BrandId, RealmId } from "../brand/settings.ts";
import { build } from "../db/database.ts";

/** SQL of being signed in, and of the way from the account host to a brand. */

/** The session with its member, if it still counts: its row, its member's state and the epoch decide (T11). */
export const liveSession = (realm: RealmId, session: string, now: string) =>
	build
		.selectFrom("session")
		.innerJoin("member", (join) =>
			join
				.onRef("member.id", "=", "session.member_id")
				.onRef("member.session_epoch", "=", "session.epoch")
				.on("member.realm_id", "=", realm),
		)
		.select(["session.id", "session.brand_id", "session.member_id", "session.kept_signed_in", "session.seen_at"])
		.select(["member.user_name_sealed", "member.email_sealed", "member.gender_sealed", "member.language"])
		.select(["member.session_epoch", "member.created_at", "member.confirmed_at"])
		.where("session.realm_id", "=", realm)
		.where("session.id", "=", session)
		.where("session.ends_at", ">", now)
		.where("member.state", "=", "active");

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
		.select(["id", "brand_id", "created_at", "seen_at", "ends_at", "kept_signed_in"])
		.select(["device_type_sealed", "operating_system_sealed", "browser_sealed"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("ends_at", ">", now)
		.orderBy("seen_at", "desc");

export const membershipOf = (brand: BrandId, member: string) =>
	build
		.selectFrom("membership")
		.select(["joined_at", "state", "statement_notified", "pairwise_id"])
		.where("brand_id", "=", brand)
		.where("member_id", "=", member);

/** All of a member's brands: the account host alone may ask this, naming every brand of its realm. */
export const membershipsOf = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("membership")
		.select(["brand_id", "joined_at", "state", "statement_notified"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member)
		.orderBy("joined_at");

export const acceptancesOf = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("acceptance")
		.select(["brand_id", "document", "number", "locale", "kind", "happened_at"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member)
		.orderBy("happened_at", "desc");

/** Whose code this is, with what a session needs: asked in the same batch, before the code is spent. */
export const codeHolder = (realm: RealmId, brand: BrandId, hash: Uint8Array) =>
	build
		.selectFrom("member")
		.select(["id", "session_epoch", "state"])
		.where("realm_id", "=", realm)
		.where("id", "in", holderId(realm, brand, hash));

export const coreKeyOfHolder = (realm: RealmId, brand: BrandId, hash: Uint8Array) =>
	build
		.selectFrom("unit_key")
		.select(["realm_id", "id", "owner_id", "unit", "wrapped_key", "key_version", "created_at"])
		.where("realm_id", "=", realm)
		.where("unit", "=", "core")
		.where("owner_id", "in", holderId(realm, brand, hash));

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
