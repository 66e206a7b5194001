import type { Compilable } from "kysely";
import { migrated } from "./stores/memory-database.ts";

const sqlite = migrated();

/** What SQLite does to answer a query, step by step (EXPLAIN QUERY PLAN), on the project's own tables and indexes. */
export function planOf(query: Compilable<unknown>): string[] {
	const { sql, parameters } = query.compile();
	const steps = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(parameters as (string | number | Uint8Array)[]));
	return steps.map(({ detail }) => String(detail));
}

/**
 * The steps that would take longer with every member: a table or index read from end to end, or all that a realm or a
 * brand has of it. Going through what an inner query has chosen, and an index of few rows by its condition, is neither.
 */
export function wholeReads(query: Compilable<unknown>): string[] {
	const steps = planOf(query);
	const chosen = steps.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(step)?.[1] ?? []);
	return steps.filter((step) => {
		const scanned = /^SCAN (\S+)/.exec(step)?.[1];
		if (scanned !== undefined) return !/^(\(|CONSTANT|\d+-ROW)/.test(step.slice(5)) && !chosen.includes(scanned);
		return /\((realm|brand)_id=\?\)$/.test(step) && !/ INDEX (photo_waiting|photo_decided) /.test(step);
	});
}

/** A query of this text, for what the project would never send. */
export const rawQuery = (sql: string): Compilable<unknown> =>
	({ compile: () => ({ sql, parameters: [] }) }) as unknown as Compilable<unknown>;
