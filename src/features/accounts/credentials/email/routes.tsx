import { Hono } from "hono";
import { accountPathWithoutFlow, toSignIn } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { TextField } from "#foundation/ui/form.tsx";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { codeHours } from "../../code-end.ts";
import { comparableEmail, parseEmail } from "../../identity.ts";
import { ProofPage } from "../../session/proof-form.tsx";
import { memberForChange } from "../../session/queries-session.ts";
import { requireRecentAuth } from "../../session/reauthenticate.ts";
import { sessionToken } from "../../session/session.ts";
import { openOwn, readSignedIn } from "../../session/signed-in.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "../../sign-in/attempt-limits.ts";
import { cancelEmailChange, confirmEmail, emailCode, requestEmailChange } from "./email-change.ts";
import { ConfirmEmailPage } from "./views.tsx";

/** Another e-mail address: asked for by who is signed in, decided in both mailboxes. */
export const emailRoutes = new Hono<App>()
	.get("/security/email", (c) => requestPage(c, EMPTY_FORM))
	.post("/security/email", async (c) => {
		const fields = await readForm(c, ["email", "current_password"]);
		const attempts = await attemptLimitsOf(c.var, "email_change", (await sessionToken(c.var))?.member ?? "");
		// Before anything is looked at: many at once would else pass under the limit.
		const queries = () => [countAttempt(attempts)] as const;
		const auth = await requireRecentAuth(c.var, fields.current_password, { queries, always: true });
		if (auth === undefined) return toSignIn(c);
		const { member, refusal } = auth;
		const address = parseEmail(fields.email ?? "");
		const wording = words(c.var.locale).accounts.error;
		const text = words(c.var.locale).security;
		const same = address && comparableEmail(address) === comparableEmail(await openOwn(member, "email"));
		const wrong = !fields.email?.trim() ? wording.required : same ? text.email.same : wording.email;
		const isTooMany = isExceeded(attempts, auth.rows[0], true);
		if (address === undefined || same || refusal !== undefined) {
			// No mail goes out: this was no try.
			c.var.defer(() => c.var.database().write(refundAttempt(attempts), ...(refusal === undefined ? auth.refund : [])));
			const errors = { email: address && !same ? undefined : wrong, current_password: refusal };
			return requestPage(c, refill(fields, errors), 422);
		}
		if (isTooMany) return requestPage(c, refill(fields, { form: text.proof.tooMany }), 429);
		await requestEmailChange(c.var, member, address, auth);
		return messagePage(
			c,
			text.email.sentTitle,
			text.email.sent(address, words(c.var.locale).language.hours(codeHours(c.var))),
		);
	})
	.get("/email", async (c) => {
		const code = c.req.query("code") ?? "";
		const kind = await emailCode(c.var, await sha256(code));
		const text = words(c.var.locale).security.email;
		if (kind === undefined) return messagePage(c, text.spentTitle, text.spent, 410);
		const links = {
			confirm: accountPathWithoutFlow(c.var, "/email"),
			cancel: accountPathWithoutFlow(c.var, "/email/cancel"),
		};
		return renderPage(c, <ConfirmEmailPage context={await accountContext(c)} kind={kind} code={code} {...links} />);
	})
	.post("/email", async (c) => {
		const { code = "" } = await readForm(c, ["code"]);
		const text = words(c.var.locale).security.email;
		const outcome = await confirmEmail(c.var, await sha256(code));
		if (outcome === "spent") return messagePage(c, text.spentTitle, text.spent, 410);
		if (outcome === "taken") return messagePage(c, text.takenTitle, text.taken, 409);
		return outcome === "half" ? messagePage(c, text.halfTitle, text.half) : messagePage(c, text.doneTitle, text.done);
	})
	.post("/email/cancel", async (c) => {
		const { code = "" } = await readForm(c, ["code"]);
		const text = words(c.var.locale).security.email;
		const cancelled = await cancelEmailChange(c.var, await sha256(code));
		if (!cancelled) return messagePage(c, text.spentTitle, text.spent, 410);
		return messagePage(c, text.cancelledTitle, text.cancelled);
	});

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
