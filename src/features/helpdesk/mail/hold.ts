import { addUnitKey } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { BrandId } from "#foundation/ids.ts";
import { storeFiles } from "../files.ts";
import { newAsker } from "../open-ticket.ts";
import { addAttachments, addMessage, addTicket } from "../queries.ts";
import { dueOf, sealIn, TICKET_UNITS, type TicketRow } from "../ticket.ts";
import type { MailContent } from "./content.ts";
import type { MailPlace } from "./place.ts";
import { addTicketByMail } from "./queries-mail.ts";

/** `id`: of the message. `from`: an address that nobody has checked. */
type Held = { id: string; about: TicketRow; from: string; content: MailContent };

/**
 * Keeps a mail of somebody else for staff: as a ticket of its own, with a sender of its own, so that it is found, copied
 * and erased by that address as every question is. No letter tells of it; only an answer of staff would.
 */
export async function hold(place: MailPlace, { id, about, from, content }: Held): Promise<void> {
	const { realm, now, at } = place;
	const brand = about.brand_id as BrandId;
	const asker = await newAsker(place, from);
	const ticket = uuidv7(now);
	const ring = await place.keys();
	const { unit, row: key } = await ring.newUnit({ realm: realm.id, owner: asker.id, unit: `${TICKET_UNITS}${ticket}` });
	const of = { realm: realm.id, ticket, sender: asker.id, message: id, unit };
	const files = await storeFiles(place, of, content.files);
	await place.database().write(
		...asker.queries,
		addUnitKey(key),
		addTicket({
			...{ realm_id: realm.id, id: ticket, brand_id: brand, sender_id: asker.id, sender_kind: "asker" },
			...{
				language: about.language,
				subject_sealed: await sealIn(unit, "ticket.subject_sealed", ticket, content.subject),
			},
			...{ state: "open", received_at: at, ...dueOf(place, brand), owner_id: "", messages: 1, answered_at: null },
			...{ closed_at: null, handed_over_at: null, request_id: "" },
		}),
		addMessage({
			...{ realm_id: realm.id, id, ticket_id: ticket, sender_id: asker.id, number: 1, written_by: "sender" },
			...{ staff_id: "", written_at: at },
			body_sealed: await sealIn(unit, "ticket_message.body_sealed", id, content.body),
		}),
		...addAttachments(files),
		addTicketByMail({ realm_id: realm.id, ticket_id: ticket, about_id: about.id }),
	);
}
