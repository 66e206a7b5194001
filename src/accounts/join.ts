import type { Legal, Locale } from "../brand/settings.ts";
import type { FormState } from "../ui/form.tsx";
import { parseEmail, parseUserName } from "./identity.ts";
import { ACCOUNT_TEXT } from "./text.ts";

/** What joining asks: these and nothing else are mandatory (P01); a birth date is not asked. */
export const JOIN_FIELDS = ["user_name", "email", "password", "gender", "adult", "terms", "membership"] as const;
export type JoinField = (typeof JOIN_FIELDS)[number];
export const GENDERS = ["woman", "man", "couple", "other"] as const;
export type Gender = (typeof GENDERS)[number];

export const PASSWORD = { shortest: 8, longest: 1_000 } as const;

export type JoinRequest = { userName: string; email: string; password: string; gender: Gender };

type Fields = Partial<Record<JoinField, string>>;

/** The request, or what is wrong with it in words, beside its field. */
export function checkJoin(
	fields: Fields,
	{ locale, legal }: { locale: Locale; legal: Legal },
): { request: JoinRequest } | { state: FormState } {
	const words = ACCOUNT_TEXT[locale].error;
	const userName = parseUserName(fields.user_name ?? "");
	const email = parseEmail(fields.email ?? "");
	const gender = GENDERS.find((one) => one === fields.gender);
	const errors = {
		user_name: !fields.user_name?.trim() ? words.required : userName === undefined ? words.userName : undefined,
		email: !fields.email?.trim() ? words.required : email === undefined ? words.email : undefined,
		password: passwordError(fields.password, locale),
		gender: gender === undefined ? words.choose : undefined,
		adult: adultError(fields.adult, legal, locale),
		terms: fields.terms === "yes" ? undefined : words.agree,
		membership: !legal.adult || fields.membership === "yes" ? undefined : words.agree,
	};
	if (userName && email && gender && Object.values(errors).every((error) => error === undefined))
		return { request: { userName, email, password: fields.password ?? "", gender } };
	return { state: refill(fields, errors) };
}

export function passwordError(password: string | undefined, locale: Locale): string | undefined {
	const words = ACCOUNT_TEXT[locale].error;
	const length = [...(password ?? "")].length;
	if (length === 0) return words.required;
	if (length < PASSWORD.shortest) return words.passwordShort;
	return length > PASSWORD.longest ? words.passwordLong : undefined;
}

function adultError(answer: string | undefined, legal: Legal, locale: Locale): string | undefined {
	const words = ACCOUNT_TEXT[locale].error;
	if (answer !== "yes" && answer !== "no") return words.choose;
	return answer === "no" ? words.tooYoung(legal.minimumAge) : undefined;
}

/** A form as it comes back: what was typed, without the password, and what is wrong. */
export function refill<Field extends string>(
	fields: Partial<Record<Field, string>>,
	errors: Record<string, string | undefined>,
): FormState {
	const values = Object.fromEntries(
		Object.entries<string | undefined>(fields).filter(([name]) => !/password/.test(name)),
	) as FormState["values"];
	const wrong = Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined);
	return { values, errors: Object.fromEntries(wrong) };
}
