import type { TableClass, TableRule, TableRules } from "../db/table-rules.ts";
import { checkPaths } from "./check/check-paths.ts";
import type { Register } from "./declaration.ts";
import { isForSelf, usableViews } from "./usable/usable-views.ts";

/** The register and the migrations say different things of the tables: nothing starts until they agree. */
export class TablesDisagree extends Error {}

/** The views that the migrations create, by their names. */
type NamedViews = Readonly<Record<string, unknown>>;

/**
 * The rules of every table, from what the register declares of it and what its migration says.
 * @throws TablesDisagree that names each table whose class differs, or that only one of the two knows, and each path of
 * the register that leads nowhere in these tables
 */
export function tableRules(
	register: Register,
	classes: Readonly<Record<string, TableClass>>,
	columns: Readonly<Record<string, readonly string[]>>,
	views: NamedViews,
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
		rules.set(table, isForSelf(table) ? { class: tableClass, isForSelf: true } : { class: tableClass });
	}
	problems.push(...addViews(register, rules, { columns, views }));
	for (const table of declared.keys())
		if (!rules.has(table)) problems.push(`${table}: a feature declares it, but no migration creates it`);
	const columnSets = new Map(Object.entries(columns).map(([table, names]) => [table, new Set(names)] as const));
	problems.push(...checkPaths(register, (table) => columnSets.get(table)));
	if (problems.length > 0)
		throw new TablesDisagree(`the register and the migrations disagree about tables:\n  ${problems.join("\n  ")}`);
	return rules;
}

/** Adds the views without restricted rows, and to each table its own; returns what register and migrations disagree about. */
function addViews(
	register: Register,
	rules: Map<string, TableRule>,
	{ columns, views }: { columns: Readonly<Record<string, readonly string[]>>; views: NamedViews },
): string[] {
	const wanted = usableViews(register, columns);
	for (const [table, own] of Map.groupBy(wanted, (view) => view.table)) {
		const rule = rules.get(table);
		const subject = own[0]?.subject;
		if (rule === undefined || subject === undefined) continue;
		rules.set(table, {
			...rule,
			usable: { subject, views: Object.fromEntries(own.map((one) => [one.purpose, one.name])) },
		});
		for (const { name, purpose } of own) rules.set(name, { class: rule.class, viewFor: purpose });
	}
	return [
		...wanted
			.filter(({ name }) => !Object.hasOwn(views, name))
			.map(({ name, sql }) => `${name}: no migration creates this view; a new one takes\n${sql}`),
		...Object.keys(views)
			.filter((view) => !wanted.some(({ name }) => name === view))
			.map((view) => `${view}: the register asks for no such view; a new migration drops it`),
	];
}
