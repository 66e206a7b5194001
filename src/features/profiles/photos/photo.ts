import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { randomToken, uuidv7 } from "#foundation/crypto/random.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { sealObject } from "#foundation/crypto/sealed-object.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError, Unavailable } from "#foundation/errors.ts";
import { INERT_IMAGE } from "#foundation/http/headers.ts";
import type { ProfileForEditing } from "../editor/editor.ts";
import { consentFor } from "../editor/editor-save.ts";
import { removeUnit } from "../queries.ts";
import { photoUnit } from "../units.ts";
import { encodePhoto, PHOTO_SIZES, type PhotoProblem, type PhotoSize } from "./photo-encoding.ts";
import { locationOf, objectName, openPhoto, type StoredPhoto } from "./photo-file.ts";
import { sweepObjects } from "./photo-removal.ts";
import { addPhoto, removePhoto } from "./queries-photo.ts";
import { isPhotoElsewhere } from "./same-photo.ts";

/** On each brand; the database holds to the same number. */
export const MAX_PHOTOS = 12;
export const MAX_DESCRIPTION_LENGTH = 200;

export type UploadProblem = PhotoProblem | "full" | "consent" | "same_elsewhere";

/** Whether this installation can take photos at all. */
export const takesPhotos = ({ settings }: Context) => settings.images !== undefined;

/**
 * Adds a photo, which waits for a moderator. Its files are stored before its row is written: what a failure in between
 * leaves behind is sealed under a key that nobody has, and the sweep takes it away.
 * @param same whether the member said yes to showing what another brand shows too: nothing is stored before that
 * @returns what is wrong with it; undefined when it was added
 */
export async function uploadPhoto(
	context: Context,
	editor: ProfileForEditing,
	{ bytes, description, consent, same }: { bytes: Uint8Array; description: string; consent: boolean; same: boolean },
): Promise<UploadProblem | undefined> {
	const { objects, images } = context.settings;
	if (images === undefined) throw new AppError("unavailable", "no place for photos");
	if (editor.photos.length >= MAX_PHOTOS) return "full";
	const { realm, brand, member } = editor.owner;
	const { adult } = editor.edition.legal;
	const answer = adult ? await consentFor(context, editor, "profiles", consent) : { id: undefined, queries: [] };
	if (adult && answer.id === undefined) return "consent";
	const encoded = await encodePhoto(images, bytes, context.clock);
	if ("problem" in encoded) return encoded.problem;
	if (!same && (await isPhotoElsewhere(context, editor, encoded))) return "same_elsewhere";
	const now = context.now;
	const id = uuidv7(now);
	const key = `photos/${randomToken()}`;
	const { unit, row } = await (await context.keys()).newUnit({
		realm,
		owner: member,
		unit: photoUnit(brand, adult, id),
	});
	for (const size of Object.keys(PHOTO_SIZES) as PhotoSize[])
		await objects.put(objectName(key, size), await sealObject(unit, locationOf(id, size), encoded.files[size]));
	const location = { table: "photo", column: "description_sealed", row: id };
	const photo = {
		brand_id: brand,
		id,
		member_id: member,
		consent_id: answer.id ?? null,
		object_key: key,
		description_sealed: description === "" ? null : await seal(unit, location, description),
		width: encoded.width,
		height: encoded.height,
		state: "pending",
		added_at: new Date(now).toISOString(),
	};
	try {
		await context.database().write(...answer.queries, addUnitKey(row), addPhoto(photo));
	} catch (error) {
		// Another upload took the last place, or the consent was withdrawn meanwhile.
		if (error instanceof ConstraintViolated) return adult && editor.consents.profiles ? "consent" : "full";
		throw error;
	}
	return undefined;
}

/** The row and the key go now, the files after the response. */
export async function deletePhoto(context: Context, editor: ProfileForEditing, id: string): Promise<boolean> {
	const { realm, brand, member } = editor.owner;
	if (!editor.photos.some((photo) => photo.id === id)) return false;
	const [removed] = await context
		.database()
		.write(
			removePhoto(brand, member, id),
			removeUnit(realm, member, photoUnit(brand, true, id)),
			removeUnit(realm, member, photoUnit(brand, false, id)),
		);
	context.defer(sweepObjects);
	return removed.length > 0;
}

/**
 * The bytes of a photo, for one whose right to them the caller has checked. Kept by no cache; opened by itself it may
 * run and load nothing (T15).
 * @throws AppError not_found when its key has gone; Unavailable when its file cannot be had
 */
export async function servePhoto(
	context: Context,
	photo: StoredPhoto,
	size: PhotoSize,
	key: UnitKeyRow | undefined,
): Promise<Response> {
	if (!key) throw new AppError("not_found", "no photo");
	const bytes = await openPhoto(context, photo, size, key);
	// The database names it: that it is not found is the bucket's fault.
	if (!bytes) throw new Unavailable("a file of a photo is missing (OBJECTS)");
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": "image/webp",
			"Content-Disposition": 'attachment; filename="photo.webp"',
			"Content-Security-Policy": INERT_IMAGE,
		},
	});
}
