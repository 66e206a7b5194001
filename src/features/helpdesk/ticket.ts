import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { KeyUnavailable } from "#foundation/crypto/keys.ts";
import { open, SealBroken, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId } from "#foundation/ids.ts";
import { dueAt } from "#foundation/rights/requests/clock.ts";

/** `open`: staff answer. `answered`: the sender may. `closed`: nobody does, until the sender writes again. */
export const TICKET_STATES = ["open", "answered", "closed"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** `silence`: the sender wrote nothing more for so long as the last link works. */
export const TICKET_EVENTS = ["sender_wrote", "staff_answered", "closed", "handed_over", "silence"] as const;
export type TicketEvent = (typeof TICKET_EVENTS)[number];

const AFTER: Readonly<Record<TicketState, Partial<Record<TicketEvent, TicketState>>>> = {
	open: { sender_wrote: "open", staff_answered: "answered", closed: "closed", handed_over: "closed" },
	answered: {
		...{ sender_wrote: "open", staff_answered: "answered", closed: "closed", handed_over: "closed" },
		silence: "closed",
	},
	closed: { sender_wrote: "open" },
};

/** The state after an event; undefined for one that a ticket in this state does not take. The database has the same list. */
export const stateAfter = (state: TicketState, event: TicketEvent): TicketState | undefined => AFTER[state][event];

/** A ticket as its sender's page and the desk read it. */
export type TicketRow = Omit<Tables["ticket"], "realm_id" | "waits_at">;

/** Names of the units that seal tickets, before the id; the owner is the sender. */
export const TICKET_UNITS = "core:ticket:";

/** Characters. */
export const MAX_SUBJECT = 150;
export const MAX_BODY = 4_000;

/** Days for which the link of a mail works, and after which a ticket that was answered is closed. */
export const LINK_DAYS = 28;

type Column = `ticket.subject_sealed` | `ticket_message.body_sealed` | `ticket_attachment.name_sealed`;
function locationOf(place: Column, row: string) {
	const [table = "", column = ""] = place.split(".");
	return { table, column, row };
}

export const sealIn = (unit: UnitKey, place: Column, row: string, text: string): Promise<Uint8Array> =>
	seal(unit, locationOf(place, row), text);

/** Undefined where it does not open any more: the rest of the ticket is shown all the same. */
export async function openIn(
	unit: UnitKey | undefined,
	place: Column,
	row: string,
	sealed: Uint8Array,
): Promise<string | undefined> {
	if (unit === undefined) return undefined;
	try {
		return await open(unit, locationOf(place, row), sealed);
	} catch (error) {
		if (error instanceof SealBroken) return undefined;
		throw error;
	}
}

/** The key of a ticket; undefined where it is gone, or does not open. */
export async function unitOf(
	context: Pick<Context, "keys">,
	key: UnitKeyRow | undefined,
): Promise<UnitKey | undefined> {
	if (key === undefined) return undefined;
	try {
		return await (await context.keys()).openUnit(key);
	} catch (error) {
		if (error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}

/** Days in which questions on a brand are answered; undefined where the operator names none, and then nothing is promised. */
export const answerDaysOf = ({ snapshot }: Pick<Context, "snapshot">, brand: BrandId): number | undefined =>
	snapshot.findBrand(brand)?.look.answerDays;

/** What a message of the sender that came now sets: by when it is answered, and its place in the list of staff. */
export function dueOf(context: Pick<Context, "snapshot" | "now" | "at">, brand: BrandId) {
	const days = answerDaysOf(context, brand);
	const due = days === undefined ? undefined : dueAt(new Date(context.now), days).toISOString();
	return { due_at: due ?? null, waits_at: due ?? context.at };
}
