import { z } from "zod";
import { SPECIAL_PURPOSES } from "#foundation/ledgers/consent.ts";
import { writtenLine, writtenText } from "#foundation/names/free-text.ts";
import { checkbox, offered, optionalText } from "#foundation/ui/form-fields.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_LENGTHS, NO_TEXTS, ORIENTATIONS, type ProfileTexts } from "../brand-profile.ts";

/** `from`: the brand whose texts fill the form. `done`: what the page says of the change that led to it. */
export const editorQuery = z.object({ from: optionalText(), done: optionalText() });

export type TextForm = { texts: ProfileTexts; consent: boolean };

/** The texts of a profile: a brand that is not for adults has no special ones, and takes none (T23). */
export function textForm({ locale, adult }: { locale: Locale; adult: boolean }) {
	const text = (field: "about_me" | "hobbies" | "sexual_preferences") =>
		writtenField(writtenText, MAX_LENGTHS[field], locale);
	const plain = z.strictObject({
		display_name: writtenField(writtenLine, MAX_LENGTHS.display_name, locale),
		about_me: text("about_me"),
		hobbies: text("hobbies"),
	});
	if (!adult) return plain.transform((texts): TextForm => ({ texts: { ...NO_TEXTS, ...texts }, consent: false }));
	return plain
		.extend({ sexual_preferences: text("sexual_preferences"), consent: checkbox() })
		.transform(({ consent, ...texts }): TextForm => ({ texts, consent }));
}

export type OrientationForm = z.output<ReturnType<typeof orientationForm>>;

/** "" is no orientation. */
export const orientationForm = (locale: Locale) =>
	z.strictObject({
		orientation: z.enum(["", ...ORIENTATIONS], { error: words(locale).profiles.error.choose }).prefault(""),
		orientation_consent: checkbox(),
	});

export const withdrawalForm = z.strictObject({ purpose: offered(SPECIAL_PURPOSES) });
