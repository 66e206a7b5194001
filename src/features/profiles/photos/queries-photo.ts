import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { asTable, asView, type From, type MemberRef, shown } from "../queries.ts";

const COLUMNS = [
	...(["id", "member_id", "object_key", "description_sealed", "width", "height", "state"] as const),
	...(["rejection_reason", "rejection_note_sealed"] as const),
] as const;

/** Oldest first: the first is the one that stands for its owner. */
export const photosOf = (brand: BrandId, ref: MemberRef) =>
	shown(ref, (from, ids) =>
		build
			.selectFrom(from("photo", "photo_usable_for_profiles"))
			.select(COLUMNS)
			.where("brand_id", "=", brand)
			.where("member_id", "in", ids),
	)
		// As the index has them: by id alone, the planner goes through the whole brand.
		.orderBy("member_id")
		.orderBy("id");

/** A photo by its id, for `me`: what others may see, and what is the member's own. */
type PhotoRef = { brand: BrandId; id: string; me: string };

const photosWith = ({ brand, id }: PhotoRef, from: From) =>
	build.selectFrom(from("photo", "photo_usable_for_profiles")).where("brand_id", "=", brand).where("id", "=", id);
const ofOthers = (ref: PhotoRef) => photosWith(ref, asView).where("member_id", "!=", ref.me);

export const ownPhoto = (ref: PhotoRef) => photosWith(ref, asTable).select(COLUMNS).where("member_id", "=", ref.me);

export const photoOf = (ref: PhotoRef) => ofOthers(ref).select(COLUMNS).unionAll(ownPhoto(ref));

const ownOwner = (ref: PhotoRef) => photosWith(ref, asTable).select("member_id").where("member_id", "=", ref.me);
export const ownerOf = (ref: PhotoRef) => ofOthers(ref).select("member_id").unionAll(ownOwner(ref));

/** The keys of photos' units, whichever of these names they go by, of the owner of one photo. */
export const keysOfPhoto = (realm: RealmId, ref: PhotoRef, units: readonly string[]) =>
	unitKeysOf(realm, ownerOf(ref), units);

/** Whether the owner of a photo can be seen by others on the brand at all. */
export const ownerOfPhoto = (realm: RealmId, ref: PhotoRef) =>
	build
		.selectFrom("membership_usable_for_use_of_site as place")
		.innerJoin("member_usable_for_use_of_site as account", (join) =>
			join.onRef("account.id", "=", "place.member_id").on("account.realm_id", "=", realm),
		)
		.select(["account.id", "account.state as account_state", "place.state"])
		.where("place.brand_id", "=", ref.brand)
		.where("place.member_id", "in", ofOthers(ref).select("member_id"));

export const answersOfOwner = (ref: PhotoRef) =>
	build
		.selectFrom("consent_event")
		.select(["brand_id", "id", "member_id", "purpose", "recipient", "kind", "text_hash", "happened_at"])
		.select(["ended_at", "previous_hash", "hash"])
		.where("brand_id", "=", ref.brand)
		.where("member_id", "in", ownerOf(ref));

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
