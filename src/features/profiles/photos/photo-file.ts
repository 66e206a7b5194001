import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { openObject } from "#foundation/crypto/sealed-object.ts";
import type { BrandId } from "#foundation/ids.ts";
import { photoUnit } from "../units.ts";
import type { PhotoSize } from "./photo-encoding.ts";

/** The files of a photo in the object store, each sealed under the photo's key. */

export const objectName = (key: string, size: PhotoSize) => `${key}/${size}`;
export const locationOf = (id: string, size: PhotoSize) => ({ table: "photo", column: `object_${size}`, row: id });

export type StoredPhoto = { id: string; object_key: string };

/** Undefined when the store has no such file. */
export async function openPhoto(
	context: Context,
	photo: StoredPhoto,
	size: PhotoSize,
	key: UnitKeyRow,
): Promise<Uint8Array | undefined> {
	const object = await context.settings.objects.get(objectName(photo.object_key, size));
	if (!object) return undefined;
	const unit = await (await context.keys()).openUnit(key);
	return openObject(unit, locationOf(photo.id, size), new Uint8Array(await object.arrayBuffer()));
}

/** The names that the unit of a photo may have: which one depends on the brand being an adult one when it came. */
export const photoUnits = (brand: BrandId, id: string) => [photoUnit(brand, true, id), photoUnit(brand, false, id)];
