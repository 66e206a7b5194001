import { accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { countOpenObjections, openObjections } from "#foundation/rights/restriction/queries-objection.ts";
import { countRestrictionsToDecide, restrictionsToDecide } from "#foundation/rights/restriction/queries-restriction.ts";
import { liftedFrom } from "#foundation/rights/restriction/restriction.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { brandName, daysSince, HERE } from "./case.ts";
import { objectionHandlers } from "./routes-objection.tsx";
import { restrictionHandlers } from "./routes-restriction.tsx";
import { listQuery } from "./schema.ts";
import { RightsPage } from "./views.tsx";

/** Of each kind that one page lists. */
const MAX_LISTED = 100;

/** Restrictions that members asked for, and objections that wait for a decision (DECISIONS 112). */
export const rightsHandlers = {
	...guarded("GET /console/rights", {
		query: listQuery,
		queries: ({ var: { realm } }, { query: { after } }) =>
			[
				openObjections(realm.id, MAX_LISTED),
				countOpenObjections(realm.id),
				restrictionsToDecide(realm.id, after, MAX_LISTED),
				countRestrictionsToDecide(realm.id, after),
			] as const,
		answer: async (c, { staff, rows: [objections, [objected], restrictions, [restricted]] }) => {
			const at = (path: string) => accountPathWithoutFlow(c.var, `${HERE}/${path}`);
			const shown = {
				objections: objections.map(({ id, purpose, changed_at: since }) => {
					return { href: at(`objections/${id}`), purpose, since, days: daysSince(c.var, since) };
				}),
				moreObjections: (objected?.rows ?? 0) - objections.length,
				restrictions: restrictions.map(
					({ id, brand_id: brand, item, row_id: row, purpose, ground, since, told_at: told }) => ({
						...{
							href: at(`restrictions/${id}`),
							brand: brand && brandName(c.var, brand),
							item,
							row,
							purpose,
							ground,
							since,
						},
						...{ days: daysSince(c.var, since), endsFrom: told === null ? undefined : liftedFrom(Date.parse(told)) },
					}),
				),
				moreRestrictions: (restricted?.rows ?? 0) - restrictions.length,
				next: withQuery(accountPathWithoutFlow(c.var, HERE), { after: restrictions.at(-1)?.id ?? "" }),
			};
			return renderPage(c, <RightsPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...restrictionHandlers,
	...objectionHandlers,
};
