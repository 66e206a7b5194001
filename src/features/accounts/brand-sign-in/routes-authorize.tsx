import { Hono } from "hono";
import { accountPath, accountPathWithoutFlow, pkceQuery, toBrand } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { brandOrigin } from "#foundation/brand/origin.ts";
import { readForm } from "#foundation/http/form-data.ts";
import { type App, type AppContext, requireLive } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { readSignedIn, type SignedIn } from "../session/signed-in.ts";
import { authorize, membershipQueries, mustAsk } from "./authorization.ts";
import { AuthorizePage } from "./views-authorize.tsx";

/** On the account host: whether to go on to the brand, and as whom. */
export const authorizeRoutes = new Hono<App>()
	.get("/authorize", async (c) => {
		const pkce = pkceQuery(new URL(c.req.url).searchParams);
		if (c.var.originBrand === undefined || pkce === undefined)
			return c.redirect(accountPathWithoutFlow(c.var, "/"), 303);
		requireLive(c.var.originBrand);
		const read = await readSignedIn(c.var, (token) => membershipQueries(c.var, token.member));
		if (read === undefined) return c.redirect(accountPath(c, "/sign-in"), 303);
		const [[membership], events] = read.rows;
		return authorizePage(c, read.member, await mustAsk(c.var, membership, events), EMPTY_FORM);
	})
	.post("/authorize", async (c) => {
		const pkce = pkceQuery(new URL(c.req.url).searchParams);
		if (c.var.originBrand === undefined || pkce === undefined)
			return c.redirect(accountPathWithoutFlow(c.var, "/"), 303);
		requireLive(c.var.originBrand);
		const fields = await readForm(c, ["terms", "membership"]);
		const result = await authorize(c.var, pkce, fields);
		if (result.outcome === "signed_out") return c.redirect(accountPath(c, "/sign-in"), 303);
		if (result.outcome === "incomplete") return authorizePage(c, result.member, true, result.state, 422);
		const back = { code: result.code, state: pkce.state };
		return c.redirect(toBrand(c.var, c.var.originBrand, "/login/callback", back), 303);
	});

async function authorizePage(
	c: AppContext,
	member: SignedIn,
	first: boolean,
	state: FormState,
	status: 200 | 422 = 200,
): Promise<Response> {
	const context = await accountContext(c);
	const links = { action: accountPath(c, "/authorize"), signOut: accountPath(c, "/sign-out") };
	const known = { userName: member.userName, first, state, statement: c.var.edition.statement.number };
	const formAction = brandOrigin(c.var.edition.brand, c.var.settings);
	return renderPage(c, <AuthorizePage context={context} {...known} {...links} />, { status, formAction });
}
