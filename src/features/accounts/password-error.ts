import { strength } from "#foundation/crypto/password.ts";
import { textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

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

/** A new password of a form that knows nothing of its sender but the brand. */
export const newPasswordField = ({ locale, brandName }: { locale: Locale; brandName: string }) =>
	textField().superRefine(async (password, check) => {
		const error = await passwordError(password, [brandName], locale);
		if (error !== undefined) check.addIssue(error);
	});
