import type { Insertable, SelectQueryBuilder } from "kysely";
import { unitKeysOf, unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables, Views } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { Showable } from "./details/detail.ts";

/** SQL of what members tell about themselves; nothing here knows a key. */

/**
 * Members by id, for their own sake; or the one behind a name of a brand, as others may see them, and as they are for
 * `me`, who is signed in (DECISIONS 110). Other members know no other id (T8).
 */
export type MemberRef = readonly string[] | { brand: BrandId; pairwise: string; me: string };

type Schema = Tables & Views;
/** A table, or for others its view without restricted rows, which has the same columns. */
export type From = <Table extends keyof Tables>(table: Table, view: keyof Views) => Table;
type Ids = string[] | SelectQueryBuilder<Schema, "membership", { member_id: string }>;

/** The same query of the table and of its view: of what is the member's own, and of what others may see. */
export function shown<Table extends keyof Tables, Row>(
	ref: MemberRef,
	query: (from: From, ids: Ids) => SelectQueryBuilder<Schema, Table, Row>,
): SelectQueryBuilder<Schema, Table, Row> {
	if (!("pairwise" in ref)) return query(asTable, [...ref]);
	return query(asView, othersId(ref)).unionAll(query(asTable, ownId(ref)));
}

export const asTable: From = (table) => table;
export const asView: From = (table, view) => view as unknown as typeof table;

const byPairwiseId = ({ brand, pairwise }: { brand: BrandId; pairwise: string }, from = asTable) =>
	build
		.selectFrom(from("membership", "membership_usable_for_use_of_site"))
		.select("member_id")
		.where("brand_id", "=", brand)
		.where("pairwise_id", "=", pairwise);

type Named = Exclude<MemberRef, readonly string[]>;
const othersId = (ref: Named) => byPairwiseId(ref, asView).where("member_id", "!=", ref.me);
const ownId = (ref: Named) => byPairwiseId(ref).where("member_id", "=", ref.me);

/** For queries of what only carries a member's data, as keys do. */
export const memberIds = (ref: MemberRef): Ids => {
	if (!("pairwise" in ref)) return [...ref];
	return othersId(ref).unionAll(ownId(ref));
};

export const membershipByPairwiseId = (ref: Named) =>
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("membership", "membership_usable_for_use_of_site"))
			.select(["member_id", "state", "joined_at"])
			.where("brand_id", "=", ref.brand)
			.where("member_id", "in", ids),
	);

export const accountOf = (realm: RealmId, ref: MemberRef) =>
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("member", "member_usable_for_use_of_site"))
			.select(["id", "state", "gender_sealed"])
			.where("realm_id", "=", realm)
			.where("id", "in", ids),
	);

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
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("member_detail", "member_detail_usable_for_profiles"))
			.select(["member_id", "phone_sealed", "birth_date_sealed", "town_sealed"])
			.where("realm_id", "=", realm)
			.where("member_id", "in", ids),
	);

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
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("profile_visibility", "profile_visibility_usable_for_profiles"))
			.select(["brand_id", "field"])
			.where("brand_id", "in", [...brands])
			.where("member_id", "in", ids),
	);

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
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("profile", "profile_usable_for_profiles"))
			.select(["brand_id", "member_id", "display_name_sealed", "about_me_sealed", "hobbies_sealed"])
			.where("brand_id", "in", [...brands])
			.where("member_id", "in", ids),
	);

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
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("special_detail", "special_detail_usable_for_profiles"))
			.select(["brand_id", "member_id", "purpose", "consent_id", "about_me_sealed", "hobbies_sealed"])
			.select(["sexual_preferences_sealed", "orientation_sealed"])
			.where("brand_id", "in", [...brands])
			.where("member_id", "in", ids),
	);

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
