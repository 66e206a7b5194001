import type { Insertable } from "kysely";
import { unitKeysOf, unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { Showable } from "./details/detail.ts";

/** SQL of what members tell about themselves; nothing here knows a key. */

/** The member with this pairwise id on this brand: other members know no other id (T8). */
export const memberByPairwiseId = (brand: BrandId, pairwise: string) =>
	build.selectFrom("membership").select("member_id").where("brand_id", "=", brand).where("pairwise_id", "=", pairwise);

/** Members by id, or the one behind a name of a brand, found in the same batch. */
export type MemberRef = readonly string[] | { brand: BrandId; pairwise: string };

const memberIds = (ref: MemberRef) => ("pairwise" in ref ? memberByPairwiseId(ref.brand, ref.pairwise) : [...ref]);

export const membershipByPairwiseId = (brand: BrandId, pairwise: string) =>
	build
		.selectFrom("membership")
		.select(["member_id", "state", "joined_at"])
		.where("brand_id", "=", brand)
		.where("pairwise_id", "=", pairwise);

export const accountOf = (realm: RealmId, ref: MemberRef) =>
	build
		.selectFrom("member")
		.select(["id", "state", "gender_sealed"])
		.where("realm_id", "=", realm)
		.where("id", "in", memberIds(ref));

export const keysOf = (realm: RealmId, ref: MemberRef, units: readonly string[]) =>
	unitKeysOf(realm, memberIds(ref), units);

/** The keys of every part of a unit that begins so. */
export const keysOfParts = (realm: RealmId, ref: MemberRef, begin: string) =>
	unitKeysOfParts(realm, memberIds(ref), begin);

/** The keys of a unit and of every part of it. */
export const removeUnit = (realm: RealmId, owner: string, unit: string) =>
	build
		.deleteFrom("unit_key")
		.where("realm_id", "=", realm)
		.where("owner_id", "=", owner)
		.where((eb) => eb.or([eb("unit", "=", unit), eb("unit", "like", `${unit}:%`)]));

export const detailOf = (realm: RealmId, ref: MemberRef) =>
	build
		.selectFrom("member_detail")
		.select(["member_id", "phone_sealed", "birth_date_sealed", "town_sealed"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", memberIds(ref));

export const saveDetail = (row: Insertable<Tables["member_detail"]>) => {
	const { realm_id: _, member_id: __, ...values } = row;
	return build
		.insertInto("member_detail")
		.values(row)
		.onConflict((conflict) => conflict.columns(["realm_id", "member_id"]).doUpdateSet(values));
};

export const removeDetail = (realm: RealmId, member: string) =>
	build.deleteFrom("member_detail").where("realm_id", "=", realm).where("member_id", "=", member);

export const changeGender = (realm: RealmId, member: string, sealed: Uint8Array, now: string) =>
	build
		.updateTable("member")
		.set({ gender_sealed: sealed, updated_at: now })
		.where("realm_id", "=", realm)
		.where("id", "=", member);

export const visibilityOf = (brands: readonly BrandId[], ref: MemberRef) =>
	build
		.selectFrom("profile_visibility")
		.select(["brand_id", "field"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", memberIds(ref));

/** What a brand shows from now on, and nothing else. */
export const setVisibility = (brand: BrandId, member: string, fields: readonly Showable[], now: string) => [
	build
		.deleteFrom("profile_visibility")
		.where("brand_id", "=", brand)
		.where("member_id", "=", member)
		.where("field", "not in", [...fields, ""]),
	...fields.map((field) =>
		build
			.insertInto("profile_visibility")
			.values({ brand_id: brand, member_id: member, field, shown_since: now })
			.onConflict((conflict) => conflict.columns(["brand_id", "member_id", "field"]).doNothing()),
	),
];

export const profilesOf = (brands: readonly BrandId[], ref: MemberRef) =>
	build
		.selectFrom("profile")
		.select(["brand_id", "member_id", "display_name_sealed", "about_me_sealed", "hobbies_sealed"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", memberIds(ref));

export const saveProfile = (row: Insertable<Tables["profile"]>) => {
	const { brand_id: _, member_id: __, ...values } = row;
	return build
		.insertInto("profile")
		.values(row)
		.onConflict((conflict) => conflict.columns(["brand_id", "member_id"]).doUpdateSet(values));
};

export const removeProfile = (brand: BrandId, member: string) =>
	build.deleteFrom("profile").where("brand_id", "=", brand).where("member_id", "=", member);

export const specialOf = (brands: readonly BrandId[], ref: MemberRef) =>
	build
		.selectFrom("special_detail")
		.select(["brand_id", "member_id", "purpose", "consent_id", "about_me_sealed", "hobbies_sealed"])
		.select(["sexual_preferences_sealed", "orientation_sealed"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", memberIds(ref));

export const saveSpecial = (row: Insertable<Tables["special_detail"]>) => {
	const { brand_id: _, member_id: __, purpose: ___, ...values } = row;
	return build
		.insertInto("special_detail")
		.values(row)
		.onConflict((conflict) => conflict.columns(["brand_id", "member_id", "purpose"]).doUpdateSet(values));
};

export const removeSpecial = (brand: BrandId, member: string, purpose: string) =>
	build
		.deleteFrom("special_detail")
		.where("brand_id", "=", brand)
		.where("member_id", "=", member)
		.where("purpose", "=", purpose);

/** What a member answered on a brand, for the fold (`ledgers/consent.ts`). */
export const answersOf = (brand: BrandId, ref: MemberRef) =>
	build
		.selectFrom("consent_event")
		.select(["brand_id", "id", "member_id", "purpose", "recipient", "kind", "text_hash", "happened_at"])
		.select(["ended_at", "previous_hash", "hash"])
		.where("brand_id", "=", brand)
		.where("member_id", "in", memberIds(ref));
