import { Hono } from "hono";
import { withDone } from "#foundation/account-host/links.ts";
import { AppError } from "#foundation/errors.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import { firstFields } from "#foundation/http/first-fields.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { addAnswer } from "./answer.ts";
import { type Asked, openThread, type Read, readTicket, readToWrite } from "./own-ticket.ts";
import { type AnswerForm, answerForm, helpdeskQuery, ticketParams } from "./schema.ts";
import { unitOf } from "./ticket.ts";
import { SpentPage, TicketPage } from "./views-ticket.tsx";

/** Signed in, and by the link of a mail, whose token ends the address. */
const PATHS = { own: "/helpdesk/:ticket", linked: "/helpdesk/:ticket/:token" } as const;

/** @throws AppError not_found where the edition in force has no help desk */
export function requireHelpdesk(c: AppContext): void {
	if (!c.var.edition.legal.features.includes("helpdesk")) throw new AppError("not_found", "no help desk here");
}

const here = (c: AppContext, path: string) =>
	localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, path);

function answerFormOf(c: AppContext) {
	requireHelpdesk(c);
	return answerForm(c.var.locale);
}

const refuse = (c: AppContext, state: FormState, params: unknown) => refused(c, ticketParams.parse(params), state, 422);

/**
 * A ticket for its sender: by the link of a mail, which is signed and ends, or signed in. What the sender writes there is
 * an answer; opening the page changes nothing.
 */
export const ticketRoutes = new Hono<App>()
	.get(PATHS.own, validateParams(ticketParams), validateQuery(helpdeskQuery), (c) =>
		ticketPage(c, c.req.valid("param"), c.req.valid("query").done),
	)
	.post(
		PATHS.own,
		validateParams(ticketParams),
		// Before the form is read: its announced length is refused already.
		(c, next) => (c.var.tooLarge ? tooLargePage(c, c.req.valid("param")) : next()),
		validateForm(answerFormOf, refuse),
		(c) => answer(c, c.req.valid("param"), c.req.valid("form")),
	)
	.get(PATHS.linked, validateParams(ticketParams), validateQuery(helpdeskQuery), (c) =>
		ticketPage(c, c.req.valid("param"), c.req.valid("query").done),
	)
	.post(
		PATHS.linked,
		validateParams(ticketParams),
		(c, next) => (c.var.tooLarge ? tooLargePage(c, c.req.valid("param")) : next()),
		validateForm(answerFormOf, refuse),
		(c) => answer(c, c.req.valid("param"), c.req.valid("form")),
	);

async function ticketPage(c: AppContext, asked: Asked, done: string | undefined): Promise<Response> {
	requireHelpdesk(c);
	const said = done === "answered" ? words(c.var.locale).helpdesk.ticket.answered : undefined;
	return shownPage(c, asked, await readTicket(c.var, asked), { state: EMPTY_FORM, done: said });
}

async function answer(c: AppContext, asked: Asked, form: AnswerForm): Promise<Response> {
	const read = await readToWrite(c.var, asked);
	if (read === "throttled") {
		const tooMany = words(c.var.locale).helpdesk.error.tooMany(c.var.edition.legal.contacts.help);
		return refused(c, asked, refill(await typedFields(c), { form: tooMany }), 429);
	}
	if (typeof read === "string") return shownPage(c, asked, read, { state: EMPTY_FORM });
	const [[ticket], [key]] = read.rows;
	const unit = await unitOf(c.var, key);
	if (ticket === undefined || unit === undefined) return shownPage(c, asked, "spent", { state: EMPTY_FORM });
	await addAnswer(c.var, { ticket, unit }, form);
	return c.redirect(withDone(pathOf(c, asked), "answered"), 303);
}

async function tooLargePage(c: AppContext, asked: Asked): Promise<Response> {
	const { tooLarge } = words(c.var.locale).helpdesk;
	return refused(c, asked, refill(await firstFields(c), { attachment_1: tooLarge }), 413);
}

const pathOf = (c: AppContext, { ticket, token }: Asked) =>
	here(c, token === "" ? `/helpdesk/${ticket}` : `/helpdesk/${ticket}/${token}`);

async function refused(c: AppContext, asked: Asked, state: FormState, status: 413 | 422 | 429): Promise<Response> {
	requireHelpdesk(c);
	return shownPage(c, asked, await readTicket(c.var, asked), { state, status });
}

type Shown = { state: FormState; status?: 200 | 413 | 422 | 429; done?: string | undefined };

async function shownPage(
	c: AppContext,
	asked: Asked,
	read: Read,
	{ state, status = 200, done }: Shown,
): Promise<Response> {
	if (read === "sign_in") return c.redirect(here(c, "/login"), 303);
	if (read === "none") throw new AppError("not_found", "no such ticket");
	if (read === "spent")
		return renderPage(c, <SpentPage context={await pageContext(c)} again={here(c, "/helpdesk")} />, { status: 410 });
	const [[ticket], keys, messages, files] = read.rows;
	if (ticket === undefined) throw new AppError("not_found", "no such ticket");
	const shown = {
		...{ ticket, state, done, thread: await openThread(c.var, [ticket, keys, messages, files]) },
		links: { action: pathOf(c, asked), back: read.signedIn ? here(c, "/helpdesk") : undefined },
	};
	return renderPage(c, <TicketPage context={await pageContext(c, read.signedIn)} {...shown} />, { status });
}
