import { type Block, type Inline, inlineText, type RowGroup } from "#foundation/documents/tree.ts";

/** A row with a sentence that other rows may say too. */
export type Saying = { cells: Inline[][]; says: Inline[] };

/**
 * A table in which a sentence that several rows say stands once, above those rows. Rows stay in their order within a
 * group, and groups stand in the order of their first rows.
 * @param alone where a row says what no other does: where in the row its sentence goes; absent: above it all the same
 */
export function groupedTable(caption: string, head: string[], sayings: readonly Saying[], alone?: number): Block {
	const bySentence = Map.groupBy(sayings, ({ says }) => inlineText(says));
	const shared = (rows: readonly Saying[]) => rows.length > 1 || alone === undefined;
	const own = [...bySentence].flatMap(([sentence, rows]) => (sentence === "" || !shared(rows) ? rows : []));
	const rows = sayings.filter((row) => own.includes(row)).map(({ cells, says }) => withSentence(cells, says, alone));
	const groups: RowGroup[] = rows.length > 0 ? [{ says: [], rows: rows.length }] : [];
	for (const [sentence, together] of bySentence) {
		if (sentence === "" || !shared(together)) continue;
		groups.push({ says: together[0]?.says ?? [], rows: together.length });
		rows.push(...together.map(({ cells }) => cells));
	}
	const table = { kind: "table" as const, caption, head, rows };
	return groups.some(({ says }) => says.length > 0) ? { ...table, groups } : table;
}

function withSentence(cells: Inline[][], says: Inline[], column: number | undefined): Inline[][] {
	return cells.map((cell, index) => {
		if (index !== column || says.length === 0) return cell;
		return inlineText(cell) === "" ? says : [...cell, " ", ...says];
	});
}
