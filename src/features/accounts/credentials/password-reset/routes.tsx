import { Hono } from "hono";
import { accountPath, accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { type AccountContext, AccountHead, AccountPage, accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { passwordError } from "../../password-error.ts";
import { NewPasswordForm } from "../new-password-form.tsx";
import { StandingDoors } from "../standing-doors.tsx";
import { isResetOpen, requestReset, resetPassword } from "./reset.ts";

/** A forgotten password: what is said never tells whether there is an account (T25). */
export const resetRoutes = new Hono<App>()
	.get("/reset", (c) => requestPage(c, EMPTY_FORM))
	.post("/reset", async (c) => {
		const fields = await readForm(c, ["identifier"]);
		const identifier = fields.identifier?.trim() ?? "";
		const wording = words(c.var.locale).accounts.error;
		if (identifier === "") return requestPage(c, refill(fields, { identifier: wording.required }), 422);
		if (identifier.length > 254) return requestPage(c, refill(fields, { identifier: wording.tooLong }), 422);
		if ((await requestReset(c.var, identifier)) === "throttled")
			return requestPage(c, refill(fields, { form: wording.tooMany }), 429);
		const text = words(c.var.locale).accounts.reset;
		return renderPage(c, <MessagePage context={await accountContext(c)} title={text.sentTitle} words={[text.sent]} />);
	})
	.get("/reset/new", async (c) => {
		const code = c.req.query("code") ?? "";
		return (await isResetOpen(c.var, await sha256(code))) ? newPage(c, code, EMPTY_FORM) : spentPage(c);
	})
	.post("/reset/new", async (c) => {
		const { code = "", new_password: password } = await readForm(c, ["code", "new_password"]);
		const error = await passwordError(password, [c.var.edition.brand.look.name], c.var.locale);
		if (error !== undefined) return newPage(c, code, refill({}, { new_password: error }), 422);
		const standing = await resetPassword(c.var, await sha256(code), password ?? "");
		if (standing === undefined) return spentPage(c);
		const text = words(c.var.locale).accounts;
		const links = [{ href: accountPathWithoutFlow(c.var, "/sign-in"), label: text.signIn.submit }];
		const props = { context: await accountContext(c), title: text.reset.newTitle, words: [text.reset.done], links };
		return renderPage(
			c,
			<MessagePage {...props}>
				<StandingDoors locale={c.var.locale} doors={standing} />
			</MessagePage>,
		);
	});

async function requestPage(c: AppContext, state: FormState, status: 200 | 422 | 429 = 200): Promise<Response> {
	const props = { context: await accountContext(c), state, action: accountPath(c, "/reset") };
	return renderPage(c, <RequestPage {...props} />, { status });
}

async function newPage(c: AppContext, code: string, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const props = { context: await accountContext(c), state, code, action: accountPathWithoutFlow(c.var, "/reset/new") };
	return renderPage(c, <NewPasswordPage {...props} />, { status });
}

async function spentPage(c: AppContext): Promise<Response> {
	const text = words(c.var.locale).accounts;
	const links = [{ href: accountPathWithoutFlow(c.var, "/reset"), label: text.reset.submit }];
	const props = { context: await accountContext(c), title: text.confirm.spentTitle, words: [text.reset.spent], links };
	return renderPage(c, <MessagePage {...props} />, { status: 410 });
}

type FormProps = { context: AccountContext; state: FormState; action: string };

function RequestPage({ context, state, action }: FormProps) {
	const { reset, field, wrongTitle } = words(context.page.locale).accounts;
	return (
		<AccountPage context={context} title={reset.title}>
			<AccountHead title={reset.title}>
				<p class="lead">{reset.lead}</p>
			</AccountHead>
			<ErrorSummary title={wrongTitle} state={state} />
			<form class="form" method="post" action={action} novalidate>
				<TextField
					name="identifier"
					label={field.identifier}
					state={state}
					autocomplete="username"
					maxlength={254}
					spellcheck={false}
				/>
				<FormEnd submit={reset.submit} />
			</form>
		</AccountPage>
	);
}

function NewPasswordPage({ context, state, action, code }: FormProps & { code: string }) {
	const { reset, wrongTitle } = words(context.page.locale).accounts;
	return (
		<AccountPage context={context} title={reset.newTitle}>
			<AccountHead title={reset.newTitle} />
			<ErrorSummary title={wrongTitle} state={state} />
			<NewPasswordForm
				locale={context.page.locale}
				state={state}
				code={code}
				action={action}
				submit={reset.newSubmit}
			/>
		</AccountPage>
	);
}
