import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { restriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { KEEPING_GROUNDS, liftedFrom } from "#foundation/rights/restriction/restriction.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { brandName, daysSince, HERE, linksOf } from "./case.ts";
import { decidedIn, endRestriction } from "./decide.ts";
import { memberQueries } from "./queries-rights.ts";
import { caseQuery, endForm, restrictionParams } from "./schema.ts";
import { RestrictionCase } from "./views-restriction.tsx";

type Asked = { params: { restriction: string } };
type Row = RowsOf<readonly [ReturnType<typeof restriction>]>[0][number];

const caseQueries = ({ var: { realm } }: AppContext, { params }: Asked) =>
	[restriction(realm.id, params.restriction)] as const;

/** One restriction: a member of staff ends it, with a reason, days after its member is told (GDPR Art. 18(3)). */
export const restrictionHandlers = {
	...guarded("GET /console/rights/restrictions/:restriction", {
		params: restrictionParams,
		query: caseQuery,
		queries: caseQueries,
		answer: (c, { staff, rows: [rows], query: { done } }) => {
			const { restriction: text } = words(c.var.locale).desk;
			const said = done && { recorded: text.done, unchanged: text.unchanged }[done];
			return casePage(c, staff, rows, { state: EMPTY_FORM, status: 200, done: said });
		},
	}),
	...guarded("POST /console/rights/restrictions/:restriction", {
		params: restrictionParams,
		form: {
			schema: (c) => endForm(c.var.locale),
			refuse: {
				queries: caseQueries,
				answer: (c, { staff, rows: [rows], state }) => casePage(c, staff, rows, { state, status: 422 }),
			},
		},
		queries: (c, asked) => {
			const { id: realm, brands } = c.var.realm;
			const member = memberQueries({ realm, brands, table: "restriction", id: asked.params.restriction });
			return [...caseQueries(c, asked), ...member] as const;
		},
		answer: async (c, { staff, rows: [rows, ...member], form }) => {
			const row = rowIn(rows);
			const path = accountPathWithoutFlow(c.var, `${HERE}/restrictions/${row.id}`);
			if (!canEnd(row)) return c.redirect(withDone(path, "unchanged"), 303);
			const decided = decidedIn(c.var, row.member_id, member);
			const ended = await endRestriction(c.var, staff, decided, { restriction: row, reason: form.reason });
			if (ended !== "busy") return c.redirect(withDone(path, ended ? "recorded" : "unchanged"), 303);
			const state = refill(await typedFields(c), { form: words(c.var.locale).console.error.busy });
			return casePage(c, staff, rows, { state, status: 409 });
		},
	}),
};

/** @throws AppError not_found, for a restriction of another realm as for none (T8) */
function rowIn([row]: readonly Row[]): Row {
	if (row === undefined) throw new AppError("not_found", "no such restriction");
	return row;
}

/** What a member asked for, and was not told the end of. */
const canEnd = ({ ground, told_at, lifted_at }: Row) =>
	told_at === null && lifted_at === null && KEEPING_GROUNDS.some((known) => known === ground);

type Shown = { state: FormState; status: 200 | 409 | 422; done?: string | undefined };

async function casePage(
	c: AppContext,
	staff: Staff,
	rows: readonly Row[],
	{ status, ...shown }: Shown,
): Promise<Response> {
	const row = rowIn(rows);
	const { brand_id: brand, told_at: told, lifted_at: liftedAt, lifted_by: by } = row;
	const view = {
		...{ context: await consoleContext(c, staff), ...shown, ...linksOf(c.var, row.member_id) },
		restriction: {
			...{ brand: brand && brandName(c.var, brand), item: row.item, row: row.row_id },
			...{ purpose: row.purpose, ground: row.ground },
			...{ since: row.since, days: daysSince(c.var, row.since) },
			told: told === null ? undefined : { at: told, role: row.told_role ?? "", from: liftedFrom(Date.parse(told)) },
			lifted: liftedAt === null || by === null ? undefined : { at: liftedAt, by },
		},
		action: canEnd(row) ? accountPathWithoutFlow(c.var, `${HERE}/restrictions/${row.id}`) : undefined,
	};
	return renderPage(c, <RestrictionCase {...view} />, { status });
}
