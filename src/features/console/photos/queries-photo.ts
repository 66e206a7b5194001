import { hiddenMembers } from "#features/moderation/standing-measures.ts";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of the review of photos. Each names the realm's brands: a photo is found by its id alone. */

const CARD = [
	...(["p.brand_id", "p.id", "p.member_id", "p.object_key", "p.width", "p.height"] as const),
	...(["p.state", "p.added_at", "p.decided_at", "p.decided_by", "p.rejection_reason"] as const),
] as const;

/** Photos of members with an open account, but for those whose review a member had restricted. */
const ofMembers = (realm: RealmId, brands: readonly BrandId[]) =>
	build
		.selectFrom("photo_usable_for_moderation as p")
		.innerJoin("member_usable_for_use_of_site as m", (join) =>
			join.onRef("m.id", "=", "p.member_id").on("m.realm_id", "=", realm),
		)
		.where("p.brand_id", "in", [...brands])
		.where("m.state", "=", "active");

/** Photos that somebody can see: of those of a hidden member there is nothing to decide. @param at ISO 8601 */
const reviewable = (realm: RealmId, brands: readonly BrandId[], at: string) =>
	ofMembers(realm, brands).where(({ not, exists, ref }) =>
		not(exists(hiddenMembers(realm, ref("p.brand_id"), at).where("measure.member_id", "=", ref("p.member_id")))),
	);

/** Oldest first. */
export const waitingPhotos = (realm: RealmId, brands: readonly BrandId[], at: string, most: number) =>
	reviewable(realm, brands, at).select(CARD).where("p.decided_at", "is", null).orderBy("p.id").limit(most);

/** That photo, if it waits, and the one that waits right after or before it. */
export const besideWaiting = (
	realm: RealmId,
	brands: readonly BrandId[],
	at: string,
	{ id, side }: { id: string; side: "after" | "before" },
) =>
	reviewable(realm, brands, at)
		.select("p.id")
		.where("p.decided_at", "is", null)
		.where("p.id", side === "after" ? ">=" : "<=", id)
		.orderBy("p.id", side === "after" ? "asc" : "desc")
		.limit(2);

export const countWaiting = (realm: RealmId, brands: readonly BrandId[], at: string) =>
	reviewable(realm, brands, at)
		.select((eb) => eb.fn.countAll<number>().as("waiting"))
		.where("p.decided_at", "is", null);

/** Newest first. `since` keeps the reading short, however many there ever were. */
export const decidedPhotos = (
	realm: RealmId,
	brands: readonly BrandId[],
	{ since, at }: { since: string; at: string },
	most: number,
) =>
	reviewable(realm, brands, at)
		.select(CARD)
		.where("p.decided_at", ">", since)
		.orderBy("p.decided_at", "desc")
		.limit(most);

export const photoCard = (realm: RealmId, brands: readonly BrandId[], id: string) =>
	ofMembers(realm, brands).select(CARD).where("p.id", "=", id);

const ownerOf = (brands: readonly BrandId[], id: string) =>
	build
		.selectFrom("photo_usable_for_moderation")
		.select("member_id")
		.where("brand_id", "in", [...brands])
		.where("id", "=", id);

/** The key of the account, and that of the photo. `id`: of a UUID's letters alone. */
export const keysOfPhotoOwner = (realm: RealmId, brands: readonly BrandId[], id: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "in", ownerOf(brands, id))
		.where((eb) => eb.or([eb("unit", "=", "core"), eb("unit", "like", `%:photo:${id}`)]));

/** The end of the chain of what staff opened of the owner. */
export const lastAccessOfOwner = (realm: RealmId, brands: readonly BrandId[], id: string) =>
	build
		.selectFrom("staff_access")
		.select(["number", "accessed_at", "hash"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", ownerOf(brands, id))
		.orderBy("number", "desc")
		.limit(1);

/** Where the owner is told, and in which language; no person sees it. */
export const addressOfOwner = (realm: RealmId, brands: readonly BrandId[], id: string) =>
	build
		.selectFrom("member_usable_for_use_of_site")
		.select(["email_sealed", "language"])
		.where("realm_id", "=", realm)
		.where("id", "in", ownerOf(brands, id));

/** What was written with a photo. Opened only for a moderator whose look is recorded. */
export const sealedTexts = (brands: readonly BrandId[], id: string) =>
	build
		.selectFrom("photo_usable_for_moderation")
		.select(["description_sealed", "rejection_note_sealed"])
		.where("brand_id", "in", [...brands])
		.where("id", "=", id);

export type DecisionRow = {
	state: "approved" | "rejected";
	approved_at: string | null;
	decided_at: string;
	decided_by: string;
	rejection_reason: string | null;
	rejection_note_sealed: Uint8Array | null;
};

/** Changes nothing when the photo is gone, or another decided since. `seen`: `decided_at` as it was shown; "" for none. */
export const decidePhoto = (brand: BrandId, id: string, seen: string, decision: DecisionRow) =>
	build
		.updateTable("photo")
		.set(decision)
		.where("brand_id", "=", brand)
		.where("id", "=", id)
		.where((eb) => (seen === "" ? eb("decided_at", "is", null) : eb("decided_at", "=", seen)));
