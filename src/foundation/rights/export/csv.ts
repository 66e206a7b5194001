import type { Cell } from "./columns.ts";

/** What a spreadsheet takes for a formula, and what keeps it from doing so (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r']/;
const ESCAPE = "'";

/**
 * Rows as RFC 4180, each ended by CRLF. Nothing stands for no value, and `""` for an empty text. A text that a
 * spreadsheet could run, or that begins with an apostrophe itself, has an apostrophe before it: a reader of the file
 * takes one away from each text that begins with it.
 */
export function csvOf(columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string {
	const lines = [columns.map(quoted), ...rows.map((row) => columns.map((column) => cellText(row[column] ?? null)))];
	return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function cellText(cell: Cell): string {
	if (cell === null) return "";
	return typeof cell === "number" ? String(cell) : quoted(FORMULA.test(cell) ? `${ESCAPE}${cell}` : cell);
}

const quoted = (text: string): string =>
	text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
