import { Hono } from "hono";
import type { App, AppContext } from "../brand/resolve.ts";
import { sha256 } from "../crypto/random.ts";
import { EMPTY_FORM, type FormState } from "../ui/form.tsx";
import { readForm } from "../ui/form-data.ts";
import { page } from "./answer.ts";
import { confirm, isOpen } from "./confirmation.ts";
import { checkJoin, JOIN_FIELDS, refill } from "./join.ts";
import { accountContext } from "./page.tsx";
import { accountPath, settledPath } from "./place.ts";
import { register } from "./registration.ts";
import { ACCOUNT_TEXT } from "./text.ts";
import { ButtonPage, JoinPage, MessagePage } from "./views-join.tsx";

/** Joining, on the account host: the form, what it leads to, and the link of the mail. */
export const joinRoutes = new Hono<App>()
	.get("/join", (c) => joinPage(c, EMPTY_FORM))
	.post("/join", async (c) => {
		if (c.var.cameFrom === undefined) return joinPage(c, EMPTY_FORM);
		const fields = await readForm(c, JOIN_FIELDS);
		const checked = await checkJoin(fields, { locale: c.var.locale, legal: c.var.edition.legal });
		if ("state" in checked) return joinPage(c, checked.state, 422);
		const { request } = checked;
		const registered = await register(c, request);
		const words = ACCOUNT_TEXT[c.var.locale].error;
		if (registered === "name_taken") return joinPage(c, refill(fields, { user_name: words.userNameTaken }), 422);
		if (registered === "throttled") return joinPage(c, refill(fields, { form: words.tooMany }), 429);
		const text = ACCOUNT_TEXT[c.var.locale].checkMail;
		const props = { context: await accountContext(c), title: text.title };
		return page(c, <MessagePage {...props} words={[text.body(request.email), text.nothing]} />);
	})
	.get("/confirm", async (c) => {
		const code = c.req.query("code") ?? "";
		if (!(await isOpen(c, await sha256(code)))) return spentPage(c);
		const text = ACCOUNT_TEXT[c.var.locale].confirm;
		const context = await accountContext(c);
		return page(
			c,
			<ButtonPage
				context={context}
				title={text.title}
				words={[text.body(context.page.look.name)]}
				action={settledPath(c, "/confirm")}
				fields={{ code }}
				submit={text.submit}
			/>,
		);
	})
	.post("/confirm", async (c) => {
		const { code = "" } = await readForm(c, ["code"]);
		const outcome = await confirm(c, await sha256(code));
		if (outcome === "spent") return spentPage(c);
		if (outcome === "taken") {
			const text = ACCOUNT_TEXT[c.var.locale].confirm;
			const links = [{ href: settledPath(c, "/join"), label: text.join }];
			const context = await accountContext(c);
			return page(c, <MessagePage context={context} title={text.takenTitle} words={[text.taken]} links={links} />, {
				status: 409,
			});
		}
		return c.redirect(settledPath(c, "/welcome"), 303);
	});

async function joinPage(c: AppContext, state: FormState, status: 200 | 422 | 429 = 200): Promise<Response> {
	const context = await accountContext(c);
	if (c.var.cameFrom === undefined) {
		const text = ACCOUNT_TEXT[c.var.locale].join;
		return page(c, <MessagePage context={context} title={text.noBrandTitle} words={[text.noBrand]} />, { status: 400 });
	}
	return page(
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

async function spentPage(c: AppContext): Promise<Response> {
	const text = ACCOUNT_TEXT[c.var.locale].confirm;
	const links = [
		{ href: settledPath(c, "/sign-in"), label: text.signIn },
		{ href: settledPath(c, "/join"), label: text.join },
	];
	const context = await accountContext(c);
	return page(c, <MessagePage context={context} title={text.spentTitle} words={[text.spent]} links={links} />, {
		status: 410,
	});
}
