import { type After, deskTickets, type Listed } from "#features/helpdesk/desk.ts";
import { accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { consoleContext } from "../page.tsx";
import { brandName } from "../rights/case.ts";
import { guarded } from "../routes-guard.tsx";
import { caseHandlers } from "./routes-case.tsx";
import { listQuery, type TicketView, VIEWS } from "./schema.ts";
import { TicketsPage } from "./views.tsx";

const HERE = "/console/tickets";
/** Of one page. */
const MAX_LISTED = 100;

const listedIn = (view: TicketView, staff: string): Listed =>
	({
		...{ unassigned: { state: "open", owner: "" }, mine: { state: "open", owner: staff }, all: { state: "open" } },
		...{ answered: { state: "answered" }, closed: { state: "closed" } },
	})[view] as Listed;

/** What people ask and report, the oldest day of answering first. No word of theirs stands here. */
export const ticketHandlers = {
	...guarded("GET /console/tickets", {
		query: listQuery,
		queries: ({ var: { realm } }, { query: { view, after }, token }) =>
			[deskTickets(realm.id, listedIn(view, token.staff), after satisfies After | undefined, MAX_LISTED + 1)] as const,
		answer: async (c, { staff, rows: [found], query: { view } }) => {
			const listed = found.slice(0, MAX_LISTED);
			const last = listed.at(-1);
			const at = (path: string) => accountPathWithoutFlow(c.var, path);
			const shown = {
				tickets: listed.map(({ id, brand_id, sender_kind, state, received_at, due_at, owner_id }) => ({
					...{ href: at(`${HERE}/${id}`), site: brandName(c.var, brand_id), sender: sender_kind, state },
					...{ received: received_at, due: due_at ?? undefined },
					isLate: state === "open" && due_at !== null && due_at < c.var.at,
					owner:
						owner_id === "" ? ("nobody" as const) : owner_id === staff.id ? ("you" as const) : ("another" as const),
				})),
				view,
				views: VIEWS.map((one) => ({ view: one, href: withQuery(at(HERE), { view: one }) })),
				next:
					found.length > MAX_LISTED && last !== undefined
						? withQuery(at(HERE), { view, after: `${last.waits_at}~${last.id}` })
						: undefined,
			};
			return renderPage(c, <TicketsPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...caseHandlers,
};
