import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { MemberRef } from "../queries.ts";

const COLUMNS = [
	...(["id", "member_id", "object_key", "description_sealed", "width", "height", "state"] as const),
	...(["rejection_reason", "rejection_note_sealed"] as const),
] as const;

/** Oldest first: the first is the one that stands for its owner. */
export const photosOf = (brand: BrandId, ref: MemberRef) => {
	const photos = build
		.selectFrom("photo")
		.select(COLUMNS)
		.where("photo.brand_id", "=", brand)
		// As the index has them: by id alone, the planner goes through the whole brand.
		.orderBy("member_id")
		.orderBy("id");
	if (!("pairwise" in ref)) return photos.where("member_id", "in", [...ref]);
	return photos.where(
		"member_id",
		"in",
		build
			.selectFrom("membership")
			.select("member_id")
			.where("brand_id", "=", brand)
			.where("pairwise_id", "=", ref.pairwise),
	);
};

/** Of one member on several brands: what tells one picture from another, and where it is. */
export const photosOn = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("photo")
		.select(["brand_id", "id", "object_key", "width", "height"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member);

export const photoOf = (brand: BrandId, id: string) =>
	build.selectFrom("photo").select(COLUMNS).where("brand_id", "=", brand).where("id", "=", id);

export const ownerOf = (brand: BrandId, id: string) =>
	build.selectFrom("photo").select("member_id").where("brand_id", "=", brand).where("id", "=", id);

/** The keys of photos' units, whichever of these names they go by, of the owner of one photo. */
export const keysOfPhoto = (realm: RealmId, brand: BrandId, id: string, units: readonly string[]) =>
	unitKeysOf(realm, ownerOf(brand, id), units);

/** Whether the owner of a photo can be seen on the brand at all. */
export const ownerOfPhoto = (realm: RealmId, brand: BrandId, id: string) =>
	build
		.selectFrom("membership")
		.innerJoin("member", (join) =>
			join.onRef("member.id", "=", "membership.member_id").on("member.realm_id", "=", realm),
		)
		.select(["member.id", "member.state as account_state", "membership.state"])
		.where("membership.brand_id", "=", brand)
		.where("membership.member_id", "in", ownerOf(brand, id));

export const answersOfOwner = (brand: BrandId, id: string) =>
	build
		.selectFrom("consent_event")
		.select(["brand_id", "id", "member_id", "purpose", "recipient", "kind", "text_hash", "happened_at"])
		.select(["ended_at", "previous_hash", "hash"])
		.where("brand_id", "=", brand)
		.where("member_id", "in", ownerOf(brand, id));

export const addPhoto = (row: Insertable<Tables["photo"]>) => build.insertInto("photo").values(row);

/** Its files follow: the database notes them down for removal. */
export const removePhoto = (brand: BrandId, member: string, id: string) =>
	build
		.deleteFrom("photo")
		.where("brand_id", "=", brand)
		.where("member_id", "=", member)
		.where("id", "=", id)
		.returning("id");

export const knownObjects = (keys: readonly string[]) =>
	build
		.selectFrom("photo")
		.select("object_key")
		.where("object_key", "in", [...keys]);
