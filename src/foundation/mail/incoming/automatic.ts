import type { IncomingMail } from "./read-mail.ts";

/** Field names with which programs say that nobody wrote this. Not `Feedback-ID`: mailboxes of people add it too. */
const OF_PROGRAMS = ["list-id", "x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-loop"];

/** As mails of this service have it: the id of their row, which is a UUID of a hash (version 8). */
const OWN_MESSAGE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@(.+)$/;

/**
 * Whether a program sent a mail: an answering machine, a list, a report, or this service itself. It is no answer of a
 * person, and nothing may answer it (RFC 3834, 2; RFC 2919).
 * @param envelopeFrom "" or "<>" is the sender of reports (RFC 5321, 4.5.5)
 * @param isOwnHost of what this service sends itself: the right side of its Message-IDs
 */
export function isAutomatic(
	{ header, messageId }: IncomingMail,
	envelopeFrom: string,
	isOwnHost: (host: string) => boolean,
): boolean {
	if (envelopeFrom === "" || envelopeFrom === "<>") return true;
	const submitted = header("auto-submitted").map(firstWord);
	if (submitted.some((word) => word !== "no")) return true;
	if (header("precedence").some((value) => ["bulk", "junk", "list", "auto_reply"].includes(firstWord(value))))
		return true;
	if (/multipart\/report/i.test(header("content-type")[0] ?? "")) return true;
	if (OF_PROGRAMS.some((name) => header(name).length > 0)) return true;
	const [, host] = OWN_MESSAGE_ID.exec(messageId) ?? [];
	return host !== undefined && isOwnHost(host.toLowerCase());
}

const firstWord = (value: string) =>
	value
		.trim()
		.toLowerCase()
		.split(/[\s;(]/)[0] ?? "";
