import { z } from "zod";
import { writtenText } from "#features/profiles/free-text.ts";
import { MAX_NOTE_LENGTH, REJECTION_REASONS } from "#features/profiles/photos/photo-decision.ts";
import { PROFILE_TEXT } from "#features/profiles/text.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import { textField } from "#foundation/ui/form-fields.ts";
import { doneQuery, rowId } from "../schema.ts";
import { CONSOLE_TEXT } from "../text.ts";
import { PHOTO_REVIEW_TEXT } from "./text-photos.ts";

export const photoParams = z.object({ photo: rowId });
export const listQuery = doneQuery(["approved", "rejected"]);
/** `look`: the token of a look that was recorded. */
export const photoQuery = listQuery.extend({ look: textField() });
export const imageQuery = z.object({ look: textField() });

/** `seen`: when the photo had been decided, as the page showed it; "" for not yet. */
export const approveForm = z.strictObject({ seen: textField() });

/** The reason is of the closed list; a note goes with the last of them alone. */
export function rejectForm(locale: Locale) {
	const text = PHOTO_REVIEW_TEXT[locale];
	return approveForm
		.extend({
			reason: z.enum(REJECTION_REASONS, { error: CONSOLE_TEXT[locale].error.choose }),
			note: noteField(locale),
		})
		.superRefine(({ reason, note }, check) => {
			const isOther = reason === "other";
			if (isOther === (note !== "")) return;
			check.addIssue({ code: "custom", path: ["note"], message: isOther ? text.noteMissing : text.noteExtra });
		});
}

function noteField(locale: Locale) {
	const words = PROFILE_TEXT[locale].error;
	return textField().transform((typed, check) => {
		const written = writtenText(typed, MAX_NOTE_LENGTH);
		if ("text" in written) return written.text;
		check.addIssue(written.problem === "too_long" ? words.tooLong(MAX_NOTE_LENGTH) : words.characters);
		return z.NEVER;
	});
}
