import { z } from "zod";
import { GENDERS } from "#features/accounts/gender.ts";
import { writtenLine } from "#foundation/names/free-text.ts";
import { checkbox, offered, optionalField, optionalText } from "#foundation/ui/form-fields.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { type Locale, words } from "#locales/locales.ts";
import { ageOn, DETAILS, MAX_TOWN_LENGTH, parseBirthDate, parsePhone, type Showable } from "./detail.ts";

/** `done`: what the page says of the change that led to it. */
export const detailQuery = z.object({ done: optionalText() });

type Reading = { locale: Locale; today: string };

/** What a member gives once, in the spelling that is kept. `today`: ISO 8601. */
export function detailForm({ locale, today }: Reading) {
	const text = words(locale).profiles.error;
	return z
		.strictObject({
			gender: z.enum(GENDERS, { error: text.choose }),
			phone: optionalField(parsePhone, text.phone),
			birth_date: optionalField((typed) => parseBirthDate(typed, today), text.birthDate),
			town: writtenField(writtenLine, MAX_TOWN_LENGTH, locale),
		})
		.transform(({ gender, ...details }) => ({ gender, details }));
}

/**
 * What to say of a birth date by which the member is younger than their brands take; undefined for any other text. The
 * age hangs on the memberships, so it is no part of the schema.
 */
export function tooYoung(typed: string, { locale, today, minimumAge }: Reading & { minimumAge: number }) {
	const birthDate = parseBirthDate(typed, today);
	if (birthDate === undefined || ageOn(birthDate, today) >= minimumAge) return undefined;
	return words(locale).profiles.error.tooYoung(minimumAge);
}

/** The other form of that page: its buttons clear one field each. */
export const clearForm = z.strictObject({ clear: offered(DETAILS) });

/** What a brand shows of it. */
export const visibilityForm = z.strictObject({
	gender: checkbox(),
	birth_date: checkbox(),
	town: checkbox(),
	phone: checkbox(),
} satisfies Record<Showable, unknown>);
