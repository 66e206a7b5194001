import { page } from "../accounts/answer.ts";
import { settledPath } from "../accounts/place.ts";
import { open as openSealed } from "../crypto/sealed.ts";
import { consoleContext } from "./page.tsx";
import { endStaffSession, staffSessions } from "./queries.ts";
import { guarded } from "./routes-guard.tsx";
import { clearStaffCookie, livingSince } from "./session.ts";
import { HomePage } from "./views-home.tsx";

/** One's own page of the console. */
export const homeHandlers = {
	...guarded("GET /console", {
		queries: (c, { token }) => [staffSessions(c.var.realm.id, token.staff, livingSince(c))],
		answer: async (c, { staff, rows: [found] }) => {
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
					end: settledPath(c, `/console/sessions/${id}/end`),
				})),
			);
			const { email, role, createdAt: since } = staff;
			const context = await consoleContext(c, staff);
			return page(c, <HomePage context={context} email={email} role={role} since={since} sessions={sessions} />);
		},
	}),
	...guarded("POST /console/sessions/:session/end", {
		queries: () => [],
		answer: async (c, { staff }) => {
			const id = c.req.param("session") ?? "";
			await c.var.database().write(endStaffSession(c.var.realm.id, staff.id, id));
			if (id !== staff.session) return c.redirect(settledPath(c, "/console"), 303);
			clearStaffCookie(c);
			return c.redirect(settledPath(c, "/console/sign-in"), 303);
		},
	}),
};
