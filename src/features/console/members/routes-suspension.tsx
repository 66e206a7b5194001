import type { MeasureRow, MeasureScope } from "#features/moderation/measure.ts";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { typedFields } from "#foundation/http/validate.ts";
import type { StaffAccess } from "#foundation/ledgers/staff-access.ts";
import { refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { People } from "../people.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import * as act from "./member-access.ts";
import {
	type Asked,
	busyCard,
	type Cards,
	cardPage,
	cardQueries,
	clausesHere,
	HERE,
	type Rows,
	refuseOnCard,
	subjectIn,
} from "./routes-card.tsx";
import { liftForm, memberParams, suspendForm } from "./schema.ts";
import type { Told } from "./suspension.ts";
import * as suspension from "./suspension.ts";

/** The same, with what a mail to the member takes. */
const toldQueries = (c: AppContext, asked: Asked) =>
	[...cardQueries(c, asked), ...suspension.toldQueries(c.var, asked.params.member)] as const;

/** Suspending a member, on one brand or altogether, and lifting that. */
export const suspensionHandlers = {
	...guarded("POST /console/members/:member/suspend", {
		params: memberParams,
		form: { schema: (c) => suspendForm(c.var, clausesHere(c)), refuse: refuseOnCard },
		queries: toldQueries,
		answer: async (c, { staff, rows, form }) => {
			const subject = toldIn(rows);
			if (!suspension.hasPlace(subject, form.scope)) {
				const { notMember } = words(c.var.locale).moderation.form;
				// That the member is not there says something: it is written down as any other look.
				const recorded = await changeOrOpen(c, staff, rows, async () => false, {
					reason: form.reason,
					brand: form.scope,
				});
				if (recorded === "busy") return busyCard(c, staff, rows);
				const state = refill(await typedFields(c), { state_scope: notMember });
				return cardPage(c, staff, rows, { state, status: 422, isRecorded: true });
			}
			return changeState(c, { staff, rows, form }, "suspended", () => suspension.suspend(c.var, staff, subject, form));
		},
	}),
	...guarded("POST /console/members/:member/restore", {
		params: memberParams,
		form: { schema: (c) => liftForm(c.var), refuse: refuseOnCard },
		queries: toldQueries,
		answer: (c, { staff, rows, form }) =>
			changeState(c, { staff, rows, form }, "restored", () => suspension.lift(c.var, staff, toldIn(rows), form)),
	}),
};

type ToldRows = readonly [
	...Cards,
	StaffAccess[],
	...People,
	MeasureRow[],
	NonNullable<Told["recipient"]>[],
	Told["memberships"],
];

/** @throws AppError not_found, for a member of another realm as for none (T8) */
function toldIn(rows: ToldRows): act.Subject & { told: Told } {
	const [, , , , , , standing, [recipient], memberships] = rows;
	return { ...subjectIn(rows), told: { recipient, memberships, standing } };
}

async function changeState(
	c: AppContext,
	{ staff, rows, form }: { staff: Staff; rows: Rows; form: { reason: string; scope: MeasureScope } },
	to: "suspended" | "restored",
	change: () => Promise<act.Recorded<boolean>>,
): Promise<Response> {
	const subject = subjectIn(rows);
	const changed = await changeOrOpen(c, staff, rows, change, { reason: form.reason, brand: form.scope });
	if (changed === "busy") return busyCard(c, staff, rows);
	return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), changed ? to : "unchanged"), 303);
}

/** That nothing changed says how the account stands: it is written down as any other look. */
async function changeOrOpen(
	c: AppContext,
	staff: Staff,
	rows: Rows,
	change: () => Promise<act.Recorded<boolean>>,
	accessReason: act.AccessReason,
): Promise<act.Recorded<boolean>> {
	const changed = await change();
	if (changed !== false || act.isOpen(c.var, staff, rows[3])) return changed;
	return (await act.openAccount(c.var, staff, subjectIn(rows), accessReason)) === "busy" ? "busy" : false;
}
