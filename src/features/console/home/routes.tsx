import type { z } from "zod";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { open as openSealed } from "#foundation/crypto/sealed.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { endStaffSession, staffSessions, switchKeys } from "../queries.ts";
import { guarded } from "../routes-guard.tsx";
import { homeQuery, keysForm, sessionParams } from "../schema.ts";
import { clearStaffCookie, sessionCutoffs } from "../session.ts";
import { endOtherStaffSessions, resetsOf } from "../staff/queries-account.ts";
import { queueQueries } from "./queries-queues.ts";
import { queuesOf } from "./queues.ts";
import { HomePage } from "./views.tsx";

/** The first screen: what waits for the reader's role, then the reader's own account. */
export const homeHandlers = {
	...guarded("GET /console", {
		query: homeQuery,
		queries: ({ var: context }, { token: { staff } }) =>
			[
				staffSessions(context.realm.id, staff, sessionCutoffs(context)),
				resetsOf(context.realm.id, staff),
				...queueQueries({ realm: context.realm.id, brands: context.realm.brands, staff, at: context.at }),
			] as const,
		answer: async (c, { staff, rows: [found, resets, ...queues], query: { done } }) => {
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
			const { waiting, empty } = queuesOf(role, c.var, queues);
			const links = {
				password: accountPathWithoutFlow(c.var, "/console/password"),
				copy: accountPathWithoutFlow(c.var, "/console/copy"),
				endOthers: accountPathWithoutFlow(c.var, "/console/sessions/end"),
			};
			const shown = {
				...{ context: await consoleContext(c, staff), now: c.var.now, empty },
				waiting: waiting.map((queue) => ({ ...queue, href: accountPathWithoutFlow(c.var, queue.path) })),
				account: { email, role, since, sessions, links, resetAt: resets.at(-1)?.created_at },
				done: noticeOf(c.var, done),
			};
			return renderPage(c, <HomePage {...shown} />);
		},
	}),
	...guarded("POST /console/keys", {
		form: {
			schema: keysForm,
			// Its buttons send one of two words: another changes nothing.
			refuse: { queries: () => [], answer: (c) => c.redirect(accountPathWithoutFlow(c.var, "/console"), 303) },
		},
		queries: () => [],
		answer: async (c, { staff, form: { keys } }) => {
			await c.var.database().write(switchKeys(c.var.realm.id, staff.id, keys));
			return c.redirect(withDone(accountPathWithoutFlow(c.var, "/console"), "keys"), 303);
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

function noticeOf({ locale }: Context, done: z.output<typeof homeQuery>["done"]): string | undefined {
	const {
		console: { password, home },
		queues,
	} = words(locale);
	return done && { password: password.done, others: home.othersEnded, keys: queues.keys.switched }[done];
}
