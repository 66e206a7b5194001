import { canBeStopped } from "#features/my-data/objection/deciding.ts";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { PURPOSE_IDS, type PurposeId } from "#foundation/register/purposes.ts";
import { goesOnWhileOpen } from "#foundation/register/usable/open-objections.ts";
import { objection } from "#foundation/rights/restriction/queries-objection.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { daysSince, HERE, linksOf } from "./case.ts";
import { decidedIn, decideOn } from "./decide.ts";
import { memberQueries, openAgeCheckOf } from "./queries-rights.ts";
import { caseQuery, decideForm, OUTCOMES, objectionParams } from "./schema.ts";
import { ObjectionCase } from "./views-objection.tsx";

type Asked = { params: { objection: string } };
type Row = RowsOf<readonly [ReturnType<typeof objection>]>[0][number];

const caseQueries = ({ var: { realm } }: AppContext, { params }: Asked) =>
	[objection(realm.id, params.objection), openAgeCheckOf(realm.id, params.objection)] as const;

/** One objection: a member of staff upholds or refuses it, with a reason for its member (GDPR Art. 21(1)). */
export const objectionHandlers = {
	...guarded("GET /console/rights/objections/:objection", {
		params: objectionParams,
		query: caseQuery,
		queries: caseQueries,
		answer: (c, { staff, rows: [rows], query: { done } }) => {
			const { objection: text } = words(c.var.locale).desk;
			const said = done && { recorded: text.done, unchanged: text.unchanged }[done];
			return casePage(c, staff, rows, { state: EMPTY_FORM, status: 200, done: said });
		},
	}),
	...guarded("POST /console/rights/objections/:objection", {
		params: objectionParams,
		form: {
			schema: (c) => decideForm(c.var.locale),
			refuse: {
				queries: caseQueries,
				answer: (c, { staff, rows: [rows], state }) => casePage(c, staff, rows, { state, status: 422 }),
			},
		},
		queries: (c, asked) => {
			const { id: realm, brands } = c.var.realm;
			const member = memberQueries({ realm, brands, table: "processing_choice", id: asked.params.objection });
			return [...caseQueries(c, asked), ...member] as const;
		},
		answer: async (c, { staff, rows: [rows, checks, ...member], form }) => {
			const row = rowIn(rows);
			const { desk, console: text } = words(c.var.locale);
			const path = accountPathWithoutFlow(c.var, `${HERE}/objections/${row.id}`);
			const again = async (errors: Record<string, string>, status: 409 | 422) =>
				casePage(c, staff, rows, { state: refill(await typedFields(c), errors), status });
			if (!isOpen(row)) return c.redirect(withDone(path, "unchanged"), 303);
			if (form.outcome === "upheld" && !canBeStopped(row.purpose))
				return again({ outcome: desk.objection.notStoppable }, 422);
			if (form.outcome === "upheld" && checks.length > 0) return again({ outcome: desk.objection.checkRuns }, 409);
			const decided = decidedIn(c.var, row.member_id, member);
			const done = await decideOn(c.var, staff, decided, { objection: row, ...form });
			if (done === "busy") return again({ form: text.error.busy }, 409);
			return c.redirect(withDone(path, done ? "recorded" : "unchanged"), 303);
		},
	}),
};

/** @throws AppError not_found, for an objection of another realm as for none (T8) */
function rowIn([row]: readonly Row[]): Omit<Row, "purpose"> & { purpose: PurposeId } {
	const purpose = PURPOSE_IDS.find((one) => one === row?.purpose);
	if (row === undefined || purpose === undefined) throw new AppError("not_found", "no such objection");
	return { ...row, purpose };
}

const isOpen = ({ state, ended_at }: Pick<Row, "state" | "ended_at">) => state === "open" && ended_at === null;

type Shown = { state: FormState; status: 200 | 409 | 422; done?: string | undefined };

async function casePage(
	c: AppContext,
	staff: Staff,
	rows: readonly Row[],
	{ status, ...shown }: Shown,
): Promise<Response> {
	const row = rowIn(rows);
	const { purpose, changed_at: since, decided_at: at, decided_role: role } = row;
	const outcome = row.state === "refused" ? ("refused" as const) : ("upheld" as const);
	const view = {
		...{ context: await consoleContext(c, staff), ...shown, ...linksOf(c.var, row.member_id) },
		objection: {
			...{ purpose, since, days: daysSince(c.var, since), goesOn: goesOnWhileOpen(purpose) },
			decision: at === null || role === null ? undefined : { outcome, at, role },
			takenBack: row.allowed === 1 || (at === null && row.ended_at !== null),
		},
		outcomes: OUTCOMES.filter((one) => one === "refused" || canBeStopped(purpose)),
		action: isOpen(row) ? accountPathWithoutFlow(c.var, `${HERE}/objections/${row.id}`) : undefined,
	};
	return renderPage(c, <ObjectionCase {...view} />, { status });
}
