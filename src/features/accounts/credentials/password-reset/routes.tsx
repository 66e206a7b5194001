import { Hono } from "hono";
import { accountPath, accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { type AccountContext, AccountHead, AccountPage, accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { codeQuery, newPasswordForm } from "../../schema.ts";
import { NewPasswordForm } from "../new-password-form.tsx";
import { StandingDoors } from "../standing-doors.tsx";
import { isResetOpen, requestReset, resetPassword } from "./reset.ts";
import { resetForm } from "./schema.ts";

const resetFormOf = (c: AppContext) => resetForm(c.var.locale);
const newPasswordFormOf = ({ var: { locale, edition } }: AppContext) =>
	newPasswordForm({ locale, brandName: edition.brand.look.name });

/** A forgotten password: what is said never tells whether there is an account (T25). */
export const resetRoutes = new Hono<App>()
	.get("/reset", (c) => requestPage(c, EMPTY_FORM))
	.post(
		"/reset",
		validateForm(resetFormOf, (c, state) => requestPage(c, state, 422)),
		async (c) => {
			const text = words(c.var.locale).accounts;
			if ((await requestReset(c.var, c.req.valid("form").identifier)) === "throttled")
				return requestPage(c, refill(await typedFields(c), { form: text.error.tooMany }), 429);
			const props = { context: await accountContext(c), title: text.reset.sentTitle, words: [text.reset.sent] };
			return renderPage(c, <MessagePage {...props} />);
		},
	)
	.get("/reset/new", validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		return (await isResetOpen(c.var, await sha256(code))) ? newPage(c, code, EMPTY_FORM) : spentPage(c);
	})
	.post(
		"/reset/new",
		validateForm(newPasswordFormOf, (c, state) => newPage(c, state.values.code ?? "", state, 422)),
		async (c) => {
			const { code, new_password: password } = c.req.valid("form");
			const standing = await resetPassword(c.var, await sha256(code), password);
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
		},
	);

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
