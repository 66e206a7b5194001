import type { TableClass } from "../../db/table-rules.ts";
import { COLUMN_TYPES, type ColumnType, TABLE_COLUMNS, type Tables } from "../../db/tables.ts";
import {
	isPersonal,
	type PersonalColumn,
	type Register,
	type RowKey,
	type Subject,
	type SubjectKind,
	type TableDeclaration,
} from "../../register/declaration.ts";
import type { ItemId } from "../../register/items.ts";
import { isAbout, type LiveTable, liveTables, personOf, subjectsOf } from "../persons.ts";

/** A value of a copy. Bytes are written as hexadecimal digits. */
export type Cell = string | number | null;

export type CopiedColumn = {
	/** In the table. */
	column: string;
	/** In the copy: a value that is sealed in the table is open there. */
	name: string;
	/** Absent for what links rows of a copy: the row's id and its brand. */
	item?: ItemId;
	portable: boolean;
	type: ColumnType;
	isSealed: boolean;
	erase?: PersonalColumn["erase"];
};

/** A column of which a copy has no values, and why. */
export type WithheldColumn = { name: string; item: ItemId; why: string };

/** The rows of one table that are about a subject in one way, as a copy has them. */
export type CopiedTable = {
	/** Of its files. */
	name: string;
	table: keyof Tables;
	class: TableClass;
	/** Where its subject has a row of its own; rows are given while that one stands. */
	root: keyof Tables;
	subject: Subject;
	rowKey: RowKey | undefined;
	/** Until the moment that stands there a row is in no copy. */
	shownFrom: TableDeclaration["shownFrom"];
	columns: readonly CopiedColumn[];
	withheld: readonly WithheldColumn[];
	/** Columns that hold keys of objects, and the ending of their files. */
	objects: readonly { column: string; extension: string }[];
};

export const copiedNames = ({ columns }: CopiedTable): string[] => columns.map(({ name }) => name);

/** Units whose keys are read beside the common ones, with the rows that name them. */
export const unitsBesideRows = (tables: readonly CopiedTable[]): string[] => {
	const units = tables.flatMap(({ rowKey, columns }) =>
		rowKey !== undefined && "id" in rowKey
			? columns.flatMap(({ erase }) => (erase?.by === "shred" ? [erase.unit] : []))
			: [],
	);
	return [...new Set(units)];
};

/** What every row may carry: its own id and its brand. */
const LINKS = ["brand_id", "id"];
const SEALED = "_sealed";

/** What a copy of a subject's data holds, table by table (GDPR Art. 15(3)), from the declarations alone. */
export function copiedTables(register: Register, kind: SubjectKind): CopiedTable[] {
	const { table: root } = personOf(register, kind);
	return liveTables(register).flatMap((live) => {
		const subjects = subjectsOf(live.declared).filter((subject) => isAbout(subject, kind));
		return subjects.flatMap((subject) => {
			const name = subjects.length === 1 ? live.table : `${live.table}-${subject.column}`;
			const table = { root, ...copiedTable(register, live, subject, name) };
			return table.columns.some(({ item }) => item !== undefined) || table.withheld.length > 0 ? [table] : [];
		});
	});
}

function copiedTable(
	register: Register,
	{ table, declared }: LiveTable,
	subject: Subject,
	name: string,
): Omit<CopiedTable, "root"> {
	const own = (column: string) => subject.columns === undefined || subject.columns.some((one) => one === column);
	const personal = Object.entries(declared.columns).flatMap(([column, one]) =>
		isPersonal(one) && own(column) ? [[column, one] as const] : [],
	);
	const given = personal.filter(([, { export: copy }]) => copy.access !== "no");
	const links = LINKS.filter((link) => link in declared.columns && !given.some(([column]) => column === link));
	return {
		...{ name, table, class: declared.class, subject, rowKey: declared.rowKey, shownFrom: declared.shownFrom },
		columns: [
			...links.map((link) => copiedColumn(table, link)),
			...given.map(([column, one]) => copiedColumn(table, column, one)),
		],
		withheld: personal
			.filter(([, { export: copy }]) => copy.access === "no")
			.map(([column, { item, export: copy }]) => ({ name: withoutMark(column), item, why: copy.why ?? "" })),
		objects: objectsOf(register, table, own),
	};
}

function copiedColumn(table: keyof Tables, column: string, one?: PersonalColumn): CopiedColumn {
	const type = COLUMN_TYPES[table][TABLE_COLUMNS[table].indexOf(column)] ?? "text";
	return {
		...{ column, name: withoutMark(column), isSealed: column.endsWith(SEALED), type },
		portable: one?.export.portable ?? false,
		...(one === undefined ? {} : { item: one.item, erase: one.erase }),
	};
}

const withoutMark = (column: string) => (column.endsWith(SEALED) ? column.slice(0, -SEALED.length) : column);

const objectsOf = (register: Register, table: string, own: (column: string) => boolean): CopiedTable["objects"] =>
	register
		.filter(({ planned }) => !planned)
		.flatMap(({ objects }) => objects)
		.flatMap((object) => {
			if (!isPersonal(object) || object.export.access === "no" || typeof object.key !== "string") return [];
			const [of, column = ""] = object.key.split(".");
			return of === table && own(column) ? [{ column, extension: object.extension ?? "bin" }] : [];
		});
