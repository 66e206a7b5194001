import { z } from "zod";
import { writtenLine } from "#foundation/names/free-text.ts";
import { checkbox, NOT_OFFERED } from "#foundation/ui/form-fields.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { type Locale, words } from "#locales/locales.ts";
import { brandParam, photoParams } from "../schema.ts";
import { MAX_DESCRIPTION_LENGTH } from "./photo.ts";
import { MAX_SIDE_PIXELS, type PhotoProblem, photoProblem } from "./photo-encoding.ts";

/** A photo on its owner's pages, which stand on the account host. */
export const ownPhotoParams = brandParam.extend({ photo: photoParams.shape.photo });
export const ownPhotoFileParams = brandParam.extend(photoParams.shape);

/**
 * A file is judged by its first bytes: its name and type, which the sender may make up, are passed over. Where none was
 * chosen a page sends an empty one.
 */
export const photoForm = (locale: Locale) =>
	z
		.strictObject({
			photo: z
				.file({ error: NOT_OFFERED })
				.transform(async (file) => new Uint8Array(await file.arrayBuffer()))
				.superRefine((bytes, check) => {
					const problem = photoProblem(bytes);
					if (problem !== undefined) check.addIssue(photoProblemWords(problem, locale));
				}),
			description: writtenField(writtenLine, MAX_DESCRIPTION_LENGTH, locale),
			photo_consent: checkbox(),
			photo_same: checkbox(),
		})
		.transform(({ photo, photo_consent: consent, photo_same: same, description }) => ({
			bytes: photo,
			description,
			consent,
			same,
		}));

/** Why a file is no photo that can be shown. */
export function photoProblemWords(problem: PhotoProblem, locale: Locale): string {
	const text = words(locale).profiles.error;
	return {
		missing: text.photoMissing,
		type: text.photoType,
		animated: text.photoAnimated,
		too_heavy: text.photoTooHeavy,
		too_long: text.photoTooLong(MAX_SIDE_PIXELS),
		too_many_pixels: text.photoTooManyPixels,
		too_small: text.photoTooSmall,
		unreadable: text.photoUnreadable,
	}[problem];
}
