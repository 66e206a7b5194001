import { Hono } from "hono";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { ButtonPage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { words } from "#locales/locales.ts";
import { reopenAccount, reopenOffer } from "./reopen.ts";
import { reopenForm } from "./schema.ts";

/** Opening a closed account again, until its purge (P38). */
export const reopenRoutes = new Hono<App>().post("/reopen", validateForm(reopenForm), async (c) => {
	const reopened = await reopenAccount(c.var, c.req.valid("form").offer);
	return c.redirect(accountPathWithoutFlow(c.var, reopened ? "/" : "/sign-in"), 303);
});

/** Shown instead of signing in, to who has the password of a closed account. */
export async function reopenPage(
	c: AppContext,
	{ member, epoch, purgeAt }: { member: string; epoch: number; purgeAt: string },
): Promise<Response> {
	const text = words(c.var.locale).accounts.close;
	const offer = await reopenOffer(c.var, { member, epoch });
	const context = await accountContext(c);
	return renderPage(
		c,
		<ButtonPage
			context={context}
			title={text.reopenTitle}
			words={[text.reopen(dayInWords(purgeAt, c.var.locale))]}
			action={accountPathWithoutFlow(c.var, "/reopen")}
			fields={{ offer }}
			submit={text.reopenSubmit}
		/>,
	);
}
