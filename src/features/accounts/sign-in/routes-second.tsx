import { Hono } from "hono";
import { accountPath, originOfBrand } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { signInOptions } from "../credentials/passkeys/passkey.ts";
import { rememberDevice } from "../session/known-device.ts";
import { memberOfLink } from "./guesses.ts";
import { signInByPasskey } from "./passkey-sign-in.ts";
import { forgetOwnGuesses } from "./queries-guesses.ts";
import { afterSignIn } from "./routes-done.tsx";
import { signInPage } from "./routes-form.tsx";
import { closedPage, suspendedPage } from "./routes-rights.tsx";
import { newBrowserForm, newBrowserQuery, passkeySignInForm, secondStepForm } from "./schema.ts";
import { takeSecondStep } from "./second-step.ts";
import { NewBrowserPage, SecondStepPage } from "./views-second.tsx";

/** Signing in by more than a password: the code after it, or a passkey instead of it. */
export const secondStepRoutes = new Hono<App>()
	.get("/sign-in/second", (c) => c.redirect(accountPath(c, "/sign-in"), 303))
	.post("/sign-in/second", validateForm(secondStepForm), async (c) => {
		const { token, code, recovery_code: recovery } = c.req.valid("form");
		const text = words(c.var.locale).security.second;
		const result = await takeSecondStep(c.var, { token, code, recovery });
		if (result.outcome === "signed_in") return c.redirect(await afterSignIn(c, result.session), 303);
		if (result.outcome === "closed") return closedPage(c, result);
		if (result.outcome === "suspended") return suspendedPage(c, result);
		if (result.outcome === "expired") return signInPage(c, refill({}, { form: text.expired }), 422);
		if (result.outcome === "throttled") return signInPage(c, refill({}, { form: text.tooMany }), 429);
		const errors = recovery ? { recovery_code: text.wrongRecovery } : { code: text.wrongCode };
		return secondStepPage(c, token, refill({}, errors), 422);
	})
	.get("/sign-in/browser", validateQuery(newBrowserQuery), async (c) => {
		const { token } = c.req.valid("query");
		if ((await memberOfLink(c.var, token)) === undefined) return spentLinkPage(c);
		const links = { action: accountPath(c, "/sign-in/browser"), signIn: accountPath(c, "/sign-in") };
		return renderPage(c, <NewBrowserPage context={await accountContext(c)} token={token} {...links} />);
	})
	.post("/sign-in/browser", validateForm(newBrowserForm), async (c) => {
		const member = await memberOfLink(c.var, c.req.valid("form").token);
		if (member === undefined) return spentLinkPage(c);
		// Else a browser of somebody who lived here before could use up what this one has.
		await c.var.database().write(forgetOwnGuesses(c.var.realm.id, member));
		await rememberDevice(c.var, member);
		return c.redirect(accountPath(c, "/sign-in"), 303);
	})
	.get("/sign-in/passkey", (c) => c.redirect(accountPath(c, "/sign-in"), 303))
	.get("/sign-in/passkey/options", async (c) => c.json(await signInOptions(c.var)))
	.post("/sign-in/passkey", validateForm(passkeySignInForm), async (c) => {
		const { token, response: answer, keep: kept } = c.req.valid("form");
		const text = words(c.var.locale).security;
		const result = await signInByPasskey(c.var, { token, answer, kept });
		if (result.outcome === "signed_in") return c.redirect(await afterSignIn(c, result.session), 303);
		if (result.outcome === "closed") return closedPage(c, result);
		if (result.outcome === "suspended") return suspendedPage(c, result);
		const say = { refused: text.signIn.refused, expired: text.second.expired };
		return signInPage(c, refill({}, { form: say[result.outcome] }), 422);
	});

async function spentLinkPage(c: AppContext): Promise<Response> {
	const text = words(c.var.locale).security.newBrowser;
	const links = [{ href: accountPath(c, "/sign-in"), label: words(c.var.locale).accounts.signIn.submit }];
	const props = { context: await accountContext(c), title: text.spentTitle, words: [text.spent], links };
	return renderPage(c, <MessagePage {...props} />, { status: 410 });
}

/** The token goes in the page and in no address, which a history would keep. */
export async function secondStepPage(
	c: AppContext,
	token: string,
	state: FormState,
	status: 200 | 422 = 200,
): Promise<Response> {
	const context = await accountContext(c);
	const links = { action: accountPath(c, "/sign-in/second"), signIn: accountPath(c, "/sign-in") };
	return renderPage(c, <SecondStepPage context={context} state={state} token={token} {...links} />, {
		status,
		formAction: originOfBrand(c.var),
	});
}
