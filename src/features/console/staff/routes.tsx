import type { z } from "zod";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { type StaffRole, staffRole } from "#foundation/ledgers/staff-role.ts";
import { DAY } from "#foundation/time.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { STAFF_INVITED } from "../letters.ts";
import { searchesByStaff } from "../members/queries-search.ts";
import { ConsoleMessage, consoleContext } from "../page.tsx";
import { addressesOf, type People, peopleQueries, type StaffRow, standingOf } from "../people.ts";
import * as sql from "../queries.ts";
import { may } from "../roles.ts";
import { guarded } from "../routes-guard.tsx";
import { type Staff, sessionCutoffs } from "../session.ts";
import { ENROL_PATH, INVITATION_HOURS, newInvitation } from "./invitation.ts";
import { linkMail } from "./link-mail.ts";
import { allResets } from "./queries-account.ts";
import { agreeToStaff } from "./queries-agreement.ts";
import { invitationParams, inviteForm, staffParams, staffQuery } from "./schema.ts";
import { resetSecondStep } from "./second-step.ts";
import { type StaffEntry, StaffPage } from "./views.tsx";

const HERE = "/console/staff";
/** Days of searches that the list tells of. */
const SEARCH_DAYS = 30;

const listQueries = (c: AppContext) => {
	const { id: realm } = c.var.realm;
	const since = new Date(c.var.now - SEARCH_DAYS * DAY).toISOString();
	return [
		...peopleQueries(c.var),
		sql.openInvitations(realm, sessionCutoffs(c.var).now),
		allResets(realm),
		searchesByStaff(realm, since),
	] as const;
};

const NO_SEARCHES = { searches: 0, found: 0 };

type Done = z.output<typeof staffQuery>["done"];

const toList = (c: AppContext, done: NonNullable<Done>) =>
	c.redirect(withDone(accountPathWithoutFlow(c.var, HERE), done), 303);

/** What the page says of the change that led to it. */
const NOTICES = { invited: "invitedNow", reset: "resetNow", agreed: "agreedNow", ended: "endedNow" } as const;

/** Who works here: for operators, and for who may be the second person to an invitation. */
export const staffHandlers = {
	...guarded("GET /console/staff", {
		query: staffQuery,
		queries: listQueries,
		answer: (c, { staff, rows, query: { done } }) => staffPage(c, staff, rows, { done }),
	}),
	...guarded("POST /console/staff/invitations", {
		form: {
			schema: (c) => inviteForm(c.var),
			refuse: { queries: listQueries, answer: (c, { staff, rows, state }) => staffPage(c, staff, rows, { state }) },
		},
		queries: () => [],
		answer: async (c, { staff, form }) => {
			await invite(c, staff, form);
			return toList(c, "invited");
		},
	}),
	...guarded("POST /console/staff/invitations/:invitation/withdraw", {
		params: invitationParams,
		queries: () => [],
		answer: async (c, { params }) => {
			const [removed] = await c.var.database().write(sql.removeInvitation(c.var.realm.id, params.invitation));
			if (removed.length === 0) throw new AppError("not_found", "no such invitation");
			return c.redirect(accountPathWithoutFlow(c.var, HERE), 303);
		},
	}),
	...guarded("POST /console/staff/:staff/agree", {
		params: staffParams,
		queries: () => [],
		answer: async (c, { staff, params }) => {
			const now = c.var.at;
			const [agreed] = await c.var.database().write(agreeToStaff(c.var.realm.id, params.staff, { by: staff.id, now }));
			return agreed.length > 0 ? toList(c, "agreed") : notAgreed(c, staff);
		},
	}),
	...guarded("POST /console/staff/:staff/second-step", {
		params: staffParams,
		queries: ({ var: { realm } }, { params: { staff: id } }) =>
			[sql.activeStaff(realm.id, id), sql.staffKey(realm.id, id), sql.staffAddress(realm.id, id)] as const,
		answer: async (c, { staff, rows }) => {
			// One's own is another operator's to take: an open browser is not enough to move an account to another phone.
			if (rows[0][0]?.id === staff.id) throw new AppError("bad_request", "one's own account");
			await resetSecondStep(c.var, staff, rows);
			return toList(c, "reset");
		},
	}),
	...guarded("POST /console/staff/:staff/end", {
		params: staffParams,
		queries: () => [],
		answer: async (c, { staff, params: { staff: id } }) => {
			// One's own access is another operator's to end: so that a realm never loses its last one by a slip.
			if (id === staff.id) throw new AppError("bad_request", "one's own account");
			const { realm } = c.var;
			const now = c.var.at;
			const [ended] = await c.var
				.database()
				.write(
					sql.endStaff(realm.id, id, { now, by: staff.id }),
					addActAfterChange(realm.id, newAct(id, { kind: "staff_ended", by: staff.id }, c.var.now)),
					sql.endStaffSessions(realm.id, id),
				);
			putActsSoon(c.var);
			if (ended.length === 0) throw new AppError("not_found", "no such member of staff");
			return toList(c, "ended");
		},
	}),
};

