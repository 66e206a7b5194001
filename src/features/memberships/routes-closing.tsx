import { Hono } from "hono";
import { StandingDoors } from "#features/accounts/credentials/views-doors.tsx";
import { ButtonPage, MessagePage } from "#features/accounts/join/views.tsx";
import { proofAsked, readProven } from "#features/accounts/session/proof.ts";
import { memberForChange } from "#features/accounts/session/queries-session.ts";
import { clearSessionCookie, tokenScope } from "#features/accounts/session/session.ts";
import { readSignedIn } from "#features/accounts/session/signed-in.ts";
import { ProofPage } from "#features/accounts/session/views-proof.tsx";
import { ACCOUNT_TEXT } from "#features/accounts/text.ts";
import { settledPath, toSignIn } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { signToken } from "#foundation/crypto/tokens.ts";
import { afterRivals } from "#foundation/db/rivals.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { page } from "#foundation/http/respond.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { closeAccount, closingReads, purgeDate, reopenAccount } from "./closing.ts";

/** Seconds for which the offer to reopen stands after signing in. */
const REOPEN_LIFETIME = 15 * 60;

/** Closing the account and, until its purge, opening it again (P37, P38). */
export const closingRoutes = new Hono<App>()
	.get("/close", (c) => askPage(c, EMPTY_FORM))
	.post("/close", async (c) => {
		const fields = await readForm(c, ["current_password"]);
		const queries = ({ member }: { member: string }) => closingReads(c.var, member);
		const proven = await readProven(c.var, fields.current_password, { queries });
		if (proven === undefined) return toSignIn(c);
		if (proven.refusal !== undefined) return askPage(c, refill({}, { current_password: proven.refusal }), 422);
		// Here and not with the reading: the rival may be the same press, which signed this one out.
		const { purgeAt, standing } = await afterRivals(() => closeAccount(c.var, proven));
		clearSessionCookie(c.var);
		const text = ACCOUNT_TEXT[c.var.locale].close;
		const context = await accountContext(c);
		const words = [text.done(dayInWords(purgeAt, c.var.locale))];
		return page(
			c,
			<MessagePage context={context} title={text.doneTitle} words={words}>
				<StandingDoors locale={c.var.locale} doors={standing} />
			</MessagePage>,
		);
	})
	.post("/reopen", async (c) => {
		const { offer = "" } = await readForm(c, ["offer"]);
		const reopened = await reopenAccount(c.var, offer);
		return c.redirect(settledPath(c.var, reopened ? "/" : "/sign-in"), 303);
	});

/** Asks about closing: the password too, where the sign-in is not of just now, and a new sign-in of who has none. */
async function askPage(c: AppContext, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const read = await readSignedIn(c.var, ({ member }) => [memberForChange(c.var.realm.id, member)] as const);
	if (read === undefined) return toSignIn(c);
	const text = ACCOUNT_TEXT[c.var.locale].close;
	const { asked, words } = proofAsked(c.var, read.member, read.rows[0][0]?.password_sealed);
	const body = text.body(dayInWords(purgeDate(c.var), c.var.locale));
	return page(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.title}
			words={[body, ...words]}
			action={settledPath(c.var, "/close")}
			submit={text.submit}
			cancel={{ href: settledPath(c.var, "/security"), label: text.cancel }}
			asked={asked}
			danger
		/>,
		{ status },
	);
}

/** Shown instead of signing in, to who has the password of a closed account. */
export async function reopenPage(
	c: AppContext,
	{ member, epoch, purgeAt }: { member: string; epoch: number; purgeAt: string },
): Promise<Response> {
	const text = ACCOUNT_TEXT[c.var.locale].close;
	const offer = await signToken(tokenScope(c.var, "reopen"), { sub: member, epoch }, REOPEN_LIFETIME);
	const context = await accountContext(c);
	return page(
		c,
		<ButtonPage
			context={context}
			title={text.reopenTitle}
			words={[text.reopen(dayInWords(purgeAt, c.var.locale))]}
			action={settledPath(c.var, "/reopen")}
			fields={{ offer }}
			submit={text.reopenSubmit}
		/>,
	);
}
