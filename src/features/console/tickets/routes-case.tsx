import { addresseeQueries, deskQueries, senderOf } from "#features/helpdesk/desk.ts";
import { serveFile } from "#features/helpdesk/files.ts";
import { heldTicket } from "#features/helpdesk/mail/held-ticket.ts";
import { openThread } from "#features/helpdesk/own-ticket.ts";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { lastAccess } from "#foundation/ledgers/queries-access.ts";
import { staffRole } from "#foundation/ledgers/staff-role.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { addressesOf, type People, peopleQueries } from "../people.ts";
import { brandName } from "../rights/case.ts";
import { may } from "../roles.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import * as act from "./act.ts";
import { handOver, handOverQueries } from "./hand-over.ts";
import { type ActForm, actForm, caseQuery, fileParams, ticketParams } from "./schema.ts";
import { TicketCase } from "./views-case.tsx";

const HERE = "/console/tickets";
type Asked = { params: { ticket: string } };

const shownQueries = ({ var: context }: AppContext, { params: { ticket } }: Asked) =>
	[...deskQueries(context.realm.id, ticket), ...peopleQueries(context), heldTicket(context.realm.id, ticket)] as const;
type Shown = RowsOf<ReturnType<typeof shownQueries>>;

const lookQueries = (c: AppContext, asked: Asked) => {
	const { id: realm } = c.var.realm;
	const { ticket } = asked.params;
	return [
		...shownQueries(c, asked),
		lastAccess(realm, senderOf(realm, ticket)),
		...addresseeQueries(realm, ticket),
	] as const;
};

const actQueries = (c: AppContext, asked: Asked) =>
	[...lookQueries(c, asked), ...handOverQueries(c.var, asked.params.ticket)] as const;

const refuse = {
	queries: shownQueries,
	answer: (c: AppContext, { staff, rows, state }: { staff: Staff; rows: Shown; state: FormState }) =>
		casePage(c, staff, rows, { state, status: 422 }),
};

