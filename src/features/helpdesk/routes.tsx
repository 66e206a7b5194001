import { Hono } from "hono";
import { sessionToken } from "#features/accounts/session/session.ts";
import { openOwn, readSignedIn } from "#features/accounts/session/signed-in.ts";
import { withDone } from "#foundation/account-host/links.ts";
import { type LargeForm, MAX_FORM_BYTES } from "#foundation/http/body-limit.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import { firstFields } from "#foundation/http/first-fields.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "./attachment.ts";
import { openTicket } from "./open-ticket.ts";
import { ownTickets, ticketKeysOf } from "./queries.ts";
import { requireHelpdesk, ticketRoutes } from "./routes-ticket.tsx";
import { helpdeskQuery, questionForm } from "./schema.ts";
import { answerDaysOf, openIn, TICKET_UNITS, type TicketRow, unitOf } from "./ticket.ts";
import { HelpdeskPage, type OwnTicket } from "./views.tsx";

const PATH = "/helpdesk";
/** Of a member's own, on the page; a copy of all data has every one. */
const MAX_SHOWN = 20;

/** Four thousand characters may take twelve bytes each, and files stand beside them. `saysSo`: it comes back filled. */
const LIMIT = MAX_ATTACHMENTS * MAX_ATTACHMENT_BYTES + 4 * MAX_FORM_BYTES;
export const HELPDESK_FORMS: readonly LargeForm[] = [
	{ path: /^\/helpdesk$/, limit: LIMIT, saysSo: true },
	{ path: /^\/helpdesk\/[^/]+(\/[^/]+)?$/, limit: LIMIT, saysSo: true },
];

const formOf = (c: AppContext) => {
	requireHelpdesk(c);
	return questionForm(c.var.locale);
};

/** Questions and reports of anybody (P15), and where a sender reads on. */
export const helpdeskRoutes = new Hono<App>()
	.get(PATH, validateQuery(helpdeskQuery), (c) => {
		requireHelpdesk(c);
		const isSent = c.req.valid("query").done === "sent";
		return formPage(c, EMPTY_FORM, { done: isSent ? words(c.var.locale).helpdesk.sent : undefined });
	})
	.post(
		PATH,
		// Before the form is read: its announced length is refused already.
		async (c, next) => {
			if (!c.var.tooLarge) return next();
			requireHelpdesk(c);
			const { tooLarge } = words(c.var.locale).helpdesk;
			return formPage(c, refill(await firstFields(c), { attachment_1: tooLarge }), { status: 413 });
		},
		validateForm(formOf, (c, state) => formPage(c, state, { status: 422 })),
		async (c) => {
			requireHelpdesk(c);
			const asked = await openTicket(c.var, c.req.valid("form"));
			const { error } = words(c.var.locale).helpdesk;
			if (asked === "throttled") {
				const tooMany = error.tooMany(c.var.edition.legal.contacts.help);
				return formPage(c, refill(await typedFields(c), { form: tooMany }), { status: 429 });
			}
			if (asked === "other_address")
				return formPage(c, refill(await typedFields(c), { email: error.otherAddress }), { status: 422 });
			return c.redirect(withDone(here(c, PATH), "sent"), 303);
		},
	)
	.route("/", ticketRoutes);

const here = (c: AppContext, path: string) =>
	localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, path);

type Shown = { status?: 200 | 413 | 422 | 429; done?: string | undefined };

/** Without a session it asks nothing of the database; a member's address stands in it, and what they asked before. */
async function formPage(c: AppContext, state: FormState, { status = 200, done }: Shown): Promise<Response> {
	const own = await readOwn(c);
	const values = own === undefined ? state.values : { ...state.values, email: state.values.email ?? own.email };
	const shown = {
		...{ state: { ...state, values }, done, isMember: own !== undefined, tickets: own?.tickets ?? [] },
		answerDays: answerDaysOf(c.var, c.var.edition.brand.id),
		links: { action: here(c, PATH), rights: here(c, "/privacy/rights") },
	};
	return renderPage(c, <HelpdeskPage context={await pageContext(c, own !== undefined)} {...shown} />, { status });
}

async function readOwn(c: AppContext): Promise<{ email: string; tickets: OwnTicket[] } | undefined> {
	if ((await sessionToken(c.var)) === undefined) return undefined;
	const { realm, edition } = c.var;
	const read = await readSignedIn(
		c.var,
		({ member }) =>
			[ownTickets(realm.id, edition.brand.id, member, MAX_SHOWN), ticketKeysOf(realm.id, member)] as const,
	);
	if (read === undefined) return undefined;
	const [tickets, keys] = read.rows;
	const shownTicket = async (ticket: TicketRow): Promise<OwnTicket> => {
		const unit = await unitOf(
			c.var,
			keys.find((key) => key.unit === `${TICKET_UNITS}${ticket.id}`),
		);
		const subject = await openIn(unit, "ticket.subject_sealed", ticket.id, ticket.subject_sealed);
		return { href: here(c, `${PATH}/${ticket.id}`), subject, state: ticket.state, received: ticket.received_at };
	};
	return { email: await openOwn(read.member, "email"), tickets: await Promise.all(tickets.map(shownTicket)) };
}
