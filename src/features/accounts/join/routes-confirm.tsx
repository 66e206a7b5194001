import { Hono } from "hono";
import { accountPathWithoutFlow, originOfBrand, toBrand, withQuery } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { displayNameMessage } from "../brand-name/schema.ts";
import { codeForm, codeQuery, newPasswordForm } from "../schema.ts";
import { sessionToken } from "../session/session.ts";
import { signInTicket } from "../sign-in/ticket.ts";
import { type Claim, confirm, discard, readLink } from "./confirmation.ts";
import { confirmForm } from "./schema.ts";
import { ActivatePage, ElsewherePage, OwnPasswordPage } from "./views-confirm.tsx";

const newPasswordFormOf = ({ var: { locale, edition } }: AppContext) =>
	newPasswordForm({ locale, brandName: edition.brand.look.name });

const confirmFormOf = ({ var: { locale } }: AppContext) => confirmForm(locale);

/** The link of the mail that confirms an address: opening it changes nothing, in any browser. */
export const confirmRoutes = new Hono<App>()
	.get("/confirm", validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		return linkPage(c, code, EMPTY_FORM);
	})
	.post(
		"/confirm",
		validateForm(confirmFormOf, (c, state) => linkPage(c, state.values.code ?? "", state, 422)),
		(c) => {
			const { code, displayName, ...claim } = c.req.valid("form");
			return activate(c, code, claim, displayName);
		},
	)
	.get("/confirm/password", validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		const { state } = await readLink(c.var, await sha256(code));
		if (state === "active") return activePage(c);
		return state === "spent" ? spentPage(c) : passwordPage(c, code, EMPTY_FORM);
	})
	.post(
		"/confirm/password",
		validateForm(newPasswordFormOf, (c, state) => passwordPage(c, state.values.code ?? "", state, 422)),
		(c) => {
			const { code, new_password: newPassword } = c.req.valid("form");
			return activate(c, code, { newPassword });
		},
	)
	.post("/confirm/discard", validateForm(codeForm), async (c) => {
		if (!(await discard(c.var, await sha256(c.req.valid("form").code)))) return spentPage(c);
		const text = words(c.var.locale).accounts.confirm;
		const context = await accountContext(c);
		return renderPage(c, <MessagePage context={context} title={text.discardedTitle} words={[text.discarded]} />);
	});

async function activate(c: AppContext, code: string, claim: Claim, displayName?: string): Promise<Response> {
	const confirmed = await confirm(c.var, await sha256(code), claim, displayName);
	const { outcome } = confirmed;
	const { locale } = c.var;
	const { confirm: text, error: wording } = words(locale).accounts;
	const again = async (errors: Record<string, string>, status: 422 | 429) =>
		linkPage(c, code, refill(await typedFields(c), errors), status);
	if (outcome === "confirmed") return c.redirect(await onward(c, confirmed), 303);
	if (outcome === "active") return activePage(c);
	if (outcome === "spent") return spentPage(c);
	if (outcome === "wrong") return again({ password: wording.passwordWrong }, 422);
	if (outcome === "own_user_name" || outcome === "reserved_name")
		return again({ display_name: displayNameMessage(outcome, locale) }, 422);
	if (outcome === "throttled") return again({ form: wording.tooMany }, 429);
	const links = [{ href: accountPathWithoutFlow(c.var, "/join"), label: text.join }];
	const context = await accountContext(c);
	return renderPage(c, <MessagePage context={context} title={text.takenTitle} words={[text.taken]} links={links} />, {
		status: 409,
	});
}

/** To the member's page of the brand that was joined, signed in there; where that brand is not open, to the account. */
async function onward(c: AppContext, { session, brand }: { session: string; brand: string }): Promise<string> {
	const { originBrand } = c.var;
	if (originBrand?.id !== brand || originBrand.look.state !== "live") return accountPathWithoutFlow(c.var, "/welcome");
	return toBrand(c.var, originBrand, "/login", { ticket: await signInTicket(c.var, session) });
}

/** The page that a link leads to, by what it is good for. */
async function linkPage(c: AppContext, code: string, state: FormState, status: 200 | 422 | 429 = 200) {
	const link = await readLink(c.var, await sha256(code));
	if (link.state === "active") return activePage(c);
	if (link.state === "spent") return spentPage(c);
	const context = await accountContext(c);
	const { asksName, proposal } = link;
	const form = { context, state, code, asksName, proposal, action: accountPathWithoutFlow(c.var, "/confirm") };
	const options = { status, formAction: originOfBrand(c.var) };
	if (link.state === "own") return renderPage(c, <ActivatePage {...form} />, options);
	const links = {
		discard: accountPathWithoutFlow(c.var, "/confirm/discard"),
		password: withQuery(accountPathWithoutFlow(c.var, "/confirm/password"), { code }),
	};
	return renderPage(c, <ElsewherePage {...form} {...links} />, options);
}

async function passwordPage(c: AppContext, code: string, state: FormState, status: 200 | 422 = 200) {
	const props = {
		context: await accountContext(c),
		state,
		code,
		action: accountPathWithoutFlow(c.var, "/confirm/password"),
	};
	return renderPage(c, <OwnPasswordPage {...props} />, { status, formAction: originOfBrand(c.var) });
}

/** Members who pressed twice, or went back, are where they wanted to be, or one step from it. */
async function activePage(c: AppContext): Promise<Response> {
	const { originBrand } = c.var;
	if (await sessionToken(c.var)) {
		const isOpen = originBrand?.look.state === "live";
		return c.redirect(isOpen ? toBrand(c.var, originBrand, "/me") : accountPathWithoutFlow(c.var, "/welcome"), 303);
	}
	const text = words(c.var.locale).accounts.confirm;
	const links = [{ href: accountPathWithoutFlow(c.var, "/sign-in"), label: text.signIn }];
	const context = await accountContext(c);
	return renderPage(c, <MessagePage context={context} title={text.activeTitle} words={[text.active]} links={links} />);
}

async function spentPage(c: AppContext): Promise<Response> {
	const text = words(c.var.locale).accounts.confirm;
	const links = [
		{ href: accountPathWithoutFlow(c.var, "/sign-in"), label: text.signIn },
		{ href: accountPathWithoutFlow(c.var, "/join"), label: text.join },
	];
	const context = await accountContext(c);
	return renderPage(c, <MessagePage context={context} title={text.spentTitle} words={[text.spent]} links={links} />, {
		status: 410,
	});
}
