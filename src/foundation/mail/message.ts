import MailComposer from "nodemailer/lib/mail-composer";
import type { Locale } from "#locales/locales.ts";
import { type MailContext, mailContent, senderOf } from "./content.ts";
import type { Letter } from "./letter.ts";
import { textMail } from "./plain-text.ts";
import { htmlMail } from "./templates.tsx";

/** A mail as a mail server takes it. */
export type Message = { from: string; to: string; raw: Uint8Array };

/** What may not go out, and never will: nothing of it is sent. The message names the field alone. */
export class UnfitMail extends Error {}

/** Addresses at the operator's mail domain: what the mail is sent from, for reports, and where answers to it go. */
export type WayBack = { envelope?: string; replyTo?: string };

export type MessageParts = {
	/** The row's id: the same on every attempt, so that a mail program sees a second copy as the first. */
	id: string;
	recipient: string;
	letter: Letter;
	/** Epoch milliseconds, when the mail was asked for. */
	queued: number;
	context: MailContext;
	way?: WayBack;
};

/**
 * Renders a letter (RFC 5322): from the brand's own sender, in its language and colours, as text and as HTML.
 * @throws UnfitMail where a header would hold more than its value (threat T32)
 */
export async function composeMessage({
	id,
	recipient,
	letter,
	queued,
	context,
	way = {},
}: MessageParts): Promise<Message> {
	const { edition, locale, unsubscribe } = context;
	const { look } = edition.brand;
	const content = mailContent(letter, context);
	const shown = senderOf(context);
	const senderName = shown.neutral ? shown.look.name : look.mail.senderName;
	const sender = { name: headerText("sender", senderName), address: address("from", look.mail.from) };
	const to = address("recipient", recipient);
	const file = letter.kind.file(letter.variables);
	const composer = new MailComposer({
		from: sender,
		replyTo: address("reply to", way.replyTo ?? look.mail.replyTo),
		to: { name: "", address: to },
		subject: headerText("subject", content.subject),
		messageId: `<${oneWord("id", id)}@${oneWord("host", look.hosts.primary)}>`,
		date: new Date(queued),
		text: textMail(content),
		html: htmlMail(content, shown.look.theme),
		attachments: file === undefined ? [] : [{ filename: file.name, contentType: file.type, content: file.content }],
		headers: headers(locale, unsubscribe),
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return { from: address("envelope", way.envelope ?? sender.address), to, raw: await composer.compile().build() };
}

/** Beside the usual: no answering machine answers (RFC 3834), and one click stops what may be stopped (RFC 8058). */
function headers(locale: Locale, unsubscribe: string | undefined): { key: string; value: string }[] {
	return [
		{ key: "Content-Language", value: locale },
		{ key: "Auto-Submitted", value: "auto-generated" },
		...(unsubscribe === undefined
			? []
			: [
					{ key: "List-Unsubscribe", value: `<${oneWord("unsubscribe", unsubscribe)}>` },
					{ key: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" },
				]),
	];
}

/**
 * Line breaks would begin another header; invisible and turning characters show a reader what is not there, and so
 * does what a mail program takes for an encoded word (RFC 2047).
 */
function headerText(field: string, text: string): string {
	if (/[\p{C}\p{Zl}\p{Zp}]|=\?/u.test(text)) throw new UnfitMail(`mail: ${field} holds a control character`);
	return text;
}

/** Of what may stand between angle brackets: no space at which a line could be folded, no bracket. */
function oneWord(field: string, text: string): string {
	if (!/^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(text)) throw new UnfitMail(`mail: ${field} is not one word`);
	return text;
}

/** One address and nothing else, as accounts and settings accept them (RFC 5321 4.1.2, without quoted parts). */
function address(field: string, text: string): string {
	const whole = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}$/;
	if (text.length > 254 || !whole.test(text)) throw new UnfitMail(`mail: ${field} is no address`);
	return text;
}
