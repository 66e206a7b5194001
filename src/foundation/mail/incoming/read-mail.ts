import PostalMime, { type Attachment, addressParser, type Email } from "postal-mime";
import { parseMailAddress } from "../../names/mail-address.ts";
import { textOfHtml } from "./html-text.ts";

/** What Cloudflare Email Routing takes at most; every other door takes as much. */
export const MAX_MAIL_BYTES = 25 * 1024 * 1024;

/** Of a mail without an end to its parts or headers. */
const LIMITS = { maxNestingDepth: 30, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true } as const;

/** A file or a part with no words to read. `announced`: the media type that it says it has. */
export type MailPart = { name: string; announced: string; bytes: Uint8Array; isInline: boolean };

/** A mail as it came (RFC 5322, 2045). What stands in it was written by anybody. */
export type IncomingMail = {
	/** The one author; undefined where there is none, or where several or a group are named. */
	from: string | undefined;
	/** Without its angle brackets; "" for none. */
	messageId: string;
	subject: string;
	/** Values of a header field, as often as it stands there. */
	header: (name: string) => readonly string[];
	/** The plain text, else what the HTML shows; quotations begin with ">". */
	text: string;
	parts: readonly MailPart[];
	size: number;
};

/** The bytes are no mail that can be read. */
export class UnreadableMail extends Error {}

/** @throws UnreadableMail */
export async function readMail(bytes: Uint8Array): Promise<IncomingMail> {
	const mail = await parsed(bytes);
	const values = Map.groupBy(mail.headers, ({ key }) => key.toLowerCase());
	const header = (name: string) => (values.get(name.toLowerCase()) ?? []).map(({ value }) => value);
	const [field, ...others] = header("from");
	const authors = field === undefined ? [] : addressParser(field, { flatten: true });
	return {
		from: authors.length === 1 && others.length === 0 ? parseMailAddress(authors[0]?.address ?? "") : undefined,
		messageId: (mail.messageId ?? "").trim().replace(/^<|>$/g, ""),
		subject: mail.subject ?? "",
		header,
		text: textOf(mail),
		parts: mail.attachments.map(partOf),
		size: bytes.length,
	};
}

async function parsed(bytes: Uint8Array): Promise<Email> {
	try {
		return await PostalMime.parse(bytes, LIMITS);
	} catch (error) {
		throw new UnreadableMail("mail: it cannot be read", { cause: error });
	}
}

function textOf({ text, html }: Email): string {
	if (text !== undefined && text.trim() !== "") return text;
	return html === undefined ? "" : textOfHtml(html);
}

function partOf({ filename, mimeType, content, related, disposition }: Attachment): MailPart {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
	const isInline = related === true || (disposition ?? "inline") === "inline";
	return { name: filename ?? "", announced: mimeType, bytes, isInline };
}
