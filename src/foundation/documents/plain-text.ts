import type { Locale } from "#locales/locales.ts";
import type { Block, DocumentTree, Section } from "./tree.ts";

const BULLET = /^\s*[-*•·‣–]\s+(?=\S)/;

/** What stands below a heading in plain text. */
const UNDERLINE = /^([=~'^"*_#-])\1{2,}$/;

export type TextLine = { number: number; text: string };

/** A text's paragraphs: `lineAt` says on which line a place in it stands. */
export type Paragraph = TextLine & { lineAt(offset: number): number };

/** The longest line that a hard wrap makes, and the shortest that one can be told from a list by. */
const WRAP = { least: 50, most: 110 };

/**
 * Paragraphs with anything in them. Text that was wrapped at a width is put together again: within lines that follow
 * each other without a blank one, a line goes on where the next word would not have fitted, or where it ends within a
 * sentence and the next begins small. Lines of other lengths stay paragraphs of their own.
 */
export function paragraphsOf(text: string): Paragraph[] {
	const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ number: index + 1, text: line.trim() }));
	const blocks: TextLine[][] = [[]];
	for (const line of lines) {
		if (line.text === "") blocks.push([]);
		else blocks.at(-1)?.push(line);
	}
	return blocks.flatMap(joined);
}

function joined(block: readonly TextLine[]): Paragraph[] {
	const width = Math.max(0, ...block.map(({ text }) => text.length));
	const isWrapped = width >= WRAP.least && width <= WRAP.most;
	const groups: TextLine[][] = [];
	for (const [index, line] of block.entries()) {
		const before = block[index - 1];
		if (before && isWrapped && goesOn(before.text, line.text, width)) groups.at(-1)?.push(line);
		else groups.push([line]);
	}
	return groups.map(paragraphOf);
}

function goesOn(line: string, next: string, width: number): boolean {
	if (
		UNDERLINE.test(line) ||
		UNDERLINE.test(next) ||
		isBullet(next) ||
		/^\d{1,2}(\.\d{1,2})*\.?\s+\p{Lu}/u.test(next) ||
		line.endsWith(":")
	)
		return false;
	// A blank that does not break is part of a word.
	const [word = ""] = next.split(/[ \t]/, 1);
	const isFull = line.length + 1 + word.length > width && line.length >= WRAP.least / 2;
	return isFull || (/^\p{Ll}/u.test(next) && !/[.;:!?]$/.test(line) && line.length >= WRAP.least / 2);
}

function paragraphOf(lines: readonly TextLine[]): Paragraph {
	const starts = lines.map((_line, index) => lines.slice(0, index).reduce((sum, { text }) => sum + text.length + 1, 0));
	const first = lines[0]?.number ?? 0;
	return {
		number: first,
		text: lines.map(({ text }) => text).join(" "),
		lineAt: (offset) => lines[starts.findLastIndex((start) => start <= offset)]?.number ?? first,
	};
}

export function isBullet(line: string): boolean {
	return BULLET.test(line) || /^\(?[a-z0-9]{1,2}\)\s/.test(line) || /^1\.\s/.test(line);
}

/** `2. Purposes`, or a short line that neither ends a sentence nor opens a list, before a real paragraph. */
export function isHeading(line: string, next: string | undefined): boolean {
	if (next !== undefined && UNDERLINE.test(next)) return !UNDERLINE.test(line);
	if (BULLET.test(line) || line.length > 70 || /[.;,:!?]$/.test(line)) return false;
	if (/^\d{1,2}(\.\d{1,2})*\.?\s+\p{Lu}/u.test(line)) return true;
	return /^\p{Lu}/u.test(line) && next !== undefined && next.length > 80;
}

/**
 * An older text as a tree of plain paragraphs, word for word: only headings and bulleted lists are recognised, and
 * only where there is little doubt. What stands before the first heading comes under the title.
 */
export function treeFromPlainText(text: string, locale: Locale, title: string): DocumentTree {
	const sections: Section[] = [];
	const open = (heading: string): Section => {
		const section: Section = { id: `archived-${sections.length + 1}`, heading, promises: [], blocks: [], sections: [] };
		sections.push(section);
		return section;
	};
	const lines = paragraphsOf(text);
	lines.forEach((line, index) => {
		if (isHeading(line.text, lines[index + 1]?.text)) {
			open(line.text);
			return;
		}
		if (UNDERLINE.test(line.text)) return;
		addLine((sections.at(-1) ?? open(title)).blocks, line.text);
	});
	return { locale, title, lead: [], sections };
}

function addLine(blocks: Block[], line: string): void {
	const last = blocks.at(-1);
	if (!BULLET.test(line)) {
		blocks.push({ kind: "paragraph", text: [line] });
		return;
	}
	const item = [line.replace(BULLET, "")];
	if (last?.kind === "list") last.items.push(item);
	else blocks.push({ kind: "list", items: [item] });
}
