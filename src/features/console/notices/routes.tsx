import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { openNotice } from "#foundation/recipients/notice.ts";
import {
	countOutcome,
	countWaitingNotices,
	noteToldByHand,
	noticeWithKey,
	queueAgain,
	waitingNotices,
} from "#foundation/recipients/queries.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { noticeForm, noticeParams, noticeQuery } from "./schema.ts";
import { NoticeListPage, NoticePage } from "./views.tsx";

const HERE = "/console/notices";
/** Notices that one page lists. */
const MAX_LISTED = 100;

type Row = RowsOf<readonly [ReturnType<typeof noticeWithKey>]>[0][number];

const noticeQueries = ({ var: { realm } }: AppContext, { params }: { params: { notice: string } }) =>
	[noticeWithKey(realm.id, params.notice)] as const;

/**
 * What recipients have to be told by a person (GDPR Art. 19; DECISIONS 112). A notice names no member, so that nothing
 * of what staff read here can stand in a member's record: who told a recipient stands in the notice.
 */
export const noticeHandlers = {
	...guarded("GET /console/notices", {
		queries: ({ var: { realm } }) => [waitingNotices(realm.id, MAX_LISTED), countWaitingNotices(realm.id)] as const,
		answer: async (c, { staff, rows: [rows, [count]] }) => {
			const notices = rows.map(({ id, recipient, act, state, queued_at: since }) => ({
				...{ href: accountPathWithoutFlow(c.var, `${HERE}/${id}`), recipient: nameOf(c, recipient) },
				...{ act, state, since },
			}));
			const more = (count?.rows ?? 0) - rows.length;
			return renderPage(c, <NoticeListPage context={await consoleContext(c, staff)} notices={notices} more={more} />);
		},
	}),
	...guarded("GET /console/notices/:notice", {
		params: noticeParams,
		query: noticeQuery,
		queries: noticeQueries,
		answer: (c, { staff, rows: [rows], query: { done } }) => noticePage(c, staff, rowIn(rows), done),
	}),
	...guarded("POST /console/notices/:notice", {
		params: noticeParams,
		form: {
			schema: (c) => noticeForm(c.var.locale),
			refuse: {
				queries: noticeQueries,
				answer: (c, { staff, rows: [rows] }) => noticePage(c, staff, rowIn(rows), "unchanged", 422),
			},
		},
		queries: noticeQueries,
		answer: async (c, { staff, rows: [rows], form: { act } }) => {
			const row = rowIn(rows);
			const done = await (act === "told" ? tell(c, staff, row) : tryAgain(c, row));
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${row.id}`), done ? act : "unchanged"), 303);
		},
	}),
};

/** @throws AppError not_found, for a notice of another realm as for none (T8) */
function rowIn([row]: readonly Row[]): Row {
	if (row === undefined) throw new AppError("not_found", "no such notice");
	return row;
}

/** As a statement in force names it; a recipient that none names any more by its id. */
function nameOf({ var: { realm, snapshot, now, locale } }: AppContext, id: string): string {
	const named = realm.brands.flatMap((brand) => {
		const found = snapshot.findBrand(brand);
		return found ? currentEdition(found, now).legal.recipients.filter((one) => one.id === id) : [];
	});
	return named[0] ? recipientName(named[0], locale) : id;
}

async function tell(c: AppContext, staff: Staff, { id, recipient, act }: Row): Promise<boolean> {
	const { realm, at } = c.var;
	const [noted] = await c.var
		.database()
		.for("claims")
		.write(
			noteToldByHand(realm.id, id, { by: staff.id, role: staff.role, at }),
			countOutcome({ realm_id: realm.id, day: calendarDay(at), recipient, act, outcome: "sent" }),
		);
	return noted.length > 0;
}

async function tryAgain(c: AppContext, row: Row): Promise<boolean> {
	if (!canTryAgain(c, row, await contentOf(c, row))) return false;
	const [queued] = await c.var
		.database()
		.for("claims")
		.write(queueAgain(c.var.realm.id, row.id, c.var.at));
	return queued.length > 0;
}

const contentOf = async (c: AppContext, row: Row) => openNotice(await c.var.keys(), row);
type Content = Awaited<ReturnType<typeof contentOf>>;

const isWaiting = ({ told_at, state }: Row) => told_at === null && state !== "queued";

/** Where a program can tell the recipient, and has somebody to tell of. */
function canTryAgain(c: AppContext, row: Row, content: Content): boolean {
	const { recipientEndpoints } = c.var.settings;
	const hasPort = recipientEndpoints.some(
		({ realm, recipient }) => realm === row.realm_id && recipient === row.recipient,
	);
	return isWaiting(row) && hasPort && typeof content !== "string" && content.references.length > 0;
}

async function noticePage(
	c: AppContext,
	staff: Staff,
	row: Row,
	done: "told" | "again" | "unchanged" | undefined,
	status: 200 | 422 = 200,
): Promise<Response> {
	const { notices: text } = words(c.var.locale).desk;
	const content = await contentOf(c, row);
	const { act, state, queued_at: since, last_error_code: code, told_at: at, told_role: role } = row;
	const view = {
		...{ context: await consoleContext(c, staff), content, back: accountPathWithoutFlow(c.var, HERE) },
		notice: {
			...{ recipient: nameOf(c, row.recipient), act, state, since, code: code ?? undefined },
			told: at === null ? undefined : { at, role: role ?? undefined },
		},
		done: done && { told: text.done, again: text.queued, unchanged: text.unchanged }[done],
		action: isWaiting(row) ? accountPathWithoutFlow(c.var, `${HERE}/${row.id}`) : undefined,
		canTryAgain: canTryAgain(c, row, content),
	};
	return renderPage(c, <NoticePage {...view} />, { status });
}
