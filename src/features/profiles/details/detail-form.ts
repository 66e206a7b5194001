import { GENDERS, type Gender } from "#features/accounts/gender.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type Written, writtenLine } from "../free-text.ts";
import { ageOn, MAX_TOWN_LENGTH, parseBirthDate, parsePhone } from "./detail.ts";
import type { MemberDetails } from "./member-detail.ts";

export const DETAIL_FIELDS = ["gender", "phone", "birth_date", "town"] as const;
type Fields = Partial<Record<(typeof DETAIL_FIELDS)[number], string>>;

/** What was filled in, in the spelling that is kept; or what is wrong with it in words. `today`: ISO 8601. */
export function checkDetails(
	fields: Fields,
	{ locale, today, minimumAge }: { locale: Locale; today: string; minimumAge: number },
): { gender: Gender; details: MemberDetails } | { state: FormState } {
	const text = words(locale).profiles.error;
	const gender = GENDERS.find((one) => one === fields.gender);
	const phone = fields.phone?.trim() ? parsePhone(fields.phone) : "";
	const birthDate = fields.birth_date?.trim() ? parseBirthDate(fields.birth_date, today) : "";
	const town = writtenLine(fields.town ?? "", MAX_TOWN_LENGTH);
	const tooYoung = birthDate ? ageOn(birthDate, today) < minimumAge : false;
	const errors = {
		gender: gender === undefined ? text.choose : undefined,
		phone: phone === undefined ? text.phone : undefined,
		birth_date: birthDate === undefined ? text.birthDate : tooYoung ? text.tooYoung(minimumAge) : undefined,
		town: writtenError(town, MAX_TOWN_LENGTH, locale),
	};
	const isRight = Object.values(errors).every((error) => error === undefined);
	if (isRight && gender && phone !== undefined && birthDate !== undefined && "text" in town)
		return { gender, details: { phone, birth_date: birthDate, town: town.text } };
	return { state: refill(fields, errors) };
}

/** What to tell the writer of a text that is not taken. */
export function writtenError(written: Written, longest: number, locale: Locale): string | undefined {
	const text = words(locale).profiles.error;
	if ("text" in written) return undefined;
	return written.problem === "too_long" ? text.tooLong(longest) : text.characters;
}