/** One ticket: what stands of it, and what can be done. What was written is opened after the look is written down. */
export const caseHandlers = {
	...guarded("GET /console/tickets/:ticket", {
		params: ticketParams,
		query: caseQuery,
		queries: shownQueries,
		answer: (c, { staff, rows, query: { done } }) => {
			const said = done && words(c.var.locale).helpdesk.desk.done[done];
			return casePage(c, staff, rows, { state: EMPTY_FORM, status: 200, done: said });
		},
	}),
	...guarded("POST /console/tickets/:ticket", {
		params: ticketParams,
		form: { schema: async (c) => actForm(c.var.locale, (await typedFields(c)).act), refuse },
		queries: actQueries,
		answer: async (c, { staff, rows, form }) => {
			const [tickets, keys, messages, files, people, staffKeys, held, [last], ...others] = rows;
			const [core, members, askers, [head], ...told] = others;
			const shown: Shown = [tickets, keys, messages, files, people, staffKeys, held];
			const ticket = ticketIn(shown);
			const known: act.Known = { ticket, key: keys[0], addressee: [core, members, askers], last };
			const beside = { rows: [tickets, keys, messages, files] as act.TicketRows, head, told };
			const done = await doneBy(c, staff, known, { form, beside, people });
			const { desk } = words(c.var.locale).helpdesk;
			if (done === "read") return casePage(c, staff, shown, { state: EMPTY_FORM, status: 200, isOpened: true });
			if (done === "nobody" || done === "busy" || done === "no_colleague") {
				const { console } = words(c.var.locale);
				const errors = {
					...{ nobody: { access: desk.nobodyFound }, busy: { form: console.error.busy } },
					no_colleague: { staff: console.error.choose },
				}[done];
				const state = refill(await typedFields(c), errors);
				return casePage(c, staff, shown, { state, status: done === "busy" ? 409 : 422 });
			}
			c.var.sendMail();
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${ticket.id}`), done), 303);
		},
	}),
	...guarded("POST /console/tickets/:ticket/files/:file", {
		params: fileParams,
		queries: lookQueries,
		answer: async (c, { staff, rows, params }) => {
			const [tickets, keys, messages, files, people, staffKeys, held, [last], ...addressee] = rows;
			const shown: Shown = [tickets, keys, messages, files, people, staffKeys, held];
			const known: act.Known = { ticket: ticketIn(shown), key: keys[0], addressee, last };
			const file = files.find(({ id }) => id === params.file);
			if (file === undefined) throw new AppError("not_found", "no such file");
			const done = await act.recorded(c.var, staff, known, [], "read");
			if (done === "read") return serveFile(c.var, file, keys[0]);
			const state = refill({}, { form: words(c.var.locale).console.error.busy });
			return casePage(c, staff, shown, { state, status: 409 });
		},
	}),
};

/** @throws AppError not_found, for a ticket of another realm as for none (T8) */
function ticketIn([[ticket]]: Shown) {
	if (ticket === undefined) throw new AppError("not_found", "no such ticket");
	return ticket;
}

type Doing = { form: ActForm; beside: Parameters<typeof handOver>[3]["beside"]; people: People[0] };

async function doneBy(c: AppContext, staff: Staff, known: act.Known, { form, beside, people }: Doing) {
	if ("kinds" in form) return handOver(c.var, staff, known, { kinds: form.kinds, beside });
	if ("answer" in form) return act.answer(c.var, staff, known, form.answer);
	if ("staff" in form) {
		if (!colleagues(people).some(({ id }) => id === form.staff)) return "no_colleague";
		return (await act.give(c.var, known, form.staff)) ? "handed_on" : "unchanged";
	}
	if (form.act === "take") return (await act.give(c.var, known, staff.id)) ? "taken" : "unchanged";
	if (form.act === "close") return act.close(c.var, known);
	return act.recorded(c.var, staff, known, [], "read");
}

/** Who may answer. */
const colleagues = (people: People[0]) =>
	people.filter(({ role, state, agreement }) => {
		const own = staffRole(role);
		return own !== undefined && state === "active" && agreement !== "waiting" && may(own, "tickets.answer");
	});

type View = { state: FormState; status: 200 | 409 | 422; done?: string | undefined; isOpened?: true };

async function casePage(
	c: AppContext,
	staff: Staff,
	rows: Shown,
	{ status, isOpened, ...view }: View,
): Promise<Response> {
	const [, keys, messages, files, people, staffKeys, [held]] = rows;
	const ticket = ticketIn(rows);
	const at = (path: string) => accountPathWithoutFlow(c.var, path);
	const addresses = await addressesOf(c.var, [people, staffKeys]);
	const thread = isOpened ? await openThread(c.var, [ticket, keys, messages, files]) : undefined;
	const shown = {
		...{ context: await consoleContext(c, staff), ...view, ticket, thread, at: c.var.at },
		...{
			site: brandName(c.var, ticket.brand_id),
			owner: addresses.get(ticket.owner_id),
			isMine: ticket.owner_id === staff.id,
		},
		colleagues: colleagues(people)
			.filter(({ id }) => id !== ticket.owner_id && id !== staff.id)
			.map(({ id }) => ({ value: id, label: addresses.get(id) ?? id })),
		links: {
			action: at(`${HERE}/${ticket.id}`),
			file: (id: string) => at(`${HERE}/${ticket.id}/files/${id}`),
			back: at(HERE),
			heldAbout: held && at(`${HERE}/${held.about_id}`),
			member:
				ticket.sender_kind === "member" && may(staff.role, "members.find")
					? at(`/console/members/${ticket.sender_id}`)
					: undefined,
			request:
				ticket.request_id !== "" && may(staff.role, "rights.decide")
					? at(`/console/requests/${ticket.request_id}`)
					: undefined,
		},
	};
	return renderPage(c, <TicketCase {...shown} />, { status });
}
