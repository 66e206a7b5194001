import { isBullet, isHeading, type Paragraph, type TextLine } from "#foundation/documents/plain-text.ts";

/** A sentence, the line it stands on, and the heading or label that it stands under. */
export type SentenceInContext = { text: string; at: TextLine; context: string };

/** `Special data:` or `3. Special data`; not a sentence, not a list, not the opening of one. */
function isLabel(line: string, next: string | undefined): boolean {
	if (isHeading(line, next)) return true;
	return line.length <= 60 && line.endsWith(":") && !isBullet(line) && !opensList(line);
}

export function sentencesInContext(lines: readonly Paragraph[]): SentenceInContext[] {
	let context = "";
	return lines.flatMap((line, index) => {
		if (isLabel(line.text, lines[index + 1]?.text)) {
			context = line.text;
			return [];
		}
		let from = 0;
		return line.text.split(/(?<=[.!?;])\s+(?=[\p{Lu}"“‘'])/u).map((text) => {
			const offset = line.text.indexOf(text, from);
			from = offset + text.length;
			return { text, at: { number: line.lineAt(offset), text: line.text }, context };
		});
	});
}

/** Announces a list: `for the following purposes:`, `consists of:`. */
function opensList(line: string): boolean {
	return /(\b(de |het )?volgende( \p{L}+){0,5}|\bbestaa[nt]( \p{L}+){0,3} uit|\bte weten|\bonder andere|\bfollowing( \p{L}+){0,5}|\bconsists? of|\bsuch as|\bnamely)( \p{L}+){0,3}:$/iu.test(
		line,
	);
}

/** Is this line the first item of a list, and not the next heading or the end of the text? */
function startsList(line: string | undefined, next: string | undefined): boolean {
	if (line === undefined) return false;
	if (isBullet(line)) return true;
	if (/^\d{1,2}(\.\d{1,2})*\.?\s/.test(line)) return false;
	if (isHeading(line, next) || opensList(line)) return false;
	return line.length > 80 || next !== undefined;
}

/** Lines that announce a list and are followed by a heading, or by nothing. */
export function emptyLists(lines: readonly TextLine[]): TextLine[] {
	return lines.filter(
		(line, index) => opensList(line.text) && !startsList(lines[index + 1]?.text, lines[index + 2]?.text),
	);
}
