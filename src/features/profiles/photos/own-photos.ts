import { build } from "#foundation/db/database.ts";
import type { BrandId } from "#foundation/ids.ts";

/** What other features show of a member's own photos. */

/** A photo of the member's own. `number`: its place among those of its site, from 1. Pixels. */
export type OwnPhoto = { brand_id: string; id: string; width: number; height: number; number: number };

/** Of one member on several brands: what tells one picture from another, and where it is. */
export const photosOn = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("photo")
		.select(["brand_id", "id", "object_key", "width", "height"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member);

/** In the order of each site's profile, which is that of their ids. */
export function numbered(photos: readonly Omit<OwnPhoto, "number">[]): OwnPhoto[] {
	const ordered = [...photos].sort((one, other) => (one.id < other.id ? -1 : 1));
	return [...Map.groupBy(ordered, ({ brand_id }) => brand_id).values()].flatMap((own) =>
		own.map((photo, at) => ({ ...photo, number: at + 1 })),
	);
}

/** Width and height of a picture that is shown in a frame of this width: nothing moves when it comes. */
export function pictureSize({ width, height }: { width: number; height: number }, shown: number) {
	return { width: shown, height: Math.max(1, Math.round((height / width) * shown)) };
}
