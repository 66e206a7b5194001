import type { Context } from "#foundation/context.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import type { BrandId } from "#foundation/ids.ts";
import type { ProfileForEditing } from "../editor/editor.ts";
import type { EncodedPhoto } from "./photo-encoding.ts";
import { openPhoto, photoUnits } from "./photo-file.ts";

/** A photo of the same member on another brand. */
export type PhotoElsewhere = { brand_id: string; id: string; object_key: string; width: number; height: number };

/**
 * Whether the member shows the same picture on another brand: the small one, made again without anything of its file,
 * is compared byte by byte with those that are stored, so that no imprint of a photo is ever kept (DECISIONS 104).
 * Photos whose keys or files are gone are passed over.
 */
export async function isPhotoElsewhere(
	context: Context,
	{ owner, photosElsewhere }: Pick<ProfileForEditing, "owner" | "photosElsewhere">,
	{ files, width, height }: EncodedPhoto,
): Promise<boolean> {
	const alike = photosElsewhere.filter((photo) => photo.width === width && photo.height === height);
	if (alike.length === 0) return false;
	const units = alike.flatMap(({ brand_id, id }) => photoUnits(brand_id as BrandId, id));
	const [keys] = await context.database().read(unitKeysOf(owner.realm, [owner.member], units));
	const found = await Promise.all(
		alike.map(async ({ brand_id, ...photo }) => {
			const names = photoUnits(brand_id as BrandId, photo.id);
			const key = keys.find(({ unit }) => names.includes(unit));
			const bytes = key && (await openPhoto(context, photo, "320", key));
			return bytes !== undefined && isEqual(bytes, files["320"]);
		}),
	);
	return found.includes(true);
}

const isEqual = (one: Uint8Array, other: Uint8Array) =>
	one.length === other.length && one.every((byte, at) => byte === other[at]);
