import { Hono } from "hono";
import { accountPathWithoutFlow, toSignIn } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { TextField } from "#foundation/ui/form.tsx";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { codeHours } from "../../code-end.ts";
import { comparableEmail } from "../../identity.ts";
import { codeForm, codeQuery } from "../../schema.ts";
import { ProofPage } from "../../session/proof-form.tsx";
import { memberForChange } from "../../session/queries-session.ts";
import { requireRecentAuth } from "../../session/reauthenticate.ts";
import { sessionToken } from "../../session/session.ts";
import { openOwn, readSignedIn } from "../../session/signed-in.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "../../sign-in/attempt-limits.ts";
import { cancelEmailChange, confirmEmail, emailCode, requestEmailChange } from "./email-change.ts";
import { emailForm } from "./schema.ts";
import { ConfirmEmailPage } from "./views.tsx";

const emailFormOf = (c: AppContext) => emailForm(c.var.locale);

/** Another e-mail address: asked for by who is signed in, decided in both mailboxes. */
export const emailRoutes = new Hono<App>()
	.get("/security/email", (c) => requestPage(c, EMPTY_FORM))
	.post("/security/email", validateForm(emailFormOf, refuseRequest), async (c) => {
		const { email: address, current_password: password } = c.req.valid("form");
		const attempt = await beginAttempt(c, password);
		if (attempt === undefined) return toSignIn(c);
		const { auth, attempts } = attempt;
		const { member, refusal } = auth;
		const text = words(c.var.locale).security;
		const isSame = comparableEmail(address) === comparableEmail(await openOwn(member, "email"));
		if (isSame || refusal !== undefined) return requestAgain(c, attempt, isSame ? { email: text.email.same } : {});
		if (isExceeded(attempts, auth.rows[0], true))
			return requestPage(c, refill(await typedFields(c), { form: text.proof.tooMany }), 429);
		await requestEmailChange(c.var, member, address, auth);
		return messagePage(
			c,
			text.email.sentTitle,
			text.email.sent(address, words(c.var.locale).language.hours(codeHours(c.var))),
		);
	})
	.get("/email", validateQuery(codeQuery), async (c) => {
		const { code } = c.req.valid("query");
		const kind = await emailCode(c.var, await sha256(code));
		const text = words(c.var.locale).security.email;
		if (kind === undefined) return messagePage(c, text.spentTitle, text.spent, 410);
		const links = {
			confirm: accountPathWithoutFlow(c.var, "/email"),
			cancel: accountPathWithoutFlow(c.var, "/email/cancel"),
		};
		return renderPage(c, <ConfirmEmailPage context={await accountContext(c)} kind={kind} code={code} {...links} />);
	})
	.post("/email", validateForm(codeForm), async (c) => {
		const text = words(c.var.locale).security.email;
		const outcome = await confirmEmail(c.var, await sha256(c.req.valid("form").code));
		if (outcome === "spent") return messagePage(c, text.spentTitle, text.spent, 410);
		if (outcome === "taken") return messagePage(c, text.takenTitle, text.taken, 409);
		return outcome === "half" ? messagePage(c, text.halfTitle, text.half) : messagePage(c, text.doneTitle, text.done);
	})
	.post("/email/cancel", validateForm(codeForm), async (c) => {
		const text = words(c.var.locale).security.email;
		const cancelled = await cancelEmailChange(c.var, await sha256(c.req.valid("form").code));
		if (!cancelled) return messagePage(c, text.spentTitle, text.spent, 410);
		return messagePage(c, text.cancelledTitle, text.cancelled);
	});

/** Authenticates the member. Counted before anything is looked at: many at once would else pass under the limit. */
async function beginAttempt(c: AppContext, password: string | undefined) {
	const attempts = await attemptLimitsOf(c.var, "email_change", (await sessionToken(c.var))?.member ?? "");
	const queries = () => [countAttempt(attempts)] as const;
	const auth = await requireRecentAuth(c.var, password, { queries, always: true });
	return auth && { auth, attempts };
}

type Attempt = NonNullable<Awaited<ReturnType<typeof beginAttempt>>>;

/** A wrong address, with what is wrong with the password as well. */
async function refuseRequest(c: AppContext, { errors }: FormState): Promise<Response> {
	const attempt = await beginAttempt(c, (await typedFields(c)).current_password);
	return attempt === undefined ? toSignIn(c) : requestAgain(c, attempt, errors);
}

/** No mail goes out: this was no attempt. */
async function requestAgain(c: AppContext, { auth, attempts }: Attempt, errors: FormState["errors"]) {
	const { refusal, refund } = auth;
	c.var.defer(() => c.var.database().write(refundAttempt(attempts), ...(refusal === undefined ? refund : [])));
	return requestPage(c, refill(await typedFields(c), { ...errors, current_password: refusal }), 422);
}

async function messagePage(
	c: AppContext,
	title: string,
	text: string,
	status: 200 | 409 | 410 = 200,
): Promise<Response> {
	const links = [{ href: accountPathWithoutFlow(c.var, "/security"), label: words(c.var.locale).security.back }];
	const context = await accountContext(c);
	return renderPage(c, <MessagePage context={context} title={title} words={[text]} links={links} />, { status });
}

async function requestPage(c: AppContext, state: FormState, status: 200 | 422 | 429 = 200): Promise<Response> {
	const read = await readSignedIn(c.var, ({ member }) => [memberForChange(c.var.realm.id, member)] as const);
	if (read === undefined) return toSignIn(c);
	const { email: text, back } = words(c.var.locale).security;
	const current = `${text.current}: ${await openOwn(read.member, "email")}`;
	return renderPage(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.title}
			words={[text.lead, current]}
			action={accountPathWithoutFlow(c.var, "/security/email")}
			submit={text.submit}
			cancel={{ href: accountPathWithoutFlow(c.var, "/security"), label: back }}
			asked={read.rows[0][0]?.password_sealed != null}
		>
			<TextField name="email" label={text.field} state={state} type="email" autocomplete="email" maxlength={254} />
		</ProofPage>,
		{ status },
	);
}
