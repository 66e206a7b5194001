import { accountPathWithoutFlow, withDone, withQuery } from "#foundation/account-host/links.ts";
import { INERT_IMAGE } from "#foundation/http/headers.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { openHoldReason } from "#foundation/rights/holds/hold.ts";
import type { HeldItem } from "#foundation/rights/holds/item.ts";
import { countStandingHolds, standingHolds } from "#foundation/rights/holds/queries-holds.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { brandName } from "../rights/case.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { type CaseRows, caseQueries, holdIn, openFile, openHeld, releaseHold } from "./desk.ts";
import { caseQuery, holdParams, listQuery, openForm, releaseForm } from "./schema.ts";
import { HoldCase, HoldsPage } from "./views.tsx";

export const HERE = "/console/holds";
/** Of one page. */
const MAX_LISTED = 100;
const FIRST = { reviewAt: "", id: "" };

type Asked = { params: { hold: string } };
const queriesOf = (c: AppContext, { params }: Asked) => caseQueries(c.var, params.hold);
type Refused = { staff: Staff; rows: CaseRows; state: FormState };
const refuse = {
	queries: queriesOf,
	answer: (c: AppContext, { staff, rows, state }: Refused) => casePage(c, staff, rows, { state, status: 422 }),
};
const lookForm = { schema: (c: AppContext) => openForm(c.var.locale), refuse };

/** Single items of members that are kept although their data go (DECISIONS 118). */
export const holdHandlers = {
	...guarded("GET /console/holds", {
		query: listQuery,
		queries: ({ var: { realm } }, { query: { after = FIRST } }) =>
			[standingHolds(realm.id, after, MAX_LISTED), countStandingHolds(realm.id, after)] as const,
		answer: async (c, { staff, rows: [holds, [count]], query: { done } }) => {
			const last = holds.at(-1);
			const shown = {
				holds: holds.map(({ id, table_name: table, brand_id: brand, ground, review_at: reviewAt, until, outcome }) => ({
					...{ href: accountPathWithoutFlow(c.var, `${HERE}/${id}`), table, brand: brand && brandName(c.var, brand) },
					...{ ground, reviewAt, until, outcome, isOverdue: reviewAt <= c.var.at },
				})),
				done: done && words(c.var.locale).desk.holds.done[done],
				more: (count?.rows ?? 0) - holds.length,
				next: last && withQuery(accountPathWithoutFlow(c.var, HERE), { after: `${last.review_at}~${last.id}` }),
			};
			return renderPage(c, <HoldsPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/holds/:hold", {
		params: holdParams,
		query: caseQuery,
		queries: queriesOf,
		answer: (c, { staff, rows, query: { done } }) =>
			casePage(c, staff, rows, {
				...{ state: EMPTY_FORM, status: 200 },
				done: done && words(c.var.locale).desk.holds.done[done],
			}),
	}),
	...guarded("POST /console/holds/:hold/release", {
		params: holdParams,
		form: { schema: (c) => releaseForm(c.var.locale), refuse },
		queries: queriesOf,
		answer: async (c, { staff, rows, form: { release_reason: reason } }) => {
			const { id } = holdIn(rows);
			const released = await releaseHold(c.var, staff, rows, reason);
			if (released === "busy") return busyPage(c, staff, rows);
			// With an account that is gone the row went as well: its page is there no more.
			const path = accountPathWithoutFlow(c.var, HERE);
			return c.redirect(released ? withDone(path, "released") : withDone(`${path}/${id}`, "unchanged"), 303);
		},
	}),
	...guarded("POST /console/holds/:hold/open", {
		params: holdParams,
		form: lookForm,
		queries: queriesOf,
		answer: async (c, { staff, rows, form: { look_reason: reason } }) => {
			const opened = await openHeld(c.var, staff, rows, reason);
			if (opened === "busy") return busyPage(c, staff, rows);
			const done = opened === undefined ? words(c.var.locale).desk.holds.noContents : undefined;
			return casePage(c, staff, rows, { state: EMPTY_FORM, status: 200, done, item: opened?.item });
		},
	}),
	...guarded("POST /console/holds/:hold/file", {
		params: holdParams,
		form: lookForm,
		queries: queriesOf,
		answer: async (c, { staff, rows, form: { look_reason: reason } }) => {
			const opened = await openHeld(c.var, staff, rows, reason);
			if (opened === "busy") return busyPage(c, staff, rows);
			if (opened?.item.object === undefined) {
				const done = words(c.var.locale).desk.holds.noFile;
				return casePage(c, staff, rows, { state: EMPTY_FORM, status: 200, done });
			}
			const bytes = await openFile(c.var, holdIn(rows).id, opened.key);
			return new Response(new Uint8Array(bytes), {
				headers: {
					"Content-Type": "application/octet-stream",
					"Content-Disposition": `attachment; filename="held.${opened.item.object.extension}"`,
					"Content-Security-Policy": INERT_IMAGE,
				},
			});
		},
	}),
};

async function busyPage(c: AppContext, staff: Staff, rows: CaseRows): Promise<Response> {
	const state = refill(await typedFields(c), { form: words(c.var.locale).desk.holds.busy });
	return casePage(c, staff, rows, { state, status: 409 });
}

type Shown = { state: FormState; status: 200 | 409 | 422; done?: string | undefined; item?: HeldItem | undefined };

async function casePage(c: AppContext, staff: Staff, rows: CaseRows, { status, ...shown }: Shown): Promise<Response> {
	const hold = holdIn(rows);
	const [, [key]] = rows;
	const reason = hold.released_at === null ? await openHoldReason(await c.var.keys(), hold, key) : undefined;
	const to = (action: string) => accountPathWithoutFlow(c.var, `${HERE}/${hold.id}/${action}`);
	const view = {
		...{ context: await consoleContext(c, staff), ...shown },
		hold: {
			...{
				table: hold.table_name,
				brand: hold.brand_id && brandName(c.var, hold.brand_id),
				ground: hold.ground,
				reason,
			},
			...{ placedAt: hold.placed_at, role: hold.placed_role, reviewAt: hold.review_at, until: hold.until },
			...{ outcome: hold.outcome, releasedAt: hold.released_at, releasedRole: hold.released_role },
			isOverdue: hold.review_at <= c.var.at,
		},
		links: {
			...{ release: to("release"), open: to("open"), file: to("file"), back: accountPathWithoutFlow(c.var, HERE) },
			member: accountPathWithoutFlow(c.var, `/console/members/${hold.member_id}`),
		},
	};
	return renderPage(c, <HoldCase {...view} />, { status });
}
