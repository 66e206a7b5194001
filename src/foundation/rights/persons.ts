import type { TableClass } from "../db/table-rules.ts";
import type { Tables } from "../db/tables.ts";
import {
	ANYONE,
	type ErasureHook,
	type PersonDeclaration,
	type Register,
	type Subject,
	type SubjectKind,
	type TableDeclaration,
} from "../register/declaration.ts";

/** A live table of the register. */
export type LiveTable = { table: keyof Tables; declared: TableDeclaration };

export function liveTables(register: Register): LiveTable[] {
	return register
		.filter(({ planned }) => !planned)
		.flatMap(({ tables }) =>
			Object.entries(tables).map(([table, declared]) => ({ table: table as keyof Tables, declared })),
		);
}

export const subjectsOf = ({ subjects }: TableDeclaration): readonly Subject[] =>
	Array.isArray(subjects) ? subjects : [];

/** Whether rows are about a kind of person in this way. */
export const isAbout = ({ as }: Subject, kind: SubjectKind): boolean => as === kind || as === ANYONE;

/** A kind of person, with the table in which each has a row of their own, by `id`. */
export type Person = PersonDeclaration & { table: keyof Tables; class: TableClass; declared: TableDeclaration };

/** Every kind of person that something is held of. */
export const personsOf = (register: Register): Person[] =>
	liveTables(register).flatMap(({ table, declared }) =>
		declared.person === undefined ? [] : [{ ...declared.person, table, class: declared.class, declared }],
	);

/** @throws Error for a kind that no table declares */
export function personOf(register: Register, kind: SubjectKind): Person {
	const person = personsOf(register).find(({ as }) => as === kind);
	if (person === undefined) throw new Error(`no table declares persons of the kind ${kind}`);
	return person;
}

/** What the live features write as people's data go. */
export const hooksOf = (register: Register): ErasureHook[] =>
	register.flatMap(({ planned, onErasure }) => (planned || onErasure === undefined ? [] : [onErasure]));
