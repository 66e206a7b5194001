import { Hono } from "hono";
import { type ReasonRows, statementOfReasons } from "#features/moderation/reasons.ts";
import { SuspendedPage } from "#features/moderation/suspended-page.tsx";
import { accountPath, accountPathWithoutFlow, toBrand } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { pkceQuery } from "#foundation/account-host/schema.ts";
import { brandOrigin } from "#foundation/brand/origin.ts";
import { type App, type AppContext, requireLive } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { displayNameProposal, displayNameQueries } from "../brand-name/brand-name.ts";
import { readSignedIn } from "../session/signed-in.ts";
import { asksName, authorize, entryQueries, whyItAsks } from "./authorization.ts";
import { authorizeForm } from "./schema.ts";
import { AuthorizePage } from "./views-authorize.tsx";

const authorizeFormOf = (c: AppContext) => authorizeForm(c.var.locale);

/** On the account host: whether to go on to the brand, and as whom. */
export const authorizeRoutes = new Hono<App>()
	.get("/authorize", validateQuery(pkceQuery), async (c) =>
		c.req.valid("query") === undefined ? toHome(c) : askPage(c, EMPTY_FORM),
	)
	.post(
		"/authorize",
		validateQuery(pkceQuery),
		validateForm(authorizeFormOf, (c, state) => askPage(c, state, 422)),
		async (c) => {
			const pkce = c.req.valid("query");
			if (c.var.originBrand === undefined || pkce === undefined) return toHome(c);
			requireLive(c.var.originBrand);
			const result = await authorize(c.var, pkce, c.req.valid("form"));
			if (result.outcome === "signed_out") return c.redirect(accountPath(c, "/sign-in"), 303);
			if (result.outcome === "suspended") return suspendedPage(c, result.reasons);
			if (result.outcome === "incomplete") return askPage(c, refill(await typedFields(c), result.errors), 422);
			const back = { code: result.code, state: pkce.state };
			return c.redirect(toBrand(c.var, c.var.originBrand, "/login/callback", back), 303);
		},
	);

const toHome = (c: AppContext) => c.redirect(accountPathWithoutFlow(c.var, "/"), 303);

const queriesOf = (c: AppContext, member: string) =>
	[...entryQueries(c.var, member), ...displayNameQueries(c.var, member)] as const;

/** Asks the member who is signed in; others sign in first. */
async function askPage(c: AppContext, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	if (c.var.originBrand === undefined) return toHome(c);
	requireLive(c.var.originBrand);
	const read = await readSignedIn(c.var, ({ member }) => queriesOf(c, member));
	if (read === undefined) return c.redirect(accountPath(c, "/sign-in"), 303);
	const { member } = read;
	const [[membership], events, measures, keys, ...names] = read.rows;
	if (measures.length > 0) return suspendedPage(c, [measures, keys]);
	const asks = await whyItAsks(c.var, membership, events);
	const proposal = asks && asksName(c.var, membership) ? await displayNameProposal(c.var, member, names) : undefined;
	const context = await accountContext(c);
	const links = { action: accountPath(c, "/authorize"), signOut: accountPath(c, "/sign-out") };
	const known = {
		userName: member.userName,
		asks,
		proposal,
		state,
		statement: c.var.edition.statement.number,
	};
	const formAction = brandOrigin(c.var.edition.brand, c.var.settings);
	return renderPage(c, <AuthorizePage context={context} {...known} {...links} />, { status, formAction });
}

/** Why the member may not go on to this brand. */
async function suspendedPage(c: AppContext, rows: ReasonRows): Promise<Response> {
	const reasons = await statementOfReasons(c.var, c.var.edition.brand.id, rows);
	return renderPage(c, <SuspendedPage context={await accountContext(c)} reasons={reasons} signedIn />, { status: 403 });
}
