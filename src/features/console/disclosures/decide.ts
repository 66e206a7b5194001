import type { Compilable } from "kysely";
import { comparableEmail } from "#features/accounts/identity.ts";
import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import { hexOf } from "#foundation/crypto/random.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { openLegal, sealRefusal } from "#foundation/ledgers/legal-disclosure.ts";
import type { AccessKind } from "#foundation/ledgers/staff-access.ts";
import { type Recorded, recordBeside } from "../members/member-access.ts";
import { rolesThatMay } from "../roles.ts";
import type { Staff } from "../session.ts";
import { entryQueries } from "./entry.ts";
import { recordAndTellSoon } from "./job.ts";
import {
	decide,
	entryOf,
	type LegalRow,
	lastAccessOfLegal,
	legalById,
	legalKey,
	otherDeciders,
	prolongationsOf,
	prolongedBy,
	proposerOf,
	standingMember,
} from "./queries-legal.ts";
import type { DecideForm } from "./schema.ts";
import { isTooLate, shownAfter } from "./silence.ts";

/** One proposal in one trip, with what it takes to decide it. */
export const caseQueries = ({ realm }: Pick<Context, "realm">, id: string) =>
	[
		legalById(realm.id, id),
		legalKey(realm.id, id),
		lastAccessOfLegal(realm.id, id),
		auditHead(realm.id),
		standingMember(realm.id, id),
		proposerOf(realm.id, id),
		otherDeciders(realm.id, id, rolesThatMay("disclosures.decide")),
		prolongationsOf(realm.id, id),
		entryOf(realm.id, id),
		prolongedBy(realm.id, id),
	] as const;
export type CaseRows = RowsOf<ReturnType<typeof caseQueries>>;

/** @throws AppError not_found, for a proposal of another realm as for none (T8) */
export function legalIn([[row]]: readonly [readonly LegalRow[], ...unknown[]]): LegalRow {
	if (row === undefined) throw new AppError("not_found", "no such proposal");
	return row;
}

/**
 * Whether a member of staff is the person who proposed it: by the account, and by the address, which somebody who was
 * invited again has in common with the account before. No session or browser counts.
 */
export async function isProposer(context: Context, staff: Staff, rows: CaseRows): Promise<boolean> {
	const [, , , , , proposers] = rows;
	if (legalIn(rows).proposed_by === staff.id) return true;
	const own = await (await context.keys()).indexes("staff_email", context.realm.id, comparableEmail(staff.email));
	const known = new Set(own.map(hexOf));
	return proposers.some(({ email_index }) => known.has(hexOf(email_index)));
}

/** What this person may do with a proposal that waits: only the account that made it takes it back. */
export async function allowed(context: Context, staff: Staff, rows: CaseRows): Promise<readonly DecideForm["act"][]> {
	if (legalIn(rows).proposed_by === staff.id) return ["withdraw"];
	return (await isProposer(context, staff, rows)) ? [] : ["approve", "refuse"];
}

export type Decided = "approved" | "refused" | "withdrawn" | "unchanged";

/** So often at most somebody else's entry in one of the two chains is waited for. */
const MAX_TRIES = 4;

/** Does what a button of the case says. "unchanged": it is decided already, or not for this person to do. */
export async function decideProposal(
	context: Context,
	staff: Staff,
	rows: CaseRows,
	form: DecideForm,
): Promise<Recorded<Decided>> {
	let read = rows;
	for (let time = 1; ; time++) {
		const row = legalIn(read);
		if (row.state !== "proposed" || !(await allowed(context, staff, read)).includes(form.act)) return "unchanged";
		const decision = await decisionOf(context, staff, read, form);
		if (decision === undefined) return "unchanged";
		const done = await written(context, staff, read, decision);
		if (done !== "busy") {
			if (form.act === "approve") recordAndTellSoon(context);
			return done;
		}
		if (time === MAX_TRIES) return "busy";
		read = await context
			.database()
			.for("claims")
			.read(...caseQueries(context, row.id));
	}
}

const STATES = { approve: "approved", refuse: "refused", withdraw: "withdrawn" } as const;

type Decision = {
	state: "approved" | "refused" | "withdrawn";
	what: AccessKind;
	reason: string;
	queries: Compilable[];
};

/** Undefined where nothing may be given any more, or the words of the proposal do not open. */
async function decisionOf(
	context: Context,
	staff: Staff,
	rows: CaseRows,
	form: DecideForm,
): Promise<Decision | undefined> {
	const { realm, at, now, keys } = context;
	const row = legalIn(rows);
	const [, [key], , , [member], , , , , [prolonged]] = rows;
	const state = STATES[form.act];
	const by = { by: staff.id, role: staff.role, at, shownFrom: shownAfter(at, row, state, prolonged) };
	const opened = await openLegal(await keys(), row, key);
	if (form.act === "withdraw") {
		const reason = opened?.words.reason ?? "";
		const decided = decide(realm.id, row.id, { state, ...by });
		return { state, what: "disclosure_refused", reason, queries: [decided] };
	}
	if (opened === undefined) return undefined;
	if (form.act === "refuse") {
		const refusal = await sealRefusal(opened.unit, row.id, form.refusal);
		const decided = decide(realm.id, row.id, { state, ...by, refusal });
		return { state, what: "disclosure_refused", reason: form.refusal, queries: [decided] };
	}
	if (isTooLate(at, row, prolonged) || (row.prolongs === "" && member === undefined)) return undefined;
	const approved = { now, keys, role: staff.role, withheldUntil: row.silent_until };
	const entry = row.prolongs === "" ? await entryQueries(approved, row, opened.words) : [];
	const decided = decide(realm.id, row.id, { state, ...by });
	return { state, what: "disclosure_approved", reason: opened.words.reason, queries: [decided, ...entry] };
}

async function written(
	context: Context,
	staff: Staff,
	rows: CaseRows,
	{ state, what, reason, queries }: Decision,
): Promise<Recorded<Decided>> {
	const row = legalIn(rows);
	const [, , [last], [head]] = rows;
	const event = {
		...({ action: `disclosure_${state}`, actor: "staff", role: staff.role, request: row.id } as const),
		counts: row.prolongs === "" ? { items: row.items.split(" ").length } : { silences: 1 },
	};
	const log = await auditQueries({ realm: context.realm.id, at: context.at }, head, [event]);
	const access = {
		...{ subject: { id: row.member_id, last }, what: [what] },
		...{ accessReason: { reason, brand: "" }, legal: row.id },
	};
	return recordBeside(context, staff, access, [...queries, ...log], async () => state);
}
