import { z } from "zod";
import { ownNames } from "#foundation/brand/own-names.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import type { BrandId } from "#foundation/ids.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { reservedName } from "#foundation/names/reserved.ts";
import { IN_ANY_CASE, parsedField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { displayNameField } from "../brand-name/schema.ts";
import { GENDERS } from "../gender.ts";
import { parseUserName, USER_NAME, userNameFault } from "../identity.ts";
import { passwordError } from "../password-error.ts";

type AccountErrors = ReturnType<typeof words>["accounts"]["error"];

export type JoinRequest = z.output<ReturnType<typeof joinForm>>;

/**
 * What joining asks: these and nothing else are mandatory (P01); a birth date is not asked. A name of the operator's,
 * its brands' or its staff's is nobody's to take (P03).
 * @param brands ids of the realm's brands
 */
export function joinForm({ locale, legal, brands }: { locale: Locale; legal: Legal; brands: readonly BrandId[] }) {
	const text = words(locale).accounts.error;
	const own = ownNames(legal, brands);
	const agreed = z.literal("yes", { error: text.agree });
	return z
		.strictObject({
			user_name: parsedField(parseUserName, {
				required: text.required,
				wrong: (typed) => userNameMessage(typed, text),
			}).refine((userName) => reservedName(userName, own) === undefined, { error: text.userNameReserved }),
			email: parsedField(parseMailAddress, { required: text.required, wrong: text.email }),
			password: textField(),
			gender: z.enum(GENDERS, { error: text.choose }),
			adult: z
				.enum(["yes", "no"], { error: text.choose })
				.refine((answer) => answer === "yes", { error: text.tooYoung(legal.minimumAge) }),
			terms: agreed,
			membership: legal.adult ? agreed : z.literal("yes").optional(),
		})
		.superRefine(async ({ user_name, email, password }, check) => {
			const error = await passwordError(password, [user_name, email, legal.brandName], locale);
			if (error !== undefined) check.addIssue({ code: "custom", path: ["password"], message: error });
		}, IN_ANY_CASE)
		.transform(({ user_name: userName, email, password, gender }) => ({ userName, email, password, gender }));
}

function userNameMessage(typed: string, text: AccountErrors): string {
	const fault = userNameFault(typed);
	if (fault === "short") return text.userNameShort(USER_NAME.shortest);
	return fault === "long" ? text.userNameLong(USER_NAME.longest) : text.userNameSigns;
}

/**
 * Activates a registration, under a display name on its brand: with the password that was chosen for it, where another
 * browser made it.
 */
export const confirmForm = (locale: Locale) =>
	z
		.strictObject({ code: textField(), password: z.string().optional(), display_name: displayNameField(locale) })
		.transform(({ display_name: displayName, ...fields }) => ({ ...fields, displayName }));
