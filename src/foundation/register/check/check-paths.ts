import type { TableClass } from "../../db/table-rules.ts";
import {
	type Declaration,
	isPersonal,
	type ObjectDeclaration,
	type Path,
	type Register,
	type Subject,
	type TableDeclaration,
} from "../declaration.ts";

/** Whether the database has a column: `undefined` for a table that it lacks. */
export type ColumnsOf = (table: string) => ReadonlySet<string> | undefined;

/**
 * What is wrong with how people, clocks and keys of objects are found (DECISIONS 93), each a sentence that says where.
 * Every path is followed through the columns that there are.
 */
export function checkPaths(register: Register, columnsOf: ColumnsOf): string[] {
	const live = register.filter(({ planned }) => !planned);
	const tables = new Map(live.flatMap((declaration) => Object.entries(declaration.tables)));
	const known: Known = { tables, columnsOf };
	return register.flatMap((declaration) => [
		...Object.entries(declaration.tables).flatMap(([table, own]) =>
			declaration.planned ? checkPlannedTable(table, own) : checkLiveTable(table, own, known),
		),
		...declaration.objects.flatMap((objects) => checkObjectKey(declaration, objects, known)),
	]);
}

type Known = { tables: ReadonlyMap<string, TableDeclaration>; columnsOf: ColumnsOf };

function checkPlannedTable(table: string, { subjects, clocks, columns }: TableDeclaration): string[] {
	const problems: string[] = [];
	const holdsPersonal = Object.values(columns).some(isPersonal);
	if (subjects === undefined ? holdsPersonal : subjects !== "later")
		problems.push(`${table}: a planned table says of its subjects: later`);
	if (clocks) problems.push(`${table}: a planned table has no clocks`);
	return problems;
}

function checkLiveTable(table: string, own: TableDeclaration, known: Known): string[] {
	const { subjects, rowOnErase, columns } = own;
	const problems: string[] = [];
	const holdsPersonal = Object.values(columns).some(isPersonal);
	if (subjects === "later") problems.push(`${table}: its feature is live, but its subjects are to be declared later`);
	if (subjects === undefined && holdsPersonal)
		problems.push(`${table}: holds personal data, but says not how a row is found from a person`);
	if (typeof subjects === "object" && "none" in subjects && !subjects.none.trim())
		problems.push(`${table}: nobody can be found in it, but without a reason`);
	if (rowOnErase === undefined && (holdsPersonal || isList(subjects)))
		problems.push(`${table}: says not whether a row goes once its personal columns are erased`);
	return [
		...problems,
		...(isList(subjects) ? subjects.flatMap((subject) => checkSubject(table, own, subject, known)) : []),
		...checkClocks(table, own, known),
		...checkPerson(table, own, known),
		...Object.entries(own.rowKey ?? {}).flatMap(([part, column]) =>
			part === "unit" ? [] : missingColumn(`${table}: key of a row`, table, column, known),
		),
		...(own.shownFrom === undefined ? [] : missingColumn(`${table}: shown from`, table, own.shownFrom, known)),
	];
}

const isList = (subjects: TableDeclaration["subjects"]): subjects is readonly [Subject, ...Subject[]] =>
	Array.isArray(subjects);

function checkSubject(table: string, { columns }: TableDeclaration, subject: Subject, known: Known): string[] {
	const where = `${table}: subject ${subject.as}`;
	const touched = (subject.columns ?? []).flatMap((name) => {
		const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
		if (!column || !known.columnsOf(table)?.has(name))
			return [`${where}: touches ${table}.${name}, which is not there`];
		return isPersonal(column) ? [] : [`${where}: touches ${table}.${name}, which is not personal`];
	});
	return [...checkPath(where, table, subject, known), ...touched];
}

function checkPerson(table: string, { person, subjects, clocks = {} }: TableDeclaration, known: Known): string[] {
	if (person === undefined) return [];
	const where = `${table}: person ${person.as}`;
	const isFound =
		isList(subjects) && subjects.some(({ as, column, via }) => as === person.as && column === "id" && !via);
	const address = person.address === undefined ? [] : [person.address.index, person.address.sealed];
	return [
		...(isFound ? [] : [`${where}: is found by id, which its subjects do not say`]),
		...(Object.hasOwn(clocks, person.endedBy)
			? []
			: [`${where}: the rule ${person.endedBy} ends it, but has no clock`]),
		...address.flatMap((column) => missingColumn(where, table, column, known)),
	];
}

function checkClocks(table: string, { clocks = {}, columns }: TableDeclaration, known: Known): string[] {
	const used = new Set(
		Object.values(columns).flatMap((column): string[] => {
			if (!isPersonal(column)) return [];
			return column.erase.by === "retain" ? [column.retention, column.erase.until] : [column.retention];
		}),
	);
	const missing = [...used].filter((rule) => !Object.hasOwn(clocks, rule));
	return [
		...missing.map((rule) => `${table}: the rule ${rule} has no clock`),
		...Object.entries(clocks).flatMap(([rule, clock]) => [
			...(used.has(rule) ? [] : [`${table}: a clock for the rule ${rule}, which no column uses`]),
			...checkPath(`${table}: clock of ${rule}`, table, typeof clock === "string" ? { column: clock } : clock, known),
		]),
	];
}

/** Joins stay within the realm, which a table of the platform has not. */
function checkPath(where: string, start: string, { column, via }: Path, known: Known): string[] {
	const problems: string[] = [];
	let table = start;
	for (const { from, table: next, to } of via ?? []) {
		problems.push(...missingColumn(where, table, from, known), ...missingColumn(where, next, to, known));
		for (const one of [table, next])
			if (isOfPlatform(known.tables.get(one)?.class))
				problems.push(`${where}: ${one} belongs to no realm, so nothing joins it`);
		table = next;
	}
	return [...new Set([...problems, ...missingColumn(where, table, column, known)])];
}

const isOfPlatform = (tableClass: TableClass | undefined): boolean => tableClass === "platform";

function missingColumn(where: string, table: string, column: string, { columnsOf }: Known): string[] {
	const columns = columnsOf(table);
	if (!columns) return [`${where}: the database has no table ${table}`];
	return columns.has(column) ? [] : [`${where}: the database has no ${table}.${column}`];
}

function checkObjectKey({ planned }: Declaration, objects: ObjectDeclaration, known: Known): string[] {
	const { key, prefix } = objects;
	const where = `objects ${prefix}`;
	if (planned) return key === "later" ? [] : [`${where}: a planned feature says of its key: later`];
	if (key === "later") return [`${where}: its feature is live, but its key is to be declared later`];
	if (typeof key === "object") return key.none.trim() ? [] : [`${where}: no row names them, but without a reason`];
	const [table = "", column = ""] = key.split(".");
	const declared = known.tables.get(table)?.columns[column];
	return [
		...missingColumn(`${where}: key`, table, column, known),
		...(isPersonal(objects) && declared && !isPersonal(declared)
			? [`${where}: hold personal data, but their key ${key} is not personal`]
			: []),
	];
}
