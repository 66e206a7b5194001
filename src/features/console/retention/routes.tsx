import { accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { retentionPasses, retentionRuns } from "#foundation/rights/evidence.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { retentionQuery } from "../schema.ts";
import { RetentionPage } from "./views.tsx";

/** Days on one page. */
const MAX_DAYS = 31;

/** After every day. */
const NO_DAY = "9999-12-31";

/** What retention erased, when, and by which rule: counts of nobody in particular. */
export const retentionHandlers = {
	...guarded("GET /console/retention", {
		query: retentionQuery,
		// One day more than a page holds tells whether there is another page.
		queries: (c, { query: { before = NO_DAY } }) =>
			[retentionPasses(c.var.realm.id, before, MAX_DAYS + 1), retentionRuns(c.var.realm.id, before, MAX_DAYS)] as const,
		answer: async (c, { staff, rows: [passes, runs] }) => {
			const days = passes.slice(0, MAX_DAYS).map(({ day, examined, ended_at }) => ({
				...{ day, examined, endedAt: ended_at ?? undefined },
				entries: runs
					.filter((run) => run.day === day)
					.map(({ rule, table_name: table, erased, kept, last_at: lastAt }) => ({ rule, table, erased, kept, lastAt })),
			}));
			const here = accountPathWithoutFlow(c.var, "/console/retention");
			const last = passes.length > MAX_DAYS ? days.at(-1)?.day : undefined;
			const older = last && withQuery(here, { before: last });
			return renderPage(c, <RetentionPage context={await consoleContext(c, staff)} days={days} older={older} />);
		},
	}),
};
