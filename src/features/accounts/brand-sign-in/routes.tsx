import { Hono } from "hono";
import { toAccount } from "#foundation/account-host/links.ts";
import { followLedger } from "#foundation/choice/follow-ledger.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { isSeen } from "#foundation/http/respond-cached.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import type { ToldOfJoining } from "#foundation/recipients/outbound/joined.ts";
import { tellOfJoining } from "#foundation/recipients/outbound/visit.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { endSession } from "../session/queries-session.ts";
import { clearSessionCookie, sessionToken } from "../session/session.ts";
import { readSignedIn } from "../session/signed-in.ts";
import { membershipQueries, mustAsk } from "./authorization.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { beginPkce } from "./pkce.ts";
import { callbackQuery, loginQuery } from "./schema.ts";
import { FailedSignInPage, MemberPage } from "./views.tsx";

/**
 * What a brand itself has of an account: the way to the account host, the way back, and who is signed in. No field of
 * signing in ever stands on a brand's own domain (DECISIONS 10).
 */
export const brandSignInRoutes = new Hono<App>()
	.get("/join", async (c) => {
		if (await sessionToken(c.var)) return toOwnPage(c);
		const told = isSeen(c) ? await tellOfJoining(c.var) : [];
		return leave(c, "/join", {}, told);
	})
	.get("/login", validateQuery(loginQuery), async (c) => {
		const { ticket } = c.req.valid("query");
		if (ticket !== "") return leave(c, "/sign-in/done", { ticket });
		return (await sessionToken(c.var)) ? toOwnPage(c) : leave(c, "/authorize");
	})
	.get("/login/callback", validateQuery(callbackQuery), async (c) => {
		const done = await finishSignIn(c.var, c.req.valid("query"));
		if (done) return toOwnPage(c);
		const context = await pageContext(c);
		return renderPage(c, <FailedSignInPage context={context} />, { status: 400 });
	})
	.post("/logout", validateForm(NO_FIELDS), async (c) => {
		const token = await sessionToken(c.var);
		clearSessionCookie(c.var);
		if (token) {
			const ownEvents = consentEvents([c.var.edition.brand.id], token.member);
			const [events] = await c.var.database().write(ownEvents, endSession(c.var.realm.id, token.id));
			// What its member withdrew elsewhere is withdrawn for the next user of this browser too.
			await followLedger(c.var, events);
		}
		return c.redirect(here(c, "/"), 303);
	})
	// W3C "A Well-Known URL for Changing Passwords": password managers come here.
	.get("/.well-known/change-password", (c) => c.redirect(toAccount(c.var, "/security"), 302))
	.get("/me", async (c) => {
		const read = await readSignedIn(c.var, ({ member }) => membershipQueries(c.var, member));
		if (read === undefined) return c.redirect(here(c, "/login"), 303);
		const [[membership], events] = read.rows;
		await followLedger(c.var, events);
		// A member whose consent to this membership no longer holds is asked again, on the account host: the page for
		// signing in would lead a browser with a live session back here.
		if (membership === undefined || (await mustAsk(c.var, membership, events))) return leave(c, "/authorize");
		const context = await pageContext(c, true);
		const account = toAccount(c.var, "/");
		const { announced, brand } = c.var.edition;
		const profile = c.var.edition.legal.features.includes("profiles")
			? { look: here(c, `/members/${membership.pairwise_id}`), edit: toAccount(c.var, `/profile/${brand.id}`) }
			: undefined;
		return renderPage(c, <MemberPage context={context} account={account} profile={profile} announced={announced} />);
	});

const here = (c: AppContext, path: string) =>
	localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, path);

const toOwnPage = (c: AppContext) => c.redirect(here(c, "/me"), 303);

/** To the account host, with what this browser will be asked for when it comes back. */
async function leave(
	c: AppContext,
	path: "/join" | "/authorize" | "/sign-in/done",
	query: Record<string, string> = {},
	told: readonly ToldOfJoining[] = [],
): Promise<Response> {
	return c.redirect(toAccount(c.var, path, { ...(await beginPkce(c.var, told)), ...query }), 303);
}
