import type { Compilable } from "kysely";
import { closing, NoSuchTicketStep, nextState, type Known as Opened, staffAnswer } from "#features/helpdesk/answer.ts";
import { type AddresseeRows, addresseeOf, assign, type deskQueries } from "#features/helpdesk/desk.ts";
import { type TicketRow, unitOf } from "#features/helpdesk/ticket.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { ConstraintViolated, type RowsOf } from "#foundation/db/database.ts";
import type { lastAccess } from "#foundation/ledgers/queries-access.ts";
import { words } from "#locales/locales.ts";
import { record } from "../members/member-access.ts";
import type { Staff } from "../session.ts";

type Last = RowsOf<readonly [ReturnType<typeof lastAccess>]>[0][number];

/** A ticket as the case's one trip reads it, with what it takes to do something with it. */
export type Known = {
	ticket: TicketRow;
	key: UnitKeyRow | undefined;
	addressee: AddresseeRows;
	last: Last | undefined;
};

export type TicketRows = RowsOf<ReturnType<typeof deskQueries>>;

/** `busy`: something else was changed at the same moment, and nothing was done. */
export type Acted = "read" | "taken" | "handed_on" | "answered" | "closed" | "handed_over" | "unchanged" | "busy";

/**
 * One batch: of a member's ticket, first the row of their record that says who looks (P23, T30). Of anybody else there is
 * no such record.
 */
export async function recorded<Done extends Acted>(
	context: Context,
	staff: Staff,
	{ ticket, addressee, last }: Known,
	queries: readonly Compilable<unknown>[],
	done: Done,
): Promise<Done | "busy" | "unchanged"> {
	if (ticket.sender_kind !== "member") {
		if (queries.length > 0 && !(await isWritten(context, queries))) return "busy";
		return done;
	}
	const [[core], [member]] = addressee;
	if (core === undefined || member === undefined) return "unchanged";
	const { reason } = words(context.locale).helpdesk.desk;
	const access = {
		subject: { id: member.id, key: core, last },
		...{ what: ["ticket"] as const, accessReason: { reason, brand: ticket.brand_id } },
	};
	return record(context, staff, access, queries, async () => done);
}

async function isWritten(context: Context, queries: readonly Compilable<unknown>[]): Promise<boolean> {
	try {
		await context
			.database()
			.for("claims")
			.write(...queries);
		return true;
	} catch (error) {
		// Somebody else was first.
		if (error instanceof ConstraintViolated) return false;
		throw error;
	}
}

/** Somebody has it from now on. Nothing of it is opened. */
export async function give(context: Context, { ticket }: Known, to: string): Promise<boolean> {
	const [given] = await context
		.database()
		.for("claims")
		.write(assign(context.realm.id, ticket, to));
	return given.length > 0;
}

/** The answer goes out as a mail. */
export async function answer(context: Context, staff: Staff, known: Known, body: string): Promise<Acted> {
	const to = await addresseeOf(context, known.ticket, known.addressee);
	const unit = await unitOf(context, known.key);
	if (to === undefined || unit === undefined) return "unchanged";
	const opened: Opened = { ticket: known.ticket, unit };
	return orUnchanged(async () =>
		recorded(context, staff, known, await staffAnswer(context, opened, { body, staff: staff.id, to }), "answered"),
	);
}

/** Nothing of it is opened, and no mail goes out. */
export async function close(context: Context, { ticket }: Known): Promise<Acted> {
	return orUnchanged(async () => {
		nextState(ticket, "closed");
		return (await isWritten(context, closing(context, ticket))) ? "closed" : "busy";
	});
}

export async function orUnchanged<Done>(act: () => Promise<Done>): Promise<Done | "unchanged"> {
	try {
		return await act();
	} catch (error) {
		if (error instanceof NoSuchTicketStep) return "unchanged";
		throw error;
	}
}
