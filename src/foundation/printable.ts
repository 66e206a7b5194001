/** What a terminal or a reader does not see as a sign of its own: controls, formats, unassigned signs, line separators. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** As TOML and JSON write it: `\u001b`, and eight digits beyond the basic plane. */
function escaped(sign: string): string {
	const point = sign.codePointAt(0) ?? 0;
	return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
}

/** A text from elsewhere on one line: each control sign and line break is shown as its escape. */
export function printableLine(text: string): string {
	return text.replace(UNSEEN, escaped);
}

/** Lines of text for a terminal: line feeds and tabs stay, each other control sign is shown as its escape. */
export function printable(text: string): string {
	return text
		.replaceAll("\r\n", "\n")
		.replace(UNSEEN, (sign) => (sign === "\n" || sign === "\t" ? sign : escaped(sign)));
}
