import { Hono } from "hono";
import { brandsRoutes } from "#features/memberships/routes.tsx";
import { closingRoutes, reopenPage } from "#features/memberships/routes-closing.tsx";
import { notificationsRoutes } from "#features/notifications/routes.tsx";
import { accountPath, settledPath, toBrand, toSignIn, transactionQuery } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { brandOrigin } from "#foundation/brand/origin.ts";
import { readForm } from "#foundation/http/form-data.ts";
import { type App, type AppContext, requireLive } from "#foundation/http/resolve-site.ts";
import { page } from "#foundation/http/respond.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { authorize, mustAsk, placeQueries } from "./brand-sign-in/authorization.ts";
import { authenticatorRoutes } from "./credentials/authenticator/routes.tsx";
import { emailRoutes } from "./credentials/email/routes.tsx";
import { passkeyRoutes } from "./credentials/passkeys/routes.tsx";
import { resetRoutes } from "./credentials/password-reset/routes.tsx";
import { securityRoutes } from "./credentials/routes.tsx";
import { joinRoutes } from "./join/routes.tsx";
import { confirmRoutes } from "./join/routes-confirm.tsx";
import { endSession } from "./session/queries-session.ts";
import { clearSessionCookie, sessionToken } from "./session/session.ts";
import { openOwn, readSignedIn, type SignedIn } from "./session/signed-in.ts";
import { afterSignIn, secondStepPage, secondStepRoutes, signInPage } from "./sign-in/routes-second.tsx";
import { signIn } from "./sign-in/sign-in.ts";
import { AuthorizePage, HomePage } from "./sign-in/views.tsx";
import { ACCOUNT_TEXT } from "./text.ts";

const SIGN_IN_FIELDS = ["identifier", "password", "keep"] as const;

/** The account host of a realm: everything about being oneself, on one origin (DECISIONS 10). */
export const accountRoutes = new Hono<App>()
	.get("/", (c) => homePage(c, false))
	.get("/welcome", (c) => homePage(c, true))
	.get("/sign-in", (c) => signInPage(c, EMPTY_FORM))
	.post("/sign-in", async (c) => {
		const fields = await readForm(c, SIGN_IN_FIELDS);
		const words = ACCOUNT_TEXT[c.var.locale].error;
		const { identifier = "", password = "" } = fields;
		const missing = {
			identifier: identifier.trim() ? undefined : words.required,
			password: password ? undefined : words.required,
		};
		if (missing.identifier || missing.password || identifier.length > 254 || password.length > 1_000)
			return signInPage(c, refill(fields, { form: words.signIn, ...missing }), 422);
		const result = await signIn(c.var, { identifier, password, kept: fields.keep === "yes" });
		if (result.outcome === "signed_in") return c.redirect(afterSignIn(c), 303);
		if (result.outcome === "closed") return reopenPage(c, result);
		if (result.outcome === "second_step") return secondStepPage(c, result.token, EMPTY_FORM);
		const say = {
			refused: words.signIn,
			throttled: words.tooMany,
			unconfirmed: words.unconfirmed,
			suspended: words.suspended,
		};
		const status = result.outcome === "throttled" ? 429 : 422;
		return signInPage(c, refill(fields, { form: say[result.outcome] }), status);
	})
	.post("/sign-out", async (c) => {
		const token = await sessionToken(c.var);
		clearSessionCookie(c.var);
		if (token) await c.var.database().write(endSession(c.var.realm.id, token.id));
		return c.redirect(settledPath(c.var, "/sign-in"), 303);
	})
	.get("/authorize", async (c) => {
		const going = transactionQuery(new URL(c.req.url).searchParams);
		if (c.var.cameFrom === undefined || going === undefined) return c.redirect(settledPath(c.var, "/"), 303);
		requireLive(c.var.cameFrom);
		const read = await readSignedIn(c.var, (token) => placeQueries(c.var, token.member));
		if (read === undefined) return c.redirect(accountPath(c, "/sign-in"), 303);
		const [[place], events] = read.rows;
		return authorizePage(c, read.member, await mustAsk(c.var, place, events), EMPTY_FORM);
	})
	.post("/authorize", async (c) => {
		const going = transactionQuery(new URL(c.req.url).searchParams);
		if (c.var.cameFrom === undefined || going === undefined) return c.redirect(settledPath(c.var, "/"), 303);
		requireLive(c.var.cameFrom);
		const fields = await readForm(c, ["terms", "membership"]);
		const result = await authorize(c.var, going, fields);
		if (result.outcome === "signed_out") return c.redirect(accountPath(c, "/sign-in"), 303);
		if (result.outcome === "incomplete") return authorizePage(c, result.member, true, result.state, 422);
		const back = { code: result.code, state: going.state };
		return c.redirect(toBrand(c.var, c.var.cameFrom, "/login/callback", back), 303);
	})
	.route("/", secondStepRoutes)
	.route("/", passkeyRoutes)
	.route("/", authenticatorRoutes)
	.route("/", emailRoutes)
	.route("/", joinRoutes)
	.route("/", confirmRoutes)
	.route("/", brandsRoutes)
	.route("/", notificationsRoutes)
	.route("/", resetRoutes)
	.route("/", securityRoutes)
	.route("/", closingRoutes);

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
	return page(c, <AuthorizePage context={context} {...known} {...links} />, { status, formAction });
}

async function homePage(c: AppContext, welcome: boolean): Promise<Response> {
	const read = await readSignedIn(c.var, () => []);
	if (read === undefined) return toSignIn(c);
	const context = await accountContext(c);
	const { member } = read;
	const facts = { email: await openOwn(member, "email"), gender: await openOwn(member, "gender") };
	const known = { userName: member.userName, createdAt: member.createdAt, ...facts };
	const brand = c.var.cameFrom && { name: c.var.cameFrom.look.name, href: toBrand(c.var, c.var.cameFrom, "/login") };
	return page(c, <HomePage context={context} {...known} brand={brand} welcome={welcome} />);
}
