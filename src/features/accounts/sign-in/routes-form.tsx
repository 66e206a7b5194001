import { accountPath, accountPathWithoutFlow, originOfBrand } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { shortestTerm } from "#foundation/register/terms.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { SignInPage } from "./views.tsx";

/** The form of signing in, which every step of it leads back to. */
export async function signInPage(
	c: AppContext,
	state: FormState = EMPTY_FORM,
	status: 200 | 422 | 429 = 200,
): Promise<Response> {
	const context = await accountContext(c);
	const links = {
		...{ action: accountPath(c, "/sign-in"), join: accountPath(c, "/join"), reset: accountPath(c, "/reset") },
		ask: accountPathWithoutFlow(c.var, "/privacy/ask"),
	};
	const passkey = {
		action: accountPath(c, "/sign-in/passkey"),
		options: accountPathWithoutFlow(c.var, "/sign-in/passkey/options"),
	};
	const kept = durationWords(shortestTerm(c.var, "session"), c.var.locale);
	const shown = { state, passkey, kept, ...links };
	return renderPage(c, <SignInPage context={context} {...shown} />, { status, formAction: originOfBrand(c.var) });
}
