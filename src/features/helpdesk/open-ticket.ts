import { comparableEmail } from "#features/accounts/identity.ts";
import { sessionToken } from "#features/accounts/session/session.ts";
import { openOwn, readSignedIn, type SignedIn } from "#features/accounts/session/signed-in.ts";
import {
	type AttemptLimits,
	attemptLimitsOf,
	countAttempt,
	countsOf,
	isExceeded,
} from "#features/accounts/sign-in/attempt-limits.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { AppError } from "#foundation/errors.ts";
import { notify } from "#foundation/mail/notify.ts";
import type { CheckedFile } from "./attachment.ts";
import { storeFiles } from "./files.ts";
import { TICKET_RECEIVED } from "./letters.ts";
import { ticketLink } from "./link.ts";
import { addAttachments, addMessage, addSender, addTicket } from "./queries.ts";
import { dueOf, LINK_DAYS, sealIn, TICKET_UNITS } from "./ticket.ts";

export type Question = { email: string; subject: string; body: string; files: readonly CheckedFile[] };

/** `other_address`: a member typed another than the account's, to which answers go. */
export type Asked = { ticket: string; isMember: boolean } | "throttled" | "other_address";

/**
 * Adds a question. It hangs on the member who is signed in, and else on a sender of its own, also where a member has that address:
 * what is answered is the same whether it has an account (threats T9, T25). A mail says that it came in, unless the
 * mailbox had its most of what strangers cause (T26).
 */
export async function openTicket(context: RequestContext, question: Question): Promise<Asked> {
	const admitted = await admit(context, question.email);
	if (admitted === "throttled") return "throttled";
	const { member } = admitted;
	if (member !== undefined && !(await isOwnAddress(member, question.email))) return "other_address";
	const ticket = await addQuestion(context, member, question);
	context.sendMail();
	return { ticket, isMember: member !== undefined };
}

const isOwnAddress = async (member: SignedIn, typed: string): Promise<boolean> =>
	comparableEmail(await openOwn(member, "email")) === comparableEmail(typed);

/** Who asks, in the one trip that counts it: per address and network, and for an account or a mailbox. */
async function admit(context: RequestContext, email: string): Promise<"throttled" | { member: SignedIn | undefined }> {
	const token = await sessionToken(context);
	const mailbox = `mailbox ${comparableEmail(email)}`;
	try {
		const attempts = await attemptLimitsOf(context, "ticket", token ? `member ${token.member}` : mailbox);
		const read = token && (await readSignedIn(context, () => [countAttempt(attempts)] as const, "write"));
		if (read !== undefined) return isExceeded(attempts, read.rows[0]) ? "throttled" : { member: read.member };
		const counted = token === undefined ? attempts : await countsOf(context, "ticket", mailbox);
		return (await countsTooMany(context, counted)) ? "throttled" : { member: undefined };
	} catch (error) {
		// The form comes back filled, also in a flood.
		if (error instanceof AppError && error.code === "too_many") return "throttled";
		throw error;
	}
}

async function countsTooMany(context: RequestContext, attempts: AttemptLimits): Promise<boolean> {
	const [counts] = await context.database().write(countAttempt(attempts));
	return isExceeded(attempts, counts);
}

async function addQuestion(
	context: RequestContext,
	member: SignedIn | undefined,
	{ email, subject, body, files }: Question,
): Promise<string> {
	const { now, at, edition, locale } = context;
	const realm = context.realm.id;
	const brand = edition.brand.id;
	const ring = await context.keys();
	const id = uuidv7(now);
	const asker = member === undefined ? await newAsker(context, email) : undefined;
	const sender = member?.id ?? asker?.id ?? "";
	const { unit, row: key } = await ring.newUnit({ realm, owner: sender, unit: `${TICKET_UNITS}${id}` });
	const message = uuidv7(now);
	const attachments = await storeFiles(context, { realm, ticket: id, sender, message, unit }, files);
	const due = dueOf(context, brand);
	const ticket = { id, brand_id: brand, sender_id: sender };
	const letter = TICKET_RECEIVED.with({
		...{ received: at, link: await ticketLink(context, ticket), days: LINK_DAYS, ticket: id },
		...(due.due_at === null ? {} : { due: due.due_at }),
	});
	const to = member ? { core: member.core, emailSealed: member.sealed.email } : { address: email };
	await context.database().write(
		...(asker?.queries ?? []),
		addUnitKey(key),
		addTicket({
			...{ ...ticket, realm_id: realm, sender_kind: member ? "member" : "asker", language: locale },
			...{ subject_sealed: await sealIn(unit, "ticket.subject_sealed", id, subject), state: "open" },
			...{ received_at: at, ...due, owner_id: "", messages: 1, answered_at: null, closed_at: null },
			...{ handed_over_at: null, request_id: "" },
		}),
		addMessage({
			...{
				realm_id: realm,
				id: message,
				ticket_id: id,
				sender_id: sender,
				number: 1,
				written_by: "sender",
				staff_id: "",
			},
			...{ body_sealed: await sealIn(unit, "ticket_message.body_sealed", message, body), written_at: at },
		}),
		...addAttachments(attachments),
		...(await notify(context, { member: sender, brand, ...to }, letter, `ticket_received:${id}`)),
	);
	return id;
}

/** Somebody without a session: a person of their own, whose term is that of the ticket. */
export async function newAsker(context: Pick<Context, "realm" | "keys" | "now">, email: string) {
	const realm = context.realm.id;
	const ring = await context.keys();
	const id = uuidv7(context.now);
	const { unit, row } = await ring.newUnit({ realm, owner: id, unit: "core" });
	const location = { table: "ticket_sender", column: "email_sealed", row: id };
	return {
		id,
		queries: [
			addUnitKey(row),
			addSender({
				...{ realm_id: realm, id, email_sealed: await seal(unit, location, email), closed_at: null },
				email_index: await ring.index("ticket_email", realm, comparableEmail(email)),
				key_version: ring.version,
			}),
		],
	};
}
