/** HTML and mails as lines of plain text. */

const COLUMNS = 78;

/** Breaks a line at spaces; `indent` stands before what continues it. An address longer than a line stays whole. */
export function wrap(text: string, indent = ""): string {
	const [first = "", ...words] = text.trim().split(/ +/);
	const lines: string[] = [];
	let line = text.slice(0, text.length - text.trimStart().length) + first;
	for (const word of words) {
		if ([...line].length + 1 + [...word].length <= COLUMNS) line += ` ${word}`;
		else {
			lines.push(line);
			line = indent + word;
		}
	}
	return [...lines, line].join("\n");
}

const ENTITIES = new Map([
	["&lt;", "<"],
	["&gt;", ">"],
	["&quot;", '"'],
	["&#39;", "'"],
	["&nbsp;", " "],
	["&amp;", "&"],
]);

const BLOCK = /<\/?(p|div|h[1-6]|ul|ol|li|section|form|fieldset|legend|label|blockquote|main|dl|dt|dd|br)\b[^>]*>/g;

/**
 * What a reader sees of HTML, a line for each block: `[ ]` is a box to tick, `[x]` a ticked one, `( )` an answer of a
 * few, `[Word]` a button or what is chosen of a list.
 */
export function blocksOf(html: string): string[] {
	return html
		.replace(/<(head|style|script|svg|textarea)\b[\s\S]*?<\/\1>/g, "")
		.replace(
			/<select\b[\s\S]*?<\/select>/g,
			(list) => `[${/<option[^>]* selected[^>]*>([^<]*)/.exec(list)?.[1] ?? ""}]`,
		)
		.replace(/<input\b[^>]*type="checkbox"[^>]*>/g, (box) => (/ checked\b/.test(box) ? "[x] " : "[ ] "))
		.replace(/<input\b[^>]*type="radio"[^>]*>/g, "( ) ")
		.replace(/<button\b[^>]*>([\s\S]*?)<\/button>/g, "\n[$1]\n")
		.replace(BLOCK, "\n")
		.replace(/<[^>]+>/g, "")
		.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES.get(entity) ?? entity)
		.split("\n")
		.map((line) => line.replace(/\s+/g, " ").trim())
		.filter((line) => line !== "");
}

/** Blocks as a text to read. */
export function textOf(blocks: readonly string[]): string {
	return `${blocks.map((block) => wrap(block, /^(\[[ x]\]|\( \)) /.test(block) ? "    " : "")).join("\n\n")}\n`;
}
