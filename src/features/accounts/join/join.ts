import type { Legal } from "#foundation/brand/settings.ts";
import { strength } from "#foundation/crypto/password.ts";
import type { BrandId } from "#foundation/ids.ts";
import { reservedName } from "#foundation/names/reserved.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { parseEmail, parseUserName } from "../identity.ts";

/** What joining asks: these and nothing else are mandatory (P01); a birth date is not asked. */
export const JOIN_FIELDS = ["user_name", "email", "password", "gender", "adult", "terms", "membership"] as const;
export type JoinField = (typeof JOIN_FIELDS)[number];
export const GENDERS = ["woman", "man", "couple", "other"] as const;
export type Gender = (typeof GENDERS)[number];

export type JoinRequest = { userName: string; email: string; password: string; gender: Gender };

type Fields = Partial<Record<JoinField, string>>;

/** The request, or what is wrong with it in words, beside its field. */
export async function checkJoin(
	fields: Fields,
	{ locale, legal, brands }: { locale: Locale; legal: Legal; brands: readonly BrandId[] },
): Promise<{ request: JoinRequest } | { state: FormState }> {
	const text = words(locale).accounts.error;
	const userName = parseUserName(fields.user_name ?? "");
	const email = parseEmail(fields.email ?? "");
	const gender = GENDERS.find((one) => one === fields.gender);
	const errors = {
		user_name: userNameError(fields.user_name, { locale, legal, brands }),
		email: !fields.email?.trim() ? text.required : email === undefined ? text.email : undefined,
		password: await passwordError(fields.password, [fields.user_name, fields.email, legal.brandName], locale),
		gender: gender === undefined ? text.choose : undefined,
		adult: adultError(fields.adult, legal, locale),
		terms: fields.terms === "yes" ? undefined : text.agree,
		membership: !legal.adult || fields.membership === "yes" ? undefined : text.agree,
	};
	if (userName && email && gender && Object.values(errors).every((error) => error === undefined))
		return { request: { userName, email, password: fields.password ?? "", gender } };
	return { state: refill(fields, errors) };
}

/** In words. A name of the operator's, its brands' or its staff's is nobody's to take (P03). */
function userNameError(
	typed: string | undefined,
	{ locale, legal, brands }: { locale: Locale; legal: Legal; brands: readonly BrandId[] },
): string | undefined {
	const text = words(locale).accounts.error;
	if (!typed?.trim()) return text.required;
	const userName = parseUserName(typed);
	if (userName === undefined) return text.userName;
	const { name, shortName, network } = legal.operator;
	const own = [legal.brandName, name, shortName, network ?? "", ...brands];
	return reservedName(userName, own) === undefined ? undefined : text.userNameReserved;
}

/**
 * What is wrong with a new password, in words.
 * @param context what anyone would try first: user name, e-mail address, brand
 */
export async function passwordError(
	password: string | undefined,
	context: readonly (string | undefined)[],
	locale: Locale,
): Promise<string | undefined> {
	if (!password) return words(locale).accounts.error.required;
	const known = context.filter((word) => word !== undefined);
	const { accepted, warning } = await strength(password, known, locale);
	return accepted ? undefined : (warning ?? words(locale).accounts.error.passwordWeak);
}

function adultError(answer: string | undefined, legal: Legal, locale: Locale): string | undefined {
	const text = words(locale).accounts.error;
	if (answer !== "yes" && answer !== "no") return text.choose;
	return answer === "no" ? text.tooYoung(legal.minimumAge) : undefined;
}