/** The same answer for staff who may not be the second person and for an account that does not wait for one. */
async function notAgreed(c: AppContext, staff: Staff): Promise<Response> {
	const { staff: text, back } = words(c.var.locale).console;
	const shown = {
		title: text.notAgreedTitle,
		words: [text.notAgreed],
		link: { href: accountPathWithoutFlow(c.var, HERE), label: back },
	};
	return renderPage(c, <ConsoleMessage context={await consoleContext(c, staff)} {...shown} />, { status: 409 });
}

/** The link goes to the invited address, and nobody else sees it. */
async function invite(c: AppContext, by: Staff, { email, role }: { email: string; role: StaffRole }): Promise<void> {
	const { realm } = c.var;
	const { code, row } = await newInvitation({ realm: realm.id, role, email, by: by.id }, c.var.now);
	const link = { to: email, owner: row.id, id: row.id, path: ENROL_PATH, code, hours: INVITATION_HOURS };
	await c.var.database().write(sql.addInvitation(row), ...(await linkMail(c.var, STAFF_INVITED, link)));
	c.var.sendMail();
}

type InvitationRow = { id: string; role: string; invited_by: string; created_at: string; expires_at: string };
type ResetRow = { staff_id: string; created_at: string; ended_at: string | null };
type SearchesRow = { staff_id: string; searches: number; found: number };
type ListRows = readonly [...People, readonly InvitationRow[], readonly ResetRow[], readonly SearchesRow[]];

type EntrySources = {
	addresses: ReadonlyMap<string, string>;
	resets: readonly ResetRow[];
	searches: readonly SearchesRow[];
};

function entryOf(
	c: AppContext,
	staff: Staff,
	row: StaffRow,
	{ addresses, resets, searches }: EntrySources,
): StaffEntry[] {
	const role = staffRole(row.role);
	const standing = standingOf(row, addresses, words(c.var.locale).console.staff);
	if (role === undefined || standing === undefined) return [];
	const to = (action: string) => accountPathWithoutFlow(c.var, `${HERE}/${row.id}/${action}`);
	const isSelf = row.id === staff.id;
	const isActive = row.state === "active" && !isSelf;
	const waits = row.state === "active" && row.agreement === "waiting";
	return [
		{
			...standing,
			...{ role, self: isSelf, createdAt: row.created_at, endedAt: row.ended_at, waits },
			...(waits && row.invited_by === staff.id
				? { command: `npm run staff -- agree ${c.var.realm.id} ${row.id}` }
				: {}),
			links: {
				...(waits && isActive && row.invited_by !== staff.id ? { agree: to("agree") } : {}),
				...(isActive && may(staff.role, "staff.manage") ? { end: to("end"), resetStep: to("second-step") } : {}),
			},
			reset: resets.findLast(({ staff_id }) => staff_id === row.id),
			...(may(staff.role, "accesses.read")
				? { searches: { days: SEARCH_DAYS, ...(searches.find(({ staff_id }) => staff_id === row.id) ?? NO_SEARCHES) } }
				: {}),
		},
	];
}

async function staffPage(
	c: AppContext,
	staff: Staff,
	[people, keys, invitations, resets, searches]: ListRows,
	{ done, state }: { done?: Done; state?: FormState },
): Promise<Response> {
	const { staff: text } = words(c.var.locale).console;
	const addresses = await addressesOf(c.var, [people, keys]);
	const open = invitations.flatMap(({ id, role: name, invited_by, expires_at }) => {
		const role = staffRole(name);
		const withdraw = accountPathWithoutFlow(c.var, `${HERE}/invitations/${id}/withdraw`);
		return role ? [{ role, invitedBy: addresses.get(invited_by) ?? text.tool, expiresAt: expires_at, withdraw }] : [];
	});
	const shown = {
		people: people.flatMap((row) => entryOf(c, staff, row, { addresses, resets, searches })),
		...(may(staff.role, "staff.manage")
			? {
					manage: {
						invitations: open,
						state: state ?? EMPTY_FORM,
						invite: accountPathWithoutFlow(c.var, `${HERE}/invitations`),
					},
				}
			: {}),
		done: done && text[NOTICES[done]],
	};
	return renderPage(c, <StaffPage context={await consoleContext(c, staff)} {...shown} />, {
		status: state === undefined ? 200 : 422,
	});
}
