import type { z } from "zod";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { open as openSealed } from "#foundation/crypto/sealed.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { type DrillHealth, drillHealth, drillQueries } from "#foundation/jobs/drills.ts";
import { daysLeft } from "#foundation/rights/requests/clock.ts";
import { countOnDesk } from "#foundation/rights/requests/queries-requests.ts";
import { words } from "#locales/locales.ts";
import { type BreachRow, NEVER_DUE } from "./breaches/breach.ts";
import { countDueBreaches, openBreaches } from "./breaches/queries-breach.ts";
import { dueWords, isOverdue } from "./breaches/views-clock.tsx";
import { consoleContext } from "./page.tsx";
import { endStaffSession, staffSessions } from "./queries.ts";
import { may } from "./roles.ts";
import { guarded } from "./routes-guard.tsx";
import { homeQuery, sessionParams } from "./schema.ts";
import { clearStaffCookie, sessionCutoffs } from "./session.ts";
import { endOtherStaffSessions, resetsOf } from "./staff/queries-account.ts";
import { HomePage } from "./views-home.tsx";

/** One's own page of the console. */
export const homeHandlers = {
	...guarded("GET /console", {
		query: homeQuery,
		queries: (c, { token }) =>
			[
				staffSessions(c.var.realm.id, token.staff, sessionCutoffs(c.var)),
				resetsOf(c.var.realm.id, token.staff),
				countOnDesk(c.var.realm.id),
				countDueBreaches(c.var.realm.id, NEVER_DUE),
				openBreaches(c.var.realm.id, undefined, 1),
				...drillQueries(),
			] as const,
		answer: async (c, { staff, rows: [found, resets, [waiting], [due], [first], ...drills], query: { done } }) => {
			const sessions = await Promise.all(
				found.map(async ({ id, seen_at, device_sealed }) => ({
					id,
					here: id === staff.session,
					device: await openSealed(
						staff.core,
						{ table: "staff_session", column: "device_sealed", row: id },
						device_sealed,
					),
					seenAt: seen_at,
					end: accountPathWithoutFlow(c.var, `/console/sessions/${id}/end`),
				})),
			);
			const { email, role, createdAt: since } = staff;
			const context = await consoleContext(c, staff);
			const links = {
				password: accountPathWithoutFlow(c.var, "/console/password"),
				copy: accountPathWithoutFlow(c.var, "/console/copy"),
				endOthers: accountPathWithoutFlow(c.var, "/console/sessions/end"),
			};
			const shown = {
				email,
				role,
				since,
				sessions,
				links,
				done: noticeOf(c.var, done),
				resetAt: resets.at(-1)?.created_at,
				requests: may(role, "rights.decide") ? waitingWords(c.var, waiting) : undefined,
				drill: may(role, "drills.read") ? drillWords(c.var, drillHealth(drills, c.var.now)) : undefined,
				breaches: may(role, "breaches.decide") ? breachWords(c.var, due?.rows ?? 0, first) : undefined,
			};
			return renderPage(c, <HomePage context={context} {...shown} />);
		},
	}),
	...guarded("POST /console/sessions/end", {
		queries: () => [],
		answer: async (c, { staff }) => {
			await c.var.database().write(endOtherStaffSessions(c.var.realm.id, staff.id, staff.session));
			return c.redirect(withDone(accountPathWithoutFlow(c.var, "/console"), "others"), 303);
		},
	}),
	...guarded("POST /console/sessions/:session/end", {
		params: sessionParams,
		queries: () => [],
		answer: async (c, { staff, params: { session: id } }) => {
			await c.var.database().write(endStaffSession(c.var.realm.id, staff.id, id));
			if (id !== staff.session) return c.redirect(accountPathWithoutFlow(c.var, "/console"), 303);
			clearStaffCookie(c.var);
			return c.redirect(accountPathWithoutFlow(c.var, "/console/sign-in"), 303);
		},
	}),
};

/** How many requests wait, and the days that are left of the most urgent one. */
function waitingWords({ locale, now }: Context, waiting: { rows: number; first: string | null } | undefined) {
	const { desk, left } = words(locale).requests;
	if (!waiting?.first) return desk.empty;
	return desk.count(waiting.rows, left(daysLeft(new Date(now), new Date(waiting.first))));
}

/** How the last drill of restoring ended; `isRight`: it passed, and not too long ago. */
function drillWords({ locale }: Context, { ended, failedAt, overdue }: DrillHealth) {
	const { none, passed, failed, checks, overdue: late } = words(locale).drills;
	const day = ended === null ? undefined : dayInWords(ended, locale);
	const outcome = failedAt === null ? day && passed(day) : failed(day ?? "", checks[failedAt]);
	return { isRight: failedAt === null && !overdue, text: `${outcome ?? none}${overdue ? ` ${late}` : ""}` };
}

/** How many breaches have something due, and what of the first. */
function breachWords({ locale, now }: Context, count: number, first: BreachRow | undefined) {
	const text = words(locale).breaches;
	if (count === 0 || first === undefined) return { words: text.none, isLate: false };
	return { words: text.due(count, dueWords(first, now, locale)), isLate: isOverdue(first, now) };
}

function noticeOf({ locale }: Context, done: z.output<typeof homeQuery>["done"]): string | undefined {
	const { password, home } = words(locale).console;
	return done && { password: password.done, others: home.othersEnded }[done];
}
