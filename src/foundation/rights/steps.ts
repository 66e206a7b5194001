import type { TableClass } from "../db/table-rules.ts";
import { TABLE_PARENTS, type Tables } from "../db/tables.ts";
import {
	type Clocks,
	type ColumnName,
	isPersonal,
	type Path,
	type PersonalColumn,
	type Register,
	type RowKey,
	type Subject,
	type SubjectKind,
	type TableDeclaration,
} from "../register/declaration.ts";
import type { RetentionId } from "../register/retention.ts";
import { isForSelf } from "../register/usable/usable-views.ts";
import { isAbout, type LiveTable, liveTables, personOf, personsOf, subjectsOf } from "./persons.ts";
import type { Already, Contents } from "./rows.ts";

/** Keys have a step of their own: what stays keeps its key. */
export const KEY_TABLE = "unit_key";

/** What an erasure does to the rows of one table that are about its subject. */
export type ErasureStep = {
	table: keyof Tables;
	class: TableClass;
	subject: Subject;
	/** The rule that its evidence names. */
	rule: RetentionId | undefined;
	/** Rows go, or these columns are emptied, each with what stands there afterwards. */
	erase: "rows" | Contents;
	/** Which of the rows: those of which all of this is true. */
	where: readonly Already[];
};

/** Rows that stay after an erasure, until the terms of these rules end. */
export type Hold = {
	table: keyof Tables;
	class: TableClass;
	subject: Subject;
	rules: readonly RetentionId[];
	clocks: Clocks;
	/** From when on their subject is told of them. */
	shownFrom: TableDeclaration["shownFrom"];
	/** Beginnings of the names of units whose keys stay with them, as patterns of LIKE. */
	units: readonly string[];
};

export type ErasurePlan = { steps: readonly ErasureStep[]; holds: readonly Hold[] };

/**
 * What the erasure of a kind of subject does, table by table, each before the tables that its rows refer to.
 * @param ends whether the erasure ends what this rule keeps
 */
export function erasurePlan(register: Register, kind: SubjectKind, ends: (rule: RetentionId) => boolean): ErasurePlan {
	const steps: ErasureStep[] = [];
	const holds: Hold[] = [];
	const root = personOf(register, kind).table;
	for (const { table, declared } of childrenFirst(liveTables(register))) {
		if (table === KEY_TABLE) continue;
		for (const subject of subjectsOf(declared)) {
			if (!isAbout(subject, kind)) continue;
			const named = { table, class: declared.class, subject };
			const touched = touchedColumns(declared, subject);
			const due = touched.filter(([, column]) => endsWith(column, ends));
			const stays = touched.filter(([, column]) => !endsWith(column, ends));
			if (stays.length > 0) {
				const rules = [...new Set(stays.map(([, column]) => ruleOf(column)))];
				const units = [...new Set(stays.flatMap(([, { erase }]) => unitPattern(erase)))];
				const { clocks = {}, shownFrom } = declared;
				holds.push({ ...named, rules, clocks, shownFrom, units });
			}
			const others = personalColumns(declared).filter((column) => !touched.some(([name]) => name === column[0]));
			const rule = due[0] && ruleOf(due[0][1]);
			const touchesRow = touched.length > 0 || others.length === 0;
			// Of a registration nothing stays, also no place in a chain of answers.
			const goes = stays.length === 0 && touchesRow && (kind === "registration" || rowGoes(declared, others));
			steps.push(...partsOf(due, goes ? others : undefined).map((part) => ({ ...named, rule, ...part })));
		}
	}
	return {
		steps: [...steps.filter(({ table }) => table !== root), ...steps.filter(({ table }) => table === root)],
		holds,
	};
}

type Part = Pick<ErasureStep, "erase" | "where">;

/**
 * How these columns end: the row goes where the others are empty already, and else it stays with these emptied. What is
 * empty already is not emptied again, nor counted.
 * @param others undefined where the row always stays
 */
function partsOf(ended: readonly NamedColumn[], others: readonly NamedColumn[] | undefined): Part[] {
	if (others?.length === 0) return [{ erase: "rows", where: [] }];
	const columns = emptied(ended);
	const isFull = { contents: columns, all: false };
	const stays = (where: Already[]): Part[] =>
		Object.keys(columns).length === 0 ? [] : [{ erase: columns, where: [isFull, ...where] }];
	if (!others) return stays([]);
	const contents = emptied(others);
	return [{ erase: "rows", where: [{ contents, all: true }] }, ...stays([{ contents, all: false }])];
}

/** Whether the row goes once these other columns are empty, too. What a key sealed never shows that it is. */
const rowGoes = ({ rowOnErase }: TableDeclaration, others: readonly NamedColumn[]): boolean =>
	rowOnErase !== "keep" && others.every(([, { erase }]) => erase.by !== "shred");

