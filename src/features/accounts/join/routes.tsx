import { Hono } from "hono";
import { accountPath, pkceOf, toBrand } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { type App, type AppContext, requireLive } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { codeHours } from "../code-end.ts";
import { readSignedIn } from "../session/signed-in.ts";
import { ownRegistrations, plannedRegistration, planRegistration, rememberRegistration } from "./own-registration.ts";
import { register } from "./registration.ts";
import { mailOfRegistration } from "./registration-mail.ts";
import { joinForm } from "./schema.ts";
import { JoinPage } from "./views.tsx";

const joinFormOf = ({ var: { locale, edition, realm } }: AppContext) =>
	joinForm({ locale, legal: edition.legal, brands: realm.brands });

/** Joining, on the account host: the form and what it leads to. */
export const joinRoutes = new Hono<App>()
	.get("/join", async (c) => {
		const { originBrand } = c.var;
		if (originBrand === undefined) return joinPage(c, EMPTY_FORM);
		// A member who is signed in has an account: what is new is the brand, which asks on a page of its own.
		if (await readSignedIn(c.var, () => []))
			return c.redirect(pkceOf(c) ? accountPath(c, "/authorize") : toBrand(c.var, originBrand, "/login"), 303);
		await planRegistration(c.var);
		return joinPage(c, EMPTY_FORM);
	})
	.post(
		"/join",
		validateForm(joinFormOf, (c, state) => joinPage(c, state, 422)),
		async (c) => {
			if (c.var.originBrand === undefined) return joinPage(c, EMPTY_FORM);
			requireLive(c.var.originBrand);
			const request = c.req.valid("form");
			const registered = await register(c.var, request, {
				own: await ownRegistrations(c.var),
				planned: await plannedRegistration(c.var),
			});
			const wording = words(c.var.locale).accounts.error;
			if (registered.outcome === "name_taken")
				return joinPage(c, refill(await typedFields(c), { user_name: wording.userNameTaken }), 422);
			if (registered.outcome === "throttled")
				return joinPage(c, refill(await typedFields(c), { form: wording.tooMany }), 429);
			await rememberRegistration(c.var, registered.id);
			const text = words(c.var.locale).accounts.checkMail;
			const props = { context: await accountContext(c), title: text.title };
			const links = [{ href: accountPath(c, "/join/mail"), label: text.follow }];
			return renderPage(
				c,
				<MessagePage
					{...props}
					words={[text.body(request.email, words(c.var.locale).language.hours(codeHours(c.var))), text.nothing]}
					links={links}
				/>,
			);
		},
	)
	.get("/join/mail", async (c) => {
		const mail = await mailOfRegistration(c.var);
		if (mail === undefined) return c.redirect(accountPath(c, "/join"), 303);
		const text = words(c.var.locale).accounts.checkMail;
		const props = { context: await accountContext(c), title: text.title, words: [text[mail.state](mail.address)] };
		const links = [
			...(mail.state === "refused" ? [] : [{ href: accountPath(c, "/join/mail"), label: text.follow }]),
			{ href: accountPath(c, "/join"), label: text.other },
		];
		return renderPage(c, <MessagePage {...props} links={links} />);
	});

async function joinPage(c: AppContext, state: FormState, status: 200 | 422 | 429 = 200): Promise<Response> {
	const context = await accountContext(c);
	if (c.var.originBrand === undefined) {
		const text = words(c.var.locale).accounts.join;
		return renderPage(c, <MessagePage context={context} title={text.noBrandTitle} words={[text.noBrand]} />, {
			status: 400,
		});
	}
	requireLive(c.var.originBrand);
	return renderPage(
		c,
		<JoinPage
			context={context}
			state={state}
			action={accountPath(c, "/join")}
			signIn={accountPath(c, "/sign-in")}
			statement={c.var.edition.statement.number}
		/>,
		{ status },
	);
}
