import { readSignedIn } from "#features/accounts/session/signed-in.ts";
import { attemptLimitsOf, countAttempt, isExceeded } from "#features/accounts/sign-in/attempt-limits.ts";
import type { RequestContext } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { senderOfLink } from "./link.ts";
import { ownAttachments, ownMessages, ownTicket, type TicketRef, ticketKey } from "./queries.ts";
import { openIn, type TicketRow, unitOf } from "./ticket.ts";

/** Which ticket a page is about, and the token of the mailed link that leads to it, "" for none. */
export type Asked = { ticket: string; token: string };

function shownQueries({ realm, edition }: RequestContext, sender: string, id: string) {
	const ref: TicketRef = { realm: realm.id, brand: edition.brand.id, sender, id };
	return [ownTicket(ref), ticketKey(realm.id, sender, id), ownMessages(ref), ownAttachments(ref)] as const;
}
export type TicketRows = RowsOf<ReturnType<typeof shownQueries>>;

/** `spent`: the link opens nothing. `sign_in`: there is no link, and nobody is signed in. `none`: no such ticket of theirs. */
export type Read = { rows: TicketRows; signedIn: boolean } | "spent" | "sign_in" | "none";

/** A ticket for its sender: by the mailed link, or signed in. One trip. */
export async function readTicket(context: RequestContext, { ticket, token }: Asked): Promise<Read> {
	if (token !== "") {
		const sender = await senderOfLink(context, ticket, token);
		if (sender === undefined) return "spent";
		const rows = await context.database().read(...shownQueries(context, sender, ticket));
		return rows[0].length === 0 ? "spent" : { rows, signedIn: false };
	}
	const read = await readSignedIn(context, ({ member }) => shownQueries(context, member, ticket));
	if (read === undefined) return "sign_in";
	return read.rows[0].length === 0 ? "none" : { rows: read.rows, signedIn: true };
}

/** The same for one who writes there, counted as a question is. */
export async function readToWrite(context: RequestContext, { ticket, token }: Asked): Promise<Read | "throttled"> {
	try {
		const attempts = await attemptLimitsOf(context, "ticket", `ticket ${ticket}`);
		const counted = countAttempt(attempts);
		if (token !== "") {
			const sender = await senderOfLink(context, ticket, token);
			if (sender === undefined) return "spent";
			const [counts, ...rows] = await context.database().write(counted, ...shownQueries(context, sender, ticket));
			if (isExceeded(attempts, counts)) return "throttled";
			return rows[0].length === 0 ? "spent" : { rows, signedIn: false };
		}
		const read = await readSignedIn(
			context,
			({ member }) => [counted, ...shownQueries(context, member, ticket)] as const,
			"write",
		);
		if (read === undefined) return "sign_in";
		const [counts, ...rows] = read.rows;
		if (isExceeded(attempts, counts)) return "throttled";
		return rows[0].length === 0 ? "none" : { rows, signedIn: true };
	} catch (error) {
		// The form comes back filled, also in a flood.
		if (error instanceof AppError && error.code === "too_many") return "throttled";
		throw error;
	}
}

export type ShownFile = { id: string; name: string | undefined; bytes: number; type: string };
export type ShownMessage = {
	isSender: boolean;
	at: string;
	/** Undefined where it can no longer be read. */
	body: string | undefined;
	files: readonly ShownFile[];
};
export type Thread = { subject: string | undefined; messages: readonly ShownMessage[] };

type Sealed = readonly [TicketRow, TicketRows[1], TicketRows[2], TicketRows[3]];

/** Opens what stands in a ticket. */
export async function openThread(
	context: Pick<RequestContext, "keys">,
	[ticket, [key], messages, attachments]: Sealed,
): Promise<Thread> {
	const unit = await unitOf(context, key);
	return {
		subject: await openIn(unit, "ticket.subject_sealed", ticket.id, ticket.subject_sealed),
		messages: await Promise.all(
			messages.map(async ({ id, written_by, written_at, body_sealed }) => ({
				...{ isSender: written_by === "sender", at: written_at },
				body: await openIn(unit, "ticket_message.body_sealed", id, body_sealed),
				files: await Promise.all(
					attachments
						.filter(({ message_id }) => message_id === id)
						.map(async (file) => ({
							...{ id: file.id, bytes: file.bytes, type: file.type },
							name: await openIn(unit, "ticket_attachment.name_sealed", file.id, file.name_sealed),
						})),
				),
			})),
		),
	};
}
