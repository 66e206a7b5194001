import { readFileSync, statSync } from "node:fs";
import { type DocumentTree, inlineText } from "#foundation/documents/tree.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { printableLine } from "#foundation/printable.ts";
import { words } from "#locales/locales.ts";
import { CommandError } from "../../command.ts";

const MAX_BYTES = 512 * 1024;

type Kind = readonly [RegExp, string];

/** What a file of another program begins with, read byte by byte. */
const FILES: readonly Kind[] = [
	[/^%PDF-/, "a PDF"],
	[/^\{\\rtf/, "RTF, a text of a word processor"],
	[/^PK\p{Cc}{2}|^ÐÏ\p{Cc}à/u, "a document of a word processor"],
];

/** What a text that is not plain holds. Visitors would read it as it stands, for good. */
const MARKS: readonly Kind[] = [
	[/<\/?[a-z][a-z0-9-]*(\s[^<>]*)?\/?>|<!--|<!doctype|<\?xml/i, "HTML or XML"],
	[/&(#\d{2,6}|#x[0-9a-f]{2,6}|[a-z][a-z0-9]{1,9});/i, "HTML entities"],
	[/^\s{0,3}#{1,6}\s+\S|\*\*[^*\s][^*]*\*\*|^\s*```|\]\((https?:|mailto:|\/)[^)]*\)/m, "Markdown"],
	[/^(={2,6})[^=\n]+\1\s*$|\[\[[^\]\n]+\]\]|^\{\|/m, "wiki markup"],
	[/=(C3|E2)=[0-9A-F]{2}|[^=\r\n]=\r?\n/, "the source of a mail (quoted-printable)"],
	[/Ã[\u0080-\u00bf©«¨¶¼]|â€[™œ“”¦]/, "letters that were read in the wrong encoding"],
	[/\ufffd/, "letters that were lost"],
	[/[^\P{Cc}\t\r\n\f]/u, "control signs"],
];

/** The text of an older statement. @throws CommandError for what is no plain text */
export function readStatement(path: string): string {
	const name = printableLine(path);
	let bytes: Uint8Array;
	try {
		if (statSync(path).size > MAX_BYTES) throw new CommandError(`${name} is larger than ${MAX_BYTES / 1024} KiB`);
		bytes = readFileSync(path);
	} catch (error) {
		if (error instanceof CommandError) throw error;
		throw new CommandError(`${name} cannot be read`);
	}
	const refuse = (held: string) =>
		new CommandError(`${name} holds ${held}; save it as plain text (UTF-8), as visitors read it`);
	const signs = Buffer.from(bytes).toString("latin1");
	const file = FILES.find(([sign]) => sign.test(signs));
	if (file !== undefined) throw refuse(file[1]);
	const text = decoded(bytes);
	if (text === undefined) throw new CommandError(`${name} is not UTF-8 text`);
	const mark = MARKS.find(([sign]) => sign.test(text));
	if (mark !== undefined) throw refuse(`${mark[1]}${lineOf(text, mark[0])}`);
	if (text.trim() === "") throw new CommandError(`${name} is empty`);
	return text;
}

function decoded(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function lineOf(text: string, sign: RegExp): string {
	const at = text.search(sign);
	const before = text.slice(0, at).split("\n");
	return ` on line ${before.length}: “${printableLine(text.slice(at, at + 40).trim())}”`;
}

/** No site had a statement before there were sites. */
const EARLIEST = "1991-08-06";

/** The day from which a text counted, as ISO 8601. @throws CommandError for a day that cannot be */
export function parseDay(text: string | undefined, now: Date): string {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
	if (text === undefined || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
		throw new CommandError("--effective wants the day from which the text counted, as yyyy-mm-dd");
	if (time > now.getTime()) throw new CommandError("an archived statement cannot come into force in the future");
	if (text < EARLIEST) throw new CommandError(`--effective ${text}: there was no web yet; look at the year`);
	return new Date(time).toISOString();
}

/** What will stand there, for good: title, date in words, headings, how much text, and how it begins. */
export function previewOf(tree: DocumentTree, effectiveAt: string): string {
	const blocks = tree.sections.flatMap((section) => section.blocks);
	const paragraphs = blocks.filter(({ kind }) => kind === "paragraph");
	const items = blocks.reduce((sum, block) => sum + (block.kind === "list" ? block.items.length : 0), 0);
	const headings = tree.sections.map(({ heading }) => heading).filter((heading) => heading !== tree.title);
	const [first] = paragraphs;
	const begins = first?.kind === "paragraph" ? inlineText(first.text) : "";
	const lines = [
		`title:      ${tree.title}`,
		`language:   ${words(tree.locale).language.englishName}`,
		`in force:   from ${dayInWords(effectiveAt, tree.locale)}`,
		`headings:   ${headings.length === 0 ? "none" : headings.length}`,
		...headings.map((heading) => `            ${heading}`),
		`paragraphs: ${paragraphs.length}${items > 0 ? `, and ${items} list item(s)` : ""}`,
		`begins:     ${begins.length > 160 ? `${begins.slice(0, 159)}…` : begins}`,
	];
	return `${lines.map(printableLine).join("\n")}\n`;
}
