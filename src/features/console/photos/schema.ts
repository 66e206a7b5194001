import { z } from "zod";
import { MAX_NOTE_LENGTH, OFFERED_REASONS } from "#features/profiles/photos/photo-decision.ts";
import { writtenText } from "#foundation/names/free-text.ts";
import { textField } from "#foundation/ui/form-fields.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { type Locale, words } from "#locales/locales.ts";
import { doneQuery, rowId } from "../schema.ts";

export const photoParams = z.object({ photo: rowId });
export const listQuery = doneQuery(["approved", "rejected"]);
/** `look`: the token of a look that was recorded. */
export const photoQuery = listQuery.extend({ look: textField() });
export const imageQuery = z.object({ look: textField() });

/** `seen`: when the photo had been decided, as the page showed it; "" for not yet. */
export const approveForm = z.strictObject({ seen: textField() });

/** The reason is of the closed list; a note goes with the last of them alone. */
export function rejectForm(locale: Locale) {
	const text = words(locale).photoReview;
	return approveForm
		.extend({
			reason: z.enum(OFFERED_REASONS, { error: words(locale).console.error.choose }),
			note: writtenField(writtenText, MAX_NOTE_LENGTH, locale),
		})
		.superRefine(({ reason, note }, check) => {
			const isOther = reason === "other";
			if (isOther === (note !== "")) return;
			check.addIssue({ code: "custom", path: ["note"], message: isOther ? text.noteMissing : text.noteExtra });
		});
}
