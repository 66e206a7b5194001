import { Hono } from "hono";
import { codeForm, codeQuery } from "#features/accounts/schema.ts";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { ButtonPage, MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { sha256 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { HOURS_TO_CANCEL } from "#foundation/rights/requests/request.ts";
import { words } from "#locales/locales.ts";
import { type LinkUse, requestOfLink, useLink } from "./confirm.ts";

const PATHS = { confirm: "/privacy/ask/confirm", cancel: "/privacy/ask/cancel" } as const;

/** What the mails of a request lead to: a button that confirms it, or that cancels an erasure, without a sign-in. */
export const requestLinkRoutes = new Hono<App>()
	.get(PATHS.confirm, validateQuery(codeQuery), (c) => buttonPage(c, "confirm", c.req.valid("query").code))
	.post(PATHS.confirm, validateForm(codeForm), (c) => use(c, "confirm", c.req.valid("form").code))
	.get(PATHS.cancel, validateQuery(codeQuery), (c) => buttonPage(c, "cancel", c.req.valid("query").code))
	.post(PATHS.cancel, validateForm(codeForm), (c) => use(c, "cancel", c.req.valid("form").code));

async function buttonPage(c: AppContext, use: LinkUse, code: string): Promise<Response> {
	const request = await requestOfLink(c.var, use, await sha256(code));
	if (request === undefined) return spentPage(c);
	const { door: text } = words(c.var.locale).requests;
	const isConfirm = use === "confirm";
	const more = isConfirm && request.kind === "erasure" ? [text.erasureWords(HOURS_TO_CANCEL)] : [];
	return renderPage(
		c,
		<ButtonPage
			context={await accountContext(c)}
			title={isConfirm ? text.confirmTitle : text.cancelTitle}
			words={[...(isConfirm ? text.confirmWords : text.cancelWords), ...more]}
			action={accountPathWithoutFlow(c.var, PATHS[use])}
			submit={isConfirm ? text.confirm : text.cancel}
			fields={{ code }}
		/>,
	);
}

async function use(c: AppContext, use: LinkUse, code: string): Promise<Response> {
	const outcome = await useLink(c.var, use, await sha256(code));
	if (outcome === undefined) return spentPage(c);
	c.var.sendMail();
	const { door: text } = words(c.var.locale).requests;
	const title = outcome === "cancelled" ? text.cancelled : text.confirmed;
	const lines = {
		...{ confirmed: text.confirmedWords, announced: text.confirmedErasure },
		...{ twice: text.confirmedTwice, cancelled: text.cancelledWords },
	}[outcome];
	return renderPage(c, <MessagePage context={await accountContext(c)} title={title} words={lines} />);
}

async function spentPage(c: AppContext): Promise<Response> {
	const { door: text } = words(c.var.locale).requests;
	const links = [{ href: accountPathWithoutFlow(c.var, "/privacy/ask"), label: text.again }];
	const props = { context: await accountContext(c), title: text.spentTitle, words: [text.spentWords], links };
	return renderPage(c, <MessagePage {...props} />, { status: 410 });
}
