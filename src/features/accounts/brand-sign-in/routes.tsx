import { Hono } from "hono";
import { toAccount } from "#foundation/account-host/links.ts";
import { accountOrigin } from "#foundation/brand/origin.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { endSession } from "../session/queries-session.ts";
import { clearSessionCookie, sessionToken } from "../session/session.ts";
import { readSignedIn } from "../session/signed-in.ts";
import { membershipQueries, mustAsk } from "./authorization.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { beginPkce } from "./pkce.ts";
import { callbackQuery } from "./schema.ts";
import { MemberPage, StepPage } from "./views.tsx";

/** What a brand itself has of an account: one button to the account host, the way back, and who is signed in. */
export const brandSignInRoutes = new Hono<App>()
	.get("/join", (c) => stepPage(c, "join"))
	.get("/login", (c) => stepPage(c, "login"))
	.post("/join", validateForm(NO_FIELDS), (c) => leave(c, "/join"))
	.post("/login", validateForm(NO_FIELDS), (c) => leave(c, "/authorize"))
	.get("/login/callback", validateQuery(callbackQuery), async (c) => {
		const done = await finishSignIn(c.var, c.req.valid("query"));
		return done ? c.redirect(here(c, "/me"), 303) : stepPage(c, "failed");
	})
	.post("/logout", validateForm(NO_FIELDS), async (c) => {
		const token = await sessionToken(c.var);
		clearSessionCookie(c.var);
		if (token) await c.var.database().write(endSession(c.var.realm.id, token.id));
		return c.redirect(here(c, "/"), 303);
	})
	// W3C "A Well-Known URL for Changing Passwords": password managers come here.
	.get("/.well-known/change-password", (c) => c.redirect(toAccount(c.var, "/security"), 302))
	.get("/me", async (c) => {
		const read = await readSignedIn(c.var, ({ member }) => membershipQueries(c.var, member));
		const [[membership], events] = read?.rows ?? [[], []];
		// A member whose consent to this membership no longer holds is asked again before the sign-in continues.
		if (read === undefined || membership === undefined || (await mustAsk(c.var, membership, events)))
			return c.redirect(here(c, "/login"), 303);
		const context = { ...(await pageContext(c)), signedIn: true } as const;
		const account = toAccount(c.var, "/");
		const { announced, brand } = c.var.edition;
		const profile = c.var.edition.legal.features.includes("profiles")
			? { look: here(c, `/members/${membership.pairwise_id}`), edit: toAccount(c.var, `/profile/${brand.id}`) }
			: undefined;
		return renderPage(c, <MemberPage context={context} account={account} profile={profile} announced={announced} />);
	});

const here = (c: AppContext, path: string) =>
	localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, path);

/** To the account host, with what this browser will be asked for when it comes back. */
async function leave(c: AppContext, path: "/join" | "/authorize"): Promise<Response> {
	return c.redirect(toAccount(c.var, path, await beginPkce(c.var)), 303);
}

async function stepPage(c: AppContext, step: "join" | "login" | "failed"): Promise<Response> {
	const formAction = accountOrigin(c.var.realm, c.var.settings);
	const context = await pageContext(c);
	return renderPage(c, <StepPage context={context} step={step} />, {
		status: step === "failed" ? 400 : 200,
		formAction,
	});
}
