import type { OwnPhoto } from "#features/profiles/photos/own-photos.ts";
import { editionsWithProfiles } from "#features/profiles/with-profiles.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import type { Context } from "#foundation/context.ts";
import type { ContestableItem } from "#foundation/register/usable/usable-views.ts";
import type { RestrictionGround } from "#foundation/rights/restriction/restriction.ts";

/** What a member may ask for; the other grounds belong to an objection. */
export const ASKED_GROUNDS = ["accuracy", "unlawful", "claim"] as const satisfies readonly RestrictionGround[];
export type AskedGround = (typeof ASKED_GROUNDS)[number];

/** Everything of a member. */
export const ALL = "all";
/** Given once, for every site. */
const OF_ACCOUNT = ["gender", "birth_date", "town", "phone"] as const satisfies readonly ContestableItem[];
/** Given for one site. */
const OF_BRAND = ["display_name", "about_me", "hobbies", "photos"] as const satisfies readonly ContestableItem[];
const OF_ADULT_BRAND = ["sexual_preferences"] as const satisfies readonly ContestableItem[];

/** `brand`: "" for every site. `item`: "" for everything. `photo`: the only one that is meant. `value`: as a form says it. */
export type Restrictable = { value: string; brand: string; item: ContestableItem | ""; photo?: OwnPhoto };

/** What the member of these brands can have restricted, the whole of it first. */
export function restrictableOn(
	context: Context,
	joined: readonly string[],
	photos: readonly OwnPhoto[],
): Restrictable[] {
	const brands = context.realm.brands.filter((id) => joined.includes(id));
	return [
		{ value: ALL, brand: "", item: "" },
		...OF_ACCOUNT.map((item): Restrictable => ({ value: item, brand: "", item })),
		...editionsWithProfiles(context, brands).flatMap((edition) => itemsOf(edition, photos)),
	];
}

function itemsOf({ brand: { id: brand }, legal }: Edition, photos: readonly OwnPhoto[]): Restrictable[] {
	const items = legal.adult ? [...OF_BRAND, ...OF_ADULT_BRAND] : OF_BRAND;
	const own = photos.filter(({ brand_id }) => brand_id === brand);
	return [
		...items.map((item) => ({ value: `${brand}:${item}`, brand, item })),
		...own.map((photo) => ({ value: `${brand}:photos:${photo.id}`, brand, item: "photos" as const, photo })),
	];
}