/** What a statute keeps is kept by the rule of that statute. */
const ruleOf = ({ erase, retention }: PersonalColumn): RetentionId => (erase.by === "retain" ? erase.until : retention);

const endsWith = (column: PersonalColumn, ends: (rule: RetentionId) => boolean): boolean =>
	column.erase.by !== "retain" && ends(column.retention);

type NamedColumn = readonly [name: string, column: PersonalColumn];

/** The personal columns of a table. */
export const personalColumns = ({ columns }: TableDeclaration): NamedColumn[] =>
	Object.entries(columns).flatMap(([name, column]) => (isPersonal(column) ? [[name, column] as const] : []));

const touchedColumns = (declared: TableDeclaration, { columns }: Subject): NamedColumn[] =>
	personalColumns(declared).filter(([name]) => columns === undefined || columns.some((own) => own === name));

/** What its key sealed is unreadable without it, so it stays as it is. */
export function emptied(columns: readonly NamedColumn[]): Record<string, string | null> {
	return Object.fromEntries(
		columns.flatMap(([name, { erase }]): [string, string | null][] => {
			if (erase.by === "tombstone") return [[name, erase.as ?? ""]];
			return erase.by === "shred" ? [] : [[name, null]];
		}),
	);
}

/** Names of parts stand behind the unit, and in brand and special units behind the brand. */
function unitPattern(erase: PersonalColumn["erase"]): string[] {
	if (erase.by !== "shred") return [];
	if (erase.part === undefined) return [`${erase.unit}%`];
	return [erase.unit === "core" ? `core:${erase.part}%` : `${erase.unit}:%:${erase.part}%`];
}

/** Rows go before the rows that they refer to, or are found through. */
function childrenFirst(tables: readonly LiveTable[]): LiveTable[] {
	const byName = new Map(tables.map((one) => [one.table, one]));
	const ordered = new Set<LiveTable>();
	const visit = (one: LiveTable): void => {
		if (ordered.has(one)) return;
		for (const child of tables) if (child !== one && dependsOn(child, one.table)) visit(child);
		ordered.add(one);
	};
	for (const one of byName.values()) visit(one);
	return [...ordered];
}

function dependsOn({ table, declared }: LiveTable, other: keyof Tables): boolean {
	const refersTo = TABLE_PARENTS[table]?.includes(other) ?? false;
	return refersTo || subjectsOf(declared).some(({ via }) => via?.some((join) => join.table === other));
}

/** Rows of one table that a retention rule ends by a clock of their own. */
export type Sweep = {
	table: keyof Tables;
	class: TableClass;
	rule: RetentionId;
	clock: Path;
	erase: "rows" | Contents;
	/** Which of the rows: those of which all of this is true. */
	where: readonly Already[];
	rowKey: RowKey | undefined;
	/** The column that says whose a row is, where a member's restriction keeps it from being erased. */
	member: ColumnName | undefined;
};

/**
 * Every rule of every live table, but what ends with its subject: rules whose term begins with the end of an account,
 * and the subjects' own rows.
 */
export function sweepsOf(register: Register, beginsWithClosing: (rule: RetentionId) => boolean): Sweep[] {
	const roots: readonly string[] = personsOf(register).map(({ table }) => table);
	const tables = liveTables(register).filter(({ table }) => !roots.includes(table));
	return tables.flatMap(({ table, declared }) =>
		Object.entries(declared.clocks ?? {}).flatMap(([id, clock]): Sweep[] => {
			const rule = id as RetentionId;
			if (beginsWithClosing(rule)) return [];
			const path: Path = typeof clock === "string" ? { column: clock } : clock;
			// What counts from the end of somebody's account is dealt with as that account is erased.
			if (roots.some((root) => path.via?.at(-1)?.table === root)) return [];
			const member = isForSelf(table) ? undefined : subjectsOf(declared).find(isOwnColumn)?.column;
			const shared = { table, class: declared.class, rule, clock: path, member };
			return sweptParts(declared, rule).map((part) => ({ ...shared, ...part }));
		}),
	);
}

const isOwnColumn = (subject: Subject): boolean => isAbout(subject, "member") && subject.via === undefined;

/** A key goes with the last of what it seals. */
function sweptParts(declared: TableDeclaration, rule: RetentionId): (Part & Pick<Sweep, "rowKey">)[] {
	const { rowKey } = declared;
	const columns = personalColumns(declared);
	const own = columns.filter(([, column]) => ruleOf(column) === rule);
	const others = columns.filter(([, column]) => ruleOf(column) !== rule);
	const parts = partsOf(own, rowGoes(declared, others) ? others : undefined);
	return parts.map((part) => ({ ...part, rowKey: part.erase === "rows" || others.length === 0 ? rowKey : undefined }));
}
