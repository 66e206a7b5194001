import type { DocumentHead } from "./head.ts";
import { type Block, chaptersOf, type DocumentTree, groupsOf, type Inline, inlineText, type Section } from "./tree.ts";

const COLUMNS = 78;
const UNDERLINES = ["=", "-", ".", "'"];

/** Links show their address in brackets, unless the words already are the address, or a heading of this text. */
function inlineWords(inlines: readonly Inline[], origin: string): string {
	return inlines
		.map((inline) => {
			if (typeof inline === "string" || inline.href.startsWith("#")) return inlineText([inline]);
			const bare = inline.href.replace(/^(mailto:|tel:|https?:\/\/)/, "").replace(/\/$/, "");
			if (bare === inline.text || inline.href.startsWith("tel:")) return inline.text;
			return `${inline.text} [${inline.href.startsWith("/") ? origin : ""}${inline.href}]`;
		})
		.join("");
}

/** Breaks at spaces only: an address longer than the line stays whole. */
function wrap(text: string, first: string, next: string): string[] {
	const lines: string[] = [];
	let line = first;
	let empty = true;
	for (const word of text.split(/[ \t\n]+/).filter((part) => part !== "")) {
		if (!empty && [...line].length + 1 + [...word].length > COLUMNS) {
			lines.push(line);
			line = next;
			empty = true;
		}
		line += empty ? word : ` ${word}`;
		empty = false;
	}
	lines.push(line.trimEnd());
	return lines;
}

function renderTable(block: Extract<Block, { kind: "table" }>, origin: string): string[] {
	const lines = [...wrap(`${block.caption}:`, "", "")];
	for (const { says, rows } of groupsOf(block)) {
		if (says.length > 0) lines.push("", ...wrap(inlineWords(says, origin), "", ""));
		for (const row of rows) lines.push("", ...renderRow(row, block.head, origin));
	}
	return lines;
}

function renderRow(row: Inline[][], head: string[], origin: string): string[] {
	return row.flatMap((cell, index) => {
		const words = inlineWords(cell, origin);
		return words === "" ? [] : wrap(`${head[index] ?? ""}: ${words}`, index === 0 ? "* " : "  ", "    ");
	});
}

function renderBlock(block: Block, origin: string): string[] {
	if (block.kind === "paragraph") return wrap(inlineWords(block.text, origin), "", "");
	if (block.kind === "list") return block.items.flatMap((item) => wrap(inlineWords(item, origin), "- ", "  "));
	if (block.kind === "table") return renderTable(block, origin);
	return block.items.flatMap((item, index) => [
		...(index === 0 ? [] : [""]),
		...wrap(item.term, "", ""),
		...wrap(inlineWords(item.text, origin), "  ", "  "),
	]);
}

function underlined(heading: string, depth: number): string[] {
	const lines = wrap(heading, "", "");
	const width = Math.max(...lines.map((line) => [...line].length));
	return [...lines, (UNDERLINES[depth] ?? ".").repeat(width)];
}

function renderSection(section: Section, depth: number, origin: string): string[] {
	const parts = [underlined(section.heading, depth), ...section.blocks.map((block) => renderBlock(block, origin))];
	const own = parts.flatMap((part) => [...part, ""]);
	return ["", ...own, ...section.sections.flatMap((child) => renderSection(child, depth + 1, origin).slice(1))];
}

function headLines({ banner, facts }: DocumentHead): string[] {
	return [
		...(banner === undefined ? [] : [...wrap(banner, "", ""), ""]),
		...facts.flatMap(({ term, text }) => wrap(`${term}: ${text}`, "", "  ")),
	];
}

/**
 * Plain text, 78 columns. `origin` (`https://brand.example`, with the locale prefix where there is one) makes
 * the brand's own paths absolute.
 */
export function renderText(tree: DocumentTree, origin = "", head?: DocumentHead): string {
	const lines = [
		...underlined(tree.title, 0),
		"",
		...(head ? [...headLines(head), ""] : []),
		...wrap(inlineWords(tree.lead, origin), "", ""),
		"",
		...chaptersOf(tree).flatMap(({ chapter, sections }) => [
			...(chapter ? ["", ...underlined(chapter.heading, 1), ""] : []),
			...sections.flatMap((section) => renderSection(section, chapter ? 2 : 1, origin)),
		]),
	];
	return `${lines.join("\n").trimEnd()}\n`;
}
