import type { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of the member whom letters about a request are for. */

type Members = Parameters<typeof unitKeysOf>[1];

export const memberOfRequest = (realm: RealmId, id: string) =>
	build.selectFrom("rights_request").select("member_id").where("realm_id", "=", realm).where("id", "=", id);

export const memberOfCode = (realm: RealmId, hash: Uint8Array) =>
	build.selectFrom("rights_request").select("member_id").where("realm_id", "=", realm).where("code_hash", "=", hash);

export const addressOfMember = (realm: RealmId, members: Members) =>
	build
		.selectFrom("member")
		.select(["id", "email_sealed", "language"])
		.where("realm_id", "=", realm)
		.where("id", "in", members as never);

export const joinedBrandsOf = (brands: readonly BrandId[], members: Members) =>
	build
		.selectFrom("membership")
		.select("brand_id")
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", members as never)
		.orderBy("joined_at");

/** The address of a change that its new mailbox has confirmed, and the old one has not. */
export const provenNewAddresses = (realm: RealmId, members: Members) =>
	build
		.selectFrom("mail_code")
		.select("new_email_sealed")
		.where("realm_id", "=", realm)
		.where("member_id", "in", members as never)
		.where("kind", "=", "email_new")
		.where("used_at", "is not", null);

/** How far a copy has come. */
export const stateOfCopy = (realm: RealmId, copy: string) =>
	build.selectFrom("export").select("state").where("realm_id", "=", realm).where("id", "=", copy);

/** The verified requests of those members that are not closed. */
export const activeTwins = (realm: RealmId, members: Members) =>
	build
		.selectFrom("rights_request")
		.select(["id", "kind", "member_id"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", members as never)
		.where("verified_at", "is not", null)
		.where("closed_at", "is", null);
