import { Hono } from "hono";
import { accountPath, accountPathWithoutFlow, pkceOf, returnPath, toBrand } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { type App, type AppContext, requireLive } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateQuery } from "#foundation/http/validate.ts";
import { noCookieWords } from "#foundation/ui/no-cookie.ts";
import { words } from "#locales/locales.ts";
import { authorize } from "../brand-sign-in/authorization.ts";
import { ticketQuery } from "./schema.ts";
import { signInTicket, ticketState } from "./ticket.ts";

/** Nothing is agreed to here: a brand that must ask first gets its own page. */
const NO_AGREEMENTS = { terms: false, membership: false, displayName: "" };

/**
 * Where every sign-in leads first: on to the brand that it was for, without another question, or to the page that was
 * wanted. A browser that kept no cookie is told so, in place of the sign-in form again.
 */
export const signInDoneRoutes = new Hono<App>().get("/sign-in/done", validateQuery(ticketQuery), async (c) => {
	const state = await ticketState(c.var, c.req.valid("query").ticket);
	if (state === "no_cookie") return noCookiePage(c);
	const { originBrand } = c.var;
	const pkce = pkceOf(c);
	if (originBrand === undefined || pkce === undefined)
		return c.redirect(accountPathWithoutFlow(c.var, returnPath(c) ?? "/"), 303);
	requireLive(originBrand);
	const result = state === "valid" ? await authorize(c.var, pkce, NO_AGREEMENTS) : undefined;
	if (result?.outcome !== "authorized") return c.redirect(accountPath(c, "/authorize"), 303);
	return c.redirect(toBrand(c.var, originBrand, "/login/callback", { code: result.code, state: pkce.state }), 303);
});

/** For the redirect that follows a sign-in on this host. */
export async function afterSignIn(c: AppContext, session: string): Promise<string> {
	return accountPath(c, "/sign-in/done", { ticket: await signInTicket(c.var, session) });
}

async function noCookiePage(c: AppContext): Promise<Response> {
	const { title, lines } = noCookieWords(c.var);
	const links = [{ href: accountPath(c, "/sign-in"), label: words(c.var.locale).accounts.signIn.submit }];
	const props = { context: await accountContext(c), title, words: lines, links };
	return renderPage(c, <MessagePage {...props} />, { status: 400 });
}
