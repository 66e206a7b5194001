import { accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { daysLeft } from "#foundation/rights/requests/clock.ts";
import { countOnDesk, requestsOnDesk } from "#foundation/rights/requests/queries-requests.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { caseHandlers } from "./routes-case.tsx";
import { intakeHandlers } from "./routes-intake.tsx";
import { listQuery } from "./schema.ts";
import { RequestsPage } from "./views.tsx";

const HERE = "/console/requests";
/** Requests of one page. */
const MAX_LISTED = 100;

/** Requests about data that wait, by the days that are left (DECISIONS 116). No name stands here. */
export const requestHandlers = {
	...guarded("GET /console/requests", {
		query: listQuery,
		queries: ({ var: { realm } }, { query: { after, by } }) =>
			[
				requestsOnDesk(realm.id, by === undefined ? undefined : { answerBy: by, id: after }, MAX_LISTED + 1),
				countOnDesk(realm.id),
			] as const,
		answer: async (c, { staff, rows: [found, [count]] }) => {
			const listed = found.slice(0, MAX_LISTED);
			const last = listed.at(-1);
			const now = new Date(c.var.now);
			const at = (path: string) => accountPathWithoutFlow(c.var, path);
			const shown = {
				requests: listed.map(({ id, kind, door, state, received_at, answer_by }) => ({
					...{ href: at(`${HERE}/${id}`), kind, door, state, received: received_at, answerBy: answer_by },
					left: daysLeft(now, new Date(answer_by)),
				})),
				count: count?.rows ?? 0,
				first: count?.first ? daysLeft(now, new Date(count.first)) : undefined,
				next:
					found.length > MAX_LISTED && last !== undefined
						? withQuery(at(HERE), { by: last.answer_by, after: last.id })
						: undefined,
				links: { intake: at(`${HERE}/new`), retention: at("/console/retention"), rights: at("/console/rights") },
			};
			return renderPage(c, <RequestsPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...intakeHandlers,
	...caseHandlers,
};
