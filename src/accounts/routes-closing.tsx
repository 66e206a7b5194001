import { Hono } from "hono";
import type { App, AppContext } from "../brand/resolve.ts";
import { signToken } from "../crypto/tokens.ts";
import { afterRivals } from "../db/rivals.ts";
import { dayInWords } from "../ui/date.ts";
import { readForm } from "../ui/form-data.ts";
import { page } from "./answer.ts";
import { closeAccount, purgeDate, reopenAccount } from "./closing.ts";
import { accountContext } from "./page.tsx";
import { settledPath, toSignIn } from "./place.ts";
import { clearSessionCookie, tokenScope } from "./session.ts";
import { readSignedIn } from "./signed-in.ts";
import { ACCOUNT_TEXT } from "./text.ts";
import { ButtonPage, MessagePage } from "./views-join.tsx";

/** Seconds for which the offer to reopen stands after signing in. */
const REOPEN_LIFETIME = 15 * 60;

/** Closing the account and, until its purge, opening it again (P37, P38). */
export const closingRoutes = new Hono<App>()
	.get("/close", async (c) => {
		const read = await readSignedIn(c, () => []);
		if (read === undefined) return toSignIn(c);
		const text = ACCOUNT_TEXT[c.var.locale].close;
		const context = await accountContext(c);
		return page(
			c,
			<ButtonPage
				context={context}
				signedIn
				danger
				title={text.title}
				words={[text.body(dayInWords(purgeDate(c), c.var.locale))]}
				action={settledPath(c, "/close")}
				submit={text.submit}
				cancel={{ href: settledPath(c, "/security"), label: text.cancel }}
			/>,
		);
	})
	.post("/close", async (c) => {
		await readForm(c, []);
		const read = await readSignedIn(c, () => []);
		if (read === undefined) return toSignIn(c);
		// Here and not with the reading: the rival may be the same press, which signed this one out.
		const purgeAt = await afterRivals(() => closeAccount(c, read.member));
		clearSessionCookie(c);
		const text = ACCOUNT_TEXT[c.var.locale].close;
		const context = await accountContext(c);
		const words = [text.done(dayInWords(purgeAt, c.var.locale))];
		return page(c, <MessagePage context={context} title={text.doneTitle} words={words} />);
	})
	.post("/reopen", async (c) => {
		const { offer = "" } = await readForm(c, ["offer"]);
		const reopened = await reopenAccount(c, offer);
		return c.redirect(settledPath(c, reopened ? "/" : "/sign-in"), 303);
	});

/** Shown instead of signing in, to who has the password of a closed account. */
export async function reopenPage(
	c: AppContext,
	{ member, epoch, purgeAt }: { member: string; epoch: number; purgeAt: string },
): Promise<Response> {
	const text = ACCOUNT_TEXT[c.var.locale].close;
	const offer = await signToken(tokenScope(c, "reopen"), { sub: member, epoch }, REOPEN_LIFETIME);
	const context = await accountContext(c);
	return page(
		c,
		<ButtonPage
			context={context}
			title={text.reopenTitle}
			words={[text.reopen(dayInWords(purgeAt, c.var.locale))]}
			action={settledPath(c, "/reopen")}
			fields={{ offer }}
			submit={text.reopenSubmit}
		/>,
	);
}
