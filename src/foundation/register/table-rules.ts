import type { TableClass, TableRule, TableRules } from "../db/table-rules.ts";
import { checkPaths } from "./check-paths.ts";
import type { Register } from "./declaration.ts";

/** The register and the migrations say different things of the tables: nothing starts until they agree. */
export class TablesDisagree extends Error {}

/**
 * The rules of every table, from what the register declares of it and what its migration says.
 * @throws TablesDisagree that names each table whose class differs, or that only one of the two knows, and each path of
 * the register that leads nowhere in these tables
 */
export function tableRules(
	register: Register,
	classes: Readonly<Record<string, TableClass>>,
	columns: Readonly<Record<string, readonly string[]>>,
): TableRules {
	const declared = new Map(
		register
			.filter(({ planned }) => !planned)
			.flatMap(({ tables }) => Object.entries(tables).map(([table, own]) => [table, own.class] as const)),
	);
	const problems: string[] = [];
	const rules = new Map<string, TableRule>();
	for (const [table, tableClass] of Object.entries(classes)) {
		const own = declared.get(table);
		if (own === undefined) problems.push(`${table}: the migrations create it, but no feature declares it`);
		else if (own !== tableClass)
			problems.push(`${table}: its migration says class ${tableClass}, its declaration ${own}`);
		rules.set(table, { class: tableClass });
	}
	for (const table of declared.keys())
		if (!rules.has(table)) problems.push(`${table}: a feature declares it, but no migration creates it`);
	const columnSets = new Map(Object.entries(columns).map(([table, names]) => [table, new Set(names)] as const));
	problems.push(...checkPaths(register, (table) => columnSets.get(table)));
	if (problems.length > 0)
		throw new TablesDisagree(`the register and the migrations disagree about tables:\n  ${problems.join("\n  ")}`);
	return rules;
}
