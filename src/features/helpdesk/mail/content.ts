import { ownWords } from "#foundation/mail/incoming/own-words.ts";
import type { IncomingMail, MailPart } from "#foundation/mail/incoming/read-mail.ts";
import { writtenLine, writtenText } from "#foundation/names/free-text.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type CheckedFile, checkFile, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "../attachment.ts";
import { MAX_BODY, MAX_SUBJECT } from "../ticket.ts";

/** What a mail brings to a ticket. */
export type MailContent = { subject: string; body: string; files: readonly CheckedFile[] };

/** Signs of the words that stand behind a body. */
const MAX_NOTE = 600;

/**
 * What somebody wrote in a mail, as a form would have brought it: their own words without what is quoted below them, and
 * the files that a form takes. What does not fit is not lost: a longer text goes along as a file, and a file that is
 * not taken is named. Undefined where there is nothing of the sender's in it.
 */
export function contentOf(mail: IncomingMail, locale: Locale): MailContent | undefined {
	const { byMail } = words(locale).helpdesk;
	const text = shownText(ownWords(mail.text));
	const whole = [...text].length > MAX_BODY - MAX_NOTE ? fileOf(text, byMail.wholeName) : undefined;
	const { taken, refused } = filesOf(mail.parts, MAX_ATTACHMENTS - (whole === undefined ? 0 : 1), byMail.unnamed);
	if (text === "" && taken.length === 0 && refused.length === 0) return undefined;
	const notes = [
		...(whole === undefined ? [] : [byMail.restInFile]),
		...(refused.length === 0 ? [] : [cut(byMail.refusedFiles(refused), MAX_NOTE / 2)]),
	];
	const own = text === "" ? byMail.onlyFiles : cut(text, MAX_BODY - MAX_NOTE);
	return {
		subject: cut(shownLine(mail.subject), MAX_SUBJECT) || byMail.noSubject,
		body: [own, ...notes].join("\n\n"),
		files: [...(whole === undefined ? [] : [whole]), ...taken],
	};
}

const fileOf = (text: string, name: string): CheckedFile => {
	const bytes = new TextEncoder().encode(text);
	let end = Math.min(bytes.length, MAX_ATTACHMENT_BYTES);
	// Not within a sign.
	while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
	return { name, type: "text/plain", bytes: bytes.subarray(0, end) };
};

/** Attached ones first: pictures of a signature stand in the text. */
function filesOf(parts: readonly MailPart[], most: number, unnamed: string) {
	const taken: CheckedFile[] = [];
	const refused: string[] = [];
	for (const { name, announced, bytes } of [...parts].sort(
		(one, other) => Number(one.isInline) - Number(other.isInline),
	)) {
		const checked = checkFile({ name, announced, bytes });
		if (!("problem" in checked) && taken.length < most) taken.push(checked);
		else refused.push(shownLine(name).slice(0, 60) || unnamed);
	}
	return { taken, refused };
}

/** A mail cannot be given back to be corrected: signs that would deceive a reader are shown as a sign for them. */
function shownText(text: string): string {
	const written = writtenText(text, Number.POSITIVE_INFINITY);
	if ("text" in written) return written.text;
	const plain = writtenText(withoutDeceiving(text), Number.POSITIVE_INFINITY);
	return "text" in plain ? plain.text : "";
}

function shownLine(text: string): string {
	const written = writtenLine(withoutDeceiving(text).replace(/\s+/gu, " "), Number.POSITIVE_INFINITY);
	return "text" in written ? written.text : "";
}

const withoutDeceiving = (text: string) =>
	text
		.replace(/[\u202a-\u202e\u2066-\u2069\u115f\u1160\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb]/gu, "\ufffd")
		.replace(/[\u{1d173}-\u{1d17a}]|\p{Cs}|\p{Co}|\p{Noncharacter_Code_Point}/gu, "\ufffd")
		.replace(/[^\P{Cc}\n\r\t]/gu, "\ufffd")
		.replace(/(\p{M}{4})\p{M}+/gu, "$1");

const cut = (text: string, longest: number) => [...text].slice(0, longest).join("").trim();
