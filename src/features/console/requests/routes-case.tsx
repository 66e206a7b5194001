import { ticketOfRequest } from "#features/helpdesk/handed-over.ts";
import { COPY_OF_PERSON } from "#features/my-data/export/copy.tsx";
import { toldOfRequest } from "#features/my-data/requests/telling.ts";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { auditHead } from "#foundation/audit/audit.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { makeCopies } from "#foundation/rights/export/job.ts";
import { daysLeft } from "#foundation/rights/requests/clock.ts";
import { eventsOf, requestById, requestKey } from "#foundation/rights/requests/queries-requests.ts";
import { openWords } from "#foundation/rights/requests/words.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { may } from "../roles.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { act, type Known } from "./act.ts";
import { copyOfRequest, lastAccessOf, linkedRequests } from "./queries-requests.ts";
import { caseForm, caseQuery, requestParams } from "./schema.ts";
import { RequestCase } from "./views-case.tsx";

const HERE = "/console/requests";
type Asked = { params: { request: string } };

const shownQueries = ({ var: { realm } }: AppContext, { params: { request: id } }: Asked) =>
	[
		requestById(realm.id, id),
		eventsOf(realm.id, id),
		linkedRequests(realm.id, id),
		copyOfRequest(realm.id, id),
		ticketOfRequest(realm.id, id),
	] as const;
type Shown = RowsOf<ReturnType<typeof shownQueries>>;

const actQueries = (c: AppContext, asked: Asked) => {
	const { id: realm, brands } = c.var.realm;
	const { request: id } = asked.params;
	return [
		...shownQueries(c, asked),
		requestKey(realm, id),
		auditHead(realm),
		lastAccessOf(realm, id),
		...toldOfRequest(realm, brands, id),
	] as const;
};

/** One request: its clock, its steps, and what can be done. What was asked is opened after the look is written down. */
export const caseHandlers = {
	...guarded("GET /console/requests/:request", {
		params: requestParams,
		query: caseQuery,
		queries: shownQueries,
		answer: (c, { staff, rows, query: { done } }) => {
			const { desk: text } = words(c.var.locale).requests;
			const said = done && { recorded: text.done, unchanged: text.unchanged, added: text.added }[done];
			return casePage(c, staff, rows, { state: EMPTY_FORM, status: 200, done: said });
		},
	}),
	...guarded("POST /console/requests/:request", {
		params: requestParams,
		form: {
			schema: async (c) => caseForm(c.var.locale, (await typedFields(c)).act),
			refuse: {
				queries: shownQueries,
				answer: (c, { staff, rows, state }) => casePage(c, staff, rows, { state, status: 422 }),
			},
		},
		queries: actQueries,
		answer: async (c, { staff, rows, form }) => {
			const [requests, events, linked, copies, tickets, [key], [head], [last], ...told] = rows;
			const shown = [requests, events, linked, copies, tickets] as const;
			const request = requestIn(requests);
			const known: Known = { request, key, copy: copies[0]?.state, linked, head, last, told };
			const done = await act(c.var, staff, known, form);
			if (done === "busy") {
				const state = refill(await typedFields(c), { form: words(c.var.locale).console.error.busy });
				return casePage(c, staff, shown, { state, status: 409 });
			}
			if (done === "read") return casePage(c, staff, shown, { state: EMPTY_FORM, status: 200, opened: key });
			if (form.act === "copy") {
				const { register } = c.var.running;
				c.var.defer((job) => makeCopies(job, { ...COPY_OF_PERSON, register }));
			}
			c.var.sendMail();
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${request.id}`), done), 303);
		},
	}),
};

/** @throws AppError not_found, for a request of another realm as for none (T8) */
function requestIn([request]: Shown[0]) {
	if (request === undefined) throw new AppError("not_found", "no such request");
	return request;
}

/** `opened`: the key of the request's words, once the look is written down. */
type View = {
	state: FormState;
	status: 200 | 409 | 422;
	done?: string | undefined;
	opened?: UnitKeyRow | undefined;
};

async function casePage(
	c: AppContext,
	staff: Staff,
	[requests, events, linked, [copy], [ticket]]: Shown,
	{ status, opened, ...view }: View,
): Promise<Response> {
	const request = requestIn(requests);
	const at = (path: string) => accountPathWithoutFlow(c.var, path);
	const keys = opened === undefined ? [] : [opened];
	const [asked, longer, answer] = await Promise.all(
		(["text_sealed", "extension_sealed", "answer_sealed"] as const).map((column) =>
			openWords(c.var.keys, request, column, keys),
		),
	);
	const shown = {
		...{ context: await consoleContext(c, staff), ...view, request, events, words: { asked, longer, answer } },
		...{ isOpened: opened !== undefined, now: c.var.now, copy: copy?.state },
		left: request.closed_at === null ? daysLeft(new Date(c.var.now), new Date(request.answer_by)) : undefined,
		linked: linked
			.filter(({ id }) => id !== request.id)
			.map(({ id, kind, state, closed_at }) => ({
				href: at(`${HERE}/${id}`),
				kind,
				state,
				isOpen: closed_at === null,
			})),
		links: {
			action: at(`${HERE}/${request.id}`),
			back: at(HERE),
			member: request.member_id === "" ? undefined : at(`/console/members/${request.member_id}`),
			rights: at("/console/rights"),
			ticket: ticket && may(staff.role, "tickets.answer") ? at(`/console/tickets/${ticket.id}`) : undefined,
		},
	};
	return renderPage(c, <RequestCase {...shown} />, { status });
}
