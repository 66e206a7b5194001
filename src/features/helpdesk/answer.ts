import type { Compilable } from "kysely";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import type { BrandId } from "#foundation/ids.ts";
import { type Addressee, notify } from "#foundation/mail/notify.ts";
import type { CheckedFile } from "./attachment.ts";
import { storeFiles } from "./files.ts";
import { TICKET_ANSWERED } from "./letters.ts";
import { ticketLink } from "./link.ts";
import { addAttachments, addMessage, changeTicket } from "./queries.ts";
import { dueOf, LINK_DAYS, sealIn, stateAfter, type TicketEvent, type TicketRow, type TicketState } from "./ticket.ts";

/** A ticket as it was read, with the key of its words. */
export type Known = { ticket: TicketRow; unit: UnitKey };

/** A step that a ticket in this state does not take. The database refuses it, too. */
export class NoSuchTicketStep extends Error {}

/** @throws NoSuchTicketStep */
export function nextState({ state }: Pick<TicketRow, "state">, event: TicketEvent): TicketState {
	const next = stateAfter(state as TicketState, event);
	if (next === undefined) throw new NoSuchTicketStep(`a ticket that is ${state} does not take ${event}`);
	return next;
}

type Place = Pick<Context, "realm" | "settings" | "snapshot" | "now" | "at">;
type Message = { id: string; number: number };

async function messageQuery({ realm, at }: Place, { ticket, unit }: Known, by: string, message: Message, body: string) {
	const { id, number } = message;
	return addMessage({
		...{ realm_id: realm.id, id, ticket_id: ticket.id, sender_id: ticket.sender_id, number, staff_id: by },
		...{ written_by: by === "" ? "sender" : "staff", written_at: at },
		body_sealed: await sealIn(unit, "ticket_message.body_sealed", id, body),
	});
}

/**
 * What the sender writes further, by whatever door it comes: a page, or later a mail. It opens the ticket again where it
 * was answered or closed, and staff then have their days again. Two at the same moment: the second breaks a constraint
 * and reads again (`retryOnConflict`). `id`: of what may come twice, the same each time; then only one of them is written.
 */
export async function addAnswer(
	context: Place & Pick<Context, "database">,
	known: Known,
	{ id, body, files }: { id?: string; body: string; files: readonly CheckedFile[] },
): Promise<void> {
	const { realm, now } = context;
	const { ticket, unit } = known;
	const state = nextState(ticket, "sender_wrote");
	const message = { id: id ?? uuidv7(now), number: ticket.messages + 1 };
	const place = { realm: realm.id, ticket: ticket.id, sender: ticket.sender_id, message: message.id, unit };
	const attachments = await storeFiles(context, place, files);
	await context.database().write(
		await messageQuery(context, known, "", message, body),
		...addAttachments(attachments),
		changeTicket(realm.id, ticket.id, {
			...{ state, messages: message.number, closed_at: null },
			...(ticket.state === "open" ? {} : dueOf(context, ticket.brand_id as BrandId)),
		}),
	);
}

/**
 * The queries of an answer of staff, which its letter holds, for the batch that writes down who looked. Who answers has
 * the ticket, where nobody had it.
 * @throws NoSuchTicketStep
 */
export async function staffAnswer(
	context: Place & Pick<Context, "originBrand" | "locale" | "keys">,
	known: Known,
	{ body, staff, to }: { body: string; staff: string; to: Addressee },
): Promise<Compilable[]> {
	const { realm, now, at } = context;
	const { ticket } = known;
	const state = nextState(ticket, "staff_answered");
	const message = { id: uuidv7(now), number: ticket.messages + 1 };
	const letter = TICKET_ANSWERED.with({
		...{ received: ticket.received_at, answer: body, link: await ticketLink(context, ticket) },
		...{ days: LINK_DAYS, ticket: ticket.id },
	});
	return [
		await messageQuery(context, known, staff, message, body),
		changeTicket(realm.id, ticket.id, {
			...{ state, messages: message.number, answered_at: at },
			...(ticket.owner_id === "" ? { owner_id: staff } : {}),
		}),
		...(await notify(context, to, letter, `ticket_answered:${message.id}`)),
	];
}

/** The queries that close a ticket, or hand it over: `request` is what it became, '' where a mailed link took its place. */
export function closing(
	{ realm, at }: Pick<Context, "realm" | "at">,
	ticket: TicketRow,
	request?: string,
): Compilable[] {
	const state = nextState(ticket, request === undefined ? "closed" : "handed_over");
	const handed = request === undefined ? {} : { handed_over_at: at, request_id: request };
	// With as many messages as were read: the database refuses it where the sender wrote another meanwhile.
	return [changeTicket(realm.id, ticket.id, { state, messages: ticket.messages, closed_at: at, ...handed })];
}
