import { page } from "../accounts/answer.ts";
import { parseEmail } from "../accounts/identity.ts";
import { refill } from "../accounts/join.ts";
import { settledPath, withDone } from "../accounts/place.ts";
import { accountOrigin } from "../brand/origin.ts";
import type { AppContext } from "../brand/resolve.ts";
import type { UnitKeyRow } from "../crypto/keys.ts";
import { open as openSealed } from "../crypto/sealed.ts";
import { AppError } from "../errors.ts";
import { EMPTY_FORM, type FormState } from "../ui/form.tsx";
import { enrolPath, newInvitation } from "./invitation.ts";
import { consoleContext } from "./page.tsx";
import * as sql from "./queries.ts";
import { staffRole } from "./roles.ts";
import { guarded } from "./routes-guard.tsx";
import { livingSince, type Staff } from "./session.ts";
import { CONSOLE_TEXT } from "./text.ts";
import { InvitedPage, StaffPage } from "./views-staff.tsx";

const listQueries = (c: AppContext) => {
	const { id: realm } = c.var.realm;
	return [sql.allStaff(realm), sql.allStaffKeys(realm), sql.openInvitations(realm, livingSince(c).now)] as const;
};

/** Who works here: for operators. */
export const staffHandlers = {
	...guarded("GET /console/staff", {
		queries: listQueries,
		answer: (c, { staff, rows }) => staffPage(c, staff, rows, EMPTY_FORM, 200),
	}),
	...guarded("POST /console/staff/invitations", {
		fields: ["email", "role"],
		queries: listQueries,
		answer: async (c, { staff, rows, fields }) => {
			const words = CONSOLE_TEXT[c.var.locale].error;
			const email = parseEmail(fields.email ?? "");
			const role = staffRole(fields.role);
			const errors = {
				email: !fields.email?.trim() ? words.required : email === undefined ? words.email : undefined,
				role: role === undefined ? words.choose : undefined,
			};
			if (email === undefined || role === undefined) return staffPage(c, staff, rows, refill(fields, errors), 422);
			const { realm, settings, sources } = c.var;
			const { code, row } = await newInvitation({ realm: realm.id, role, email, by: staff.id }, sources.now());
			await c.var.database().write(sql.addInvitation(row));
			const link = `${accountOrigin(realm, settings)}${enrolPath(code)}`;
			const shown = { email, role, link, back: settledPath(c, "/console/staff") };
			return page(c, <InvitedPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("POST /console/staff/invitations/:invitation/withdraw", {
		queries: () => [],
		answer: async (c) => {
			const [removed] = await c.var
				.database()
				.write(sql.removeInvitation(c.var.realm.id, c.req.param("invitation") ?? ""));
			if (removed.length === 0) throw new AppError("not_found", "no such invitation");
			return c.redirect(settledPath(c, "/console/staff"), 303);
		},
	}),
	...guarded("POST /console/staff/:staff/end", {
		queries: () => [],
		answer: async (c, { staff }) => {
			const id = c.req.param("staff") ?? "";
			// One's own access is another operator's to end: so that a realm never loses its last one by a slip.
			if (id === staff.id) throw new AppError("bad_request", "one's own account");
			const { realm, sources } = c.var;
			const now = new Date(sources.now()).toISOString();
			const [ended] = await c.var
				.database()
				.write(sql.endStaff(realm.id, id, { now, by: staff.id }), sql.endStaffSessions(realm.id, id));
			if (ended.length === 0) throw new AppError("not_found", "no such member of staff");
			return c.redirect(withDone(settledPath(c, "/console/staff"), "ended"), 303);
		},
	}),
};

type StaffRow = {
	id: string;
	role: string;
	state: string;
	email_sealed: Uint8Array;
	created_at: string;
	ended_at: string | null;
};
type InvitationRow = { id: string; role: string; created_at: string; expires_at: string };

async function staffPage(
	c: AppContext,
	staff: Staff,
	[people, keys, invitations]: readonly [StaffRow[], UnitKeyRow[], InvitationRow[]],
	state: FormState,
	status: 200 | 422,
): Promise<Response> {
	const ring = await c.var.keys();
	const entries = people.map(async (row) => {
		const key = keys.find(({ owner_id }) => owner_id === row.id);
		const role = staffRole(row.role);
		if (key === undefined || role === undefined) return [];
		const place = { table: "staff", column: "email_sealed", row: row.id };
		const email = await openSealed(await ring.openUnit(key), place, row.email_sealed);
		const end = settledPath(c, `/console/staff/${row.id}/end`);
		return [{ email, role, self: row.id === staff.id, createdAt: row.created_at, endedAt: row.ended_at, end }];
	});
	const open = invitations.flatMap(({ id, role: text, expires_at }) => {
		const role = staffRole(text);
		const withdraw = settledPath(c, `/console/staff/invitations/${id}/withdraw`);
		return role ? [{ role, expiresAt: expires_at, withdraw }] : [];
	});
	const shown = {
		people: (await Promise.all(entries)).flat(),
		invitations: open,
		state,
		invite: settledPath(c, "/console/staff/invitations"),
		done: c.req.query("done") === "ended" ? CONSOLE_TEXT[c.var.locale].staff.endedNow : undefined,
	};
	return page(c, <StaffPage context={await consoleContext(c, staff)} {...shown} />, { status });
}
