import type { Compilable } from "kysely";
import { TABLE_CLASSES, type Tables } from "../db/tables.ts";
import type { SubjectKind } from "../register/declaration.ts";
import type { RetentionId } from "../register/retention.ts";
import { countErased, type EvidenceOf, noteErased } from "./evidence.ts";
import { type AnyWhere, along, already, anyTable, type Condition, type Owner, owned } from "./rows.ts";
import { type ErasurePlan, type ErasureStep, type Hold, KEY_TABLE } from "./steps.ts";

/** Subjects of one kind and realm, by their ids, and when they are erased. */
export type Erased = Owner & {
	kind: SubjectKind;
	/** Where the kind has its own rows (`personOf`). */
	root: keyof Tables;
	subjects: readonly string[];
	evidence: Pick<EvidenceOf, "day" | "at">;
	/** The erasure that was asked for, whose every statement is counted; absent where a term ended. */
	erasure?: string | undefined;
};

/** The rows of a table that are about these subjects. */
export const aboutSubjects =
	({ table, class: tableClass, subject, where = [] }: RowsOfSubject, erased: Erased) =>
	(eb: AnyWhere): Condition => {
		const path = { table, class: tableClass, path: subject, classes: TABLE_CLASSES };
		const about = along(eb, path, erased, (other, column) =>
			table === erased.root ? other(column, "in", [...erased.subjects]) : other(column, "in", standing(erased)),
		);
		return eb.and([about, ...already(eb, table, where)]);
	};

export type RowsOfSubject = Pick<ErasureStep, "table" | "class" | "subject"> & Partial<Pick<ErasureStep, "where">>;

/** Subjects whose own row is still there: who became another kind meanwhile loses nothing. */
export const standing = ({ root, subjects, ...owner }: Pick<Erased, "root" | "subjects" | "realm" | "brands">) =>
	anyTable
		.selectFrom(root)
		.select(`${root}.id`)
		.where((eb) => eb.and(owned(eb, root, TABLE_CLASSES[root], owner)))
		.where(`${root}.id`, "in", [...subjects]);

/**
 * The batch that erases subjects, all or nothing: their rows, the keys of what does not stay, and the counts of both.
 * Done twice it does nothing the second time.
 * @param rule what the evidence names where a table has no rule of its own
 * @param stays what must stay of them; it stands right before their own rows go, so that no row that goes with what
 *   these queries delete is missing in the counts
 */
export function erasureQueries(
	{ steps, holds }: ErasurePlan,
	erased: Erased,
	rule: RetentionId,
	stays: readonly Compilable[] = [],
): Compilable[] {
	let statements = 0;
	const note = (table: string, own: RetentionId | undefined): Compilable[] => {
		const about = { ...erased.evidence, realm: erased.realm, table, rule: own ?? rule };
		if (erased.erasure === undefined) return [noteErased(about)];
		statements += 1;
		const statement = { erasure: erased.erasure, step: statements };
		return [countErased(about, statement), noteErased(about, statement)];
	};
	const erase = (step: ErasureStep) => [eraseRows(step, erased), ...note(step.table, step.rule)];
	const isRoot = ({ table }: ErasureStep) => table === erased.root;
	return [
		eraseKeys(holds, erased),
		...note(KEY_TABLE, undefined),
		...steps.filter((step) => !isRoot(step)).flatMap(erase),
		...stays,
		...steps.filter(isRoot).flatMap(erase),
	];
}

function eraseRows(step: ErasureStep, erased: Erased): Compilable {
	const where = aboutSubjects(step, erased);
	if (step.erase === "rows") return anyTable.deleteFrom(step.table).where(where);
	return anyTable.updateTable(step.table).set(step.erase).where(where);
}

/** The keys of the subjects but those of what stays. */
export const keysToErase =
	(holds: readonly Hold[], erased: Erased) =>
	(eb: AnyWhere): Condition =>
		eb.and([
			eb("unit_key.owner_id", "in", standing(erased)),
			...holds.flatMap(({ units }) => units).map((pattern) => eb("unit_key.unit", "not like", pattern)),
		]);

const eraseKeys = (holds: readonly Hold[], erased: Erased): Compilable =>
	anyTable.deleteFrom(KEY_TABLE).where("unit_key.realm_id", "=", erased.realm).where(keysToErase(holds, erased));
