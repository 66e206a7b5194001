import type { Compilable } from "kysely";
import { expect } from "vitest";
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
		if (step.endsWith(" INDEX brand_revision_first")) return false;
		if (scanned !== undefined) return !/^(\(|CONSTANT|\d+-ROW)/.test(step.slice(5)) && !chosen.includes(scanned);
		return (
			/\((realm|brand)_id=\?\)$/.test(step) &&
			!/ INDEX (photo_waiting|photo_decided|member_erasing|breach_open|breach_closed) /.test(step)
		);
	});
}

/** Each whole read as a sentence: which query reads all of which table, by which step, and what helps. */
export function wholeReadReport(queries: readonly Compilable<unknown>[]): string[] {
	return queries.flatMap((query, index) => {
		const { sql } = query.compile();
		return wholeReads(query).map((step) => {
			const source = /^(?:SCAN|SEARCH) (\S+)/.exec(step)?.[1] ?? "?";
			// SQLite names the alias; a foreign key's own look at a table stands in no text.
			const table = new RegExp(`"?(\\w+)"? as "?${source}\\b`, "i").exec(sql)?.[1] ?? source;
			const part = step.startsWith("SCAN") ? "every row" : `every row of a ${/\((realm|brand)_id/.exec(step)?.[1]}`;
			const cascade = new RegExp(`\\b${source}\\b`).test(sql)
				? ""
				: ", because of a foreign key or trigger that the text does not show";
			return [
				`query ${index + 1} of ${queries.length} reads ${part} of ${table}${cascade} (step "${step}"):`,
				`\t${sql}`,
				`\tAdd an index on the columns of its condition in a new migration, or a condition that an index of ${table} has.`,
			].join("\n");
		});
	});
}

/** Fails with that report where one of the queries takes longer with every member. */
export function expectIndexes(queries: readonly Compilable<unknown>[]): void {
	const report = wholeReadReport(queries);
	if (report.length > 0) expect.fail(report.join("\n"));
}

/** A query of this text, for what the project would never send. */
export const rawQuery = (sql: string): Compilable<unknown> =>
	({ compile: () => ({ sql, parameters: [] }) }) as unknown as Compilable<unknown>;
