import { page } from "../accounts/answer.ts";
import { parseEmail } from "../accounts/identity.ts";
import { refill } from "../accounts/join.ts";
import { settledPath, withDone } from "../accounts/place.ts";
import { newAct } from "../acts/act.ts";
import { addActAfterChange } from "../acts/queries.ts";
import { putActsSoon } from "../acts/request.ts";
import { accountOrigin } from "../brand/origin.ts";
import type { AppContext } from "../brand/resolve.ts";
import type { UnitKeyRow } from "../crypto/keys.ts";
import { open as openSealed } from "../crypto/sealed.ts";
import { AppError } from "../errors.ts";
import { EMPTY_FORM, type FormState } from "../ui/form.tsx";
import { enrolPath, newInvitation } from "./invitation.ts";
import { consoleContext } from "./page.tsx";
import * as sql from "./queries.ts";
import { allResets } from "./queries-account.ts";
import { staffRole } from "./roles.ts";
import { guarded } from "./routes-guard.tsx";
import { resetSecondStep, secondStepPath } from "./second-step.ts";
import { livingSince, type Staff } from "./session.ts";
import { CONSOLE_TEXT } from "./text.ts";
import { LinkPage, StaffPage } from "./views-staff.tsx";

const listQueries = (c: AppContext) => {
	const { id: realm } = c.var.realm;
	return [
		sql.allStaff(realm),
		sql.allStaffKeys(realm),
		sql.openInvitations(realm, livingSince(c).now),
		allResets(realm),
	] as const;
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
			const { staff: text, roles } = CONSOLE_TEXT[c.var.locale];
			const shown = { title: text.invitedTitle, body: text.invited(email, roles[role]), link };
			const back = settledPath(c, "/console/staff");
			return page(c, <LinkPage context={await consoleContext(c, staff)} {...shown} back={back} />);
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
	...guarded("POST /console/staff/:staff/second-step", {
		queries: (c) => {
			const id = c.req.param("staff") ?? "";
			return [
				sql.activeStaff(c.var.realm.id, id),
				sql.staffKey(c.var.realm.id, id),
				sql.staffAddress(c.var.realm.id, id),
			] as const;
		},
		answer: async (c, { staff, rows }) => {
			const [[person], [key], [address]] = rows;
			// One's own is another operator's to take: an open browser is not enough to move an account to another phone.
			if (person?.id === staff.id) throw new AppError("bad_request", "one's own account");
			const code = await resetSecondStep(c, staff, rows);
			const link = `${accountOrigin(c.var.realm, c.var.settings)}${secondStepPath(code)}`;
			const email = person && key && address ? await emailOf(c, key, { id: person.id, ...address }) : "";
			const shown = {
				title: CONSOLE_TEXT[c.var.locale].staff.resetTitle,
				link,
				back: settledPath(c, "/console/staff"),
			};
			const body = CONSOLE_TEXT[c.var.locale].staff.resetBody(email);
			return page(c, <LinkPage context={await consoleContext(c, staff)} {...shown} body={body} />);
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
				.write(
					sql.endStaff(realm.id, id, { now, by: staff.id }),
					addActAfterChange(realm.id, newAct(id, { kind: "staff_ended", by: staff.id }, sources.now())),
					sql.endStaffSessions(realm.id, id),
				);
			putActsSoon(c);
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

type ResetRow = { staff_id: string; created_at: string; ended_at: string | null };

async function emailOf(c: AppContext, key: UnitKeyRow, row: Pick<StaffRow, "id" | "email_sealed">): Promise<string> {
	const core = await (await c.var.keys()).openUnit(key);
	return openSealed(core, { table: "staff", column: "email_sealed", row: row.id }, row.email_sealed);
}

async function staffPage(
	c: AppContext,
	staff: Staff,
	[people, keys, invitations, resets]: readonly [StaffRow[], UnitKeyRow[], InvitationRow[], ResetRow[]],
	state: FormState,
	status: 200 | 422,
): Promise<Response> {
	const entries = people.map(async (row) => {
		const key = keys.find(({ owner_id }) => owner_id === row.id);
		const role = staffRole(row.role);
		if (key === undefined || role === undefined) return [];
		const to = (action: string) => settledPath(c, `/console/staff/${row.id}/${action}`);
		return [
			{
				...{ email: await emailOf(c, key, row), role, self: row.id === staff.id },
				...{ createdAt: row.created_at, endedAt: row.ended_at, end: to("end"), resetStep: to("second-step") },
				reset: resets.findLast(({ staff_id }) => staff_id === row.id),
			},
		];
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
