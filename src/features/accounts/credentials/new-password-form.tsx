import { FormEnd, PasswordField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";

type Props = { locale: Locale; state: FormState; code: string; action: string; submit: string };

/** A new password, by the code of a mail. */
export function NewPasswordForm({ locale, state, code, action, submit }: Props) {
	const { field } = words(locale).accounts;
	return (
		<form class="form" method="post" action={action} novalidate>
			<input type="hidden" name="code" value={code} />
			<PasswordField name="new_password" label={field.newPassword} hint={field.passwordHint} state={state} use="new" />
			<FormEnd submit={submit} />
		</form>
	);
}
