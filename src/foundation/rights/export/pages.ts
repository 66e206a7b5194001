import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import type { Database } from "../../db/database.ts";
import type { CopiedTable } from "./columns.ts";
import type { StoredRow } from "./open-values.ts";
import { type After, type CopiedSubject, keysOfPage, pageOfRows } from "./rows.ts";

/** Rows of one page; fewer are the last. */
export const PAGE_ROWS = 1_000;
/** Most tables have a few rows, so that the first pages of so many come in one trip. */
const TABLES_AT_ONCE = 12;

/** Rows in the order of their table, with the keys of the rows that name one of their own. */
export type Page = { rows: readonly StoredRow[]; keys: readonly UnitKeyRow[] };
/** @param at place of the table among all @param after see `After` */
export type PageReader = (at: number, after: After) => Promise<Page>;

/** Reads pages for one step: what a table begins with comes with that of the tables before it. */
export function pageReader(database: Database, tables: readonly CopiedTable[], owner: CopiedSubject): PageReader {
	const ahead = new Map<number, Page>();
	return async (at, after) => {
		const isFirst = after.length === 0;
		const known = isFirst ? ahead.get(at) : undefined;
		if (known !== undefined) {
			ahead.delete(at);
			return known;
		}
		const wanted = tables.slice(at, at + (isFirst ? TABLES_AT_ONCE : 1));
		const queries = wanted.map((table) => [
			pageOfRows(table, owner, after, PAGE_ROWS),
			...(namesKeys(table) ? [keysOfPage(table, owner, after, PAGE_ROWS)] : []),
		]);
		const results = await database.read(...queries.flat());
		let next = 0;
		const pages = queries.map(({ length }): Page => {
			const [rows = [], keys = []] = results.slice(next, next + length);
			next += length;
			return { rows: rows as unknown as StoredRow[], keys: keys as unknown as UnitKeyRow[] };
		});
		for (const [index, page] of pages.entries()) if (index > 0) ahead.set(at + index, page);
		return pages[0] ?? { rows: [], keys: [] };
	};
}

const namesKeys = ({ rowKey }: CopiedTable) => rowKey !== undefined && "id" in rowKey;
