import type { Locale } from "#locales/locales.ts";
import type { Block, DocumentTree, Section } from "./tree.ts";

const BULLET = /^\s*[-*•·‣–]\s+(?=\S)/;

export type TextLine = { number: number; text: string };

/** Lines with anything in them, numbered from 1. */
export function textLines(text: string): TextLine[] {
	return text
		.split(/\r\n|\r|\n/)
		.map((line, index) => ({ number: index + 1, text: line.trim() }))
		.filter((line) => line.text !== "");
}

export function isBullet(line: string): boolean {
	return BULLET.test(line) || /^\(?[a-z0-9]{1,2}\)\s/.test(line) || /^1\.\s/.test(line);
}

/** `2. Purposes`, or a short line that neither ends a sentence nor opens a list, before a real paragraph. */
export function isHeading(line: string, next: string | undefined): boolean {
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
	const lines = textLines(text);
	lines.forEach((line, index) => {
		if (isHeading(line.text, lines[index + 1]?.text)) {
			open(line.text);
			return;
		}
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
