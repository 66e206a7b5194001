import { Hono } from "hono";
import { accountPathWithoutFlow, originOfBrand, toBrand, withQuery } from "#foundation/account-host/links.ts";
import { ButtonPage, MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { codeForm, codeQuery, newPasswordForm } from "../schema.ts";
import { sessionToken } from "../session/session.ts";
import { signInTicket } from "../sign-in/ticket.ts";
import { type Claim, confirm, discard, linkState } from "./confirmation.ts";
import { confirmForm } from "./schema.ts";
import { ElsewherePage, OwnPasswordPage } from "./views-confirm.tsx";

const newPasswordFormOf = ({ var: { locale, edition } }: AppContext) =>
	newPasswordForm({ locale, brandName: edition.brand.look.name });

/** The link of the mail that confirms an address: opening it changes nothing, in any browser. */
export const confirmRoutes = new Hono<App>()
	.get("/confirm", validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		const state = await linkState(c.var, await sha256(code));
		if (state === "own") return ownPage(c, code);
		if (state === "elsewhere") return elsewherePage(c, code, EMPTY_FORM);
		return state === "active" ? activePage(c) : spentPage(c);
	})
	.post("/confirm", validateForm(confirmForm), (c) => {
		const { code, ...claim } = c.req.valid("form");
		return activate(c, code, claim);
	})
	.get("/confirm/password", validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		const state = await linkState(c.var, await sha256(code));
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

async function activate(c: AppContext, code: string, claim: Claim): Promise<Response> {
	const confirmed = await confirm(c.var, await sha256(code), claim);
	const { outcome } = confirmed;
	const { confirm: text, error: wording } = words(c.var.locale).accounts;
	if (outcome === "confirmed") return c.redirect(await onward(c, confirmed), 303);
	if (outcome === "active") return activePage(c);
	if (outcome === "spent") return spentPage(c);
	if (outcome === "wrong") return elsewherePage(c, code, refill({}, { password: wording.passwordWrong }), 422);
	if (outcome === "throttled") return elsewherePage(c, code, refill({}, { form: wording.tooMany }), 429);
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

async function ownPage(c: AppContext, code: string): Promise<Response> {
	const text = words(c.var.locale).accounts.confirm;
	const context = await accountContext(c);
	return renderPage(
		c,
		<ButtonPage
			context={context}
			title={text.title}
			words={[text.body(context.page.look.name)]}
			action={accountPathWithoutFlow(c.var, "/confirm")}
			fields={{ code }}
			submit={text.submit}
		/>,
		{ formAction: originOfBrand(c.var) },
	);
}

async function elsewherePage(c: AppContext, code: string, state: FormState, status: 200 | 422 | 429 = 200) {
	const links = {
		action: accountPathWithoutFlow(c.var, "/confirm"),
		discard: accountPathWithoutFlow(c.var, "/confirm/discard"),
		password: withQuery(accountPathWithoutFlow(c.var, "/confirm/password"), { code }),
	};
	return renderPage(c, <ElsewherePage context={await accountContext(c)} state={state} code={code} {...links} />, {
		status,
		formAction: originOfBrand(c.var),
	});
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
