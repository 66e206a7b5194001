import type { Act } from "#foundation/acts/act.ts";
import { type Ask, quoted, type TableShape, tableShapes } from "./snapshot.ts";

/** Rows of a table: of the persons that later acts are about, and the rest. */
type Rows = { own: number; rest: number };
export type Counted = ReadonlyMap<string, Rows>;

/** Columns that say whose a row is, the first that a table has; a table of persons is its own. */
const OWNERS = ["member_id", "staff_id", "subject_id", "owner_id"] as const;
const PERSONS = ["member", "staff"];

/** What a restored copy loses on purpose, of everybody (DECISIONS 74). */
const SIGN_INS = ["session", "sign_in_code", "mail_code", "copy_link", "staff_session", "staff_invitation"];
/** How far the database is with acts and with the restore itself. */
const BOOKKEEPING = ["act", "restore"];
/** What a membership that ends leaves: rows that name nobody. */
const EVIDENCE = ["consent_evidence", "acceptance_evidence"];

/** How many rows each table has, of these persons and of all others. */
export async function countByOwner(ask: Ask, subjects: readonly string[]): Promise<Counted> {
	const counted = new Map<string, Rows>();
	for (const shape of await tableShapes(ask)) {
		const [[own, all] = []] = await ask(...ownRows(shape, subjects));
		counted.set(shape.name, { own: Number(own), rest: Number(all) - Number(own) });
	}
	return counted;
}

function ownRows({ name, columns }: TableShape, subjects: readonly string[]): Parameters<Ask> {
	const owner = PERSONS.includes(name) ? "id" : OWNERS.find((column) => columns.includes(column));
	if (owner === undefined) return [`SELECT 0, count(*) FROM ${quoted(name)}`];
	const isOwn = `${quoted(owner)} IN (SELECT value FROM json_each(?))`;
	return [`SELECT coalesce(sum(${isOwn}), 0), count(*) FROM ${quoted(name)}`, [JSON.stringify(subjects)]];
}

/** What became of a table, and why; `isExplained`: by later acts or by the restore, exactly. */
export type Difference = { table: string; own: number; rest: number; isExplained: boolean };

/**
 * Every table whose rows are others than before the acts. Rows of the persons that acts are about may come and go;
 * of all others only those that a restore takes from everybody, and those that follow from a membership that ended.
 */
export function differences(before: Counted, after: Counted, acts: readonly Act[]): Difference[] {
	const change = (table: string): Rows => {
		const [was, is] = [before.get(table) ?? NONE, after.get(table) ?? NONE];
		return { own: is.own - was.own, rest: is.rest - was.rest };
	};
	const lost = (table: string) => -(change(table).own + change(table).rest);
	const left = acts.filter(({ kind }) => kind === "left").length;
	const sealed = EVIDENCE.reduce((sum, table) => sum + change(table).rest, 0);
	const explains = (table: string, { rest }: Rows): boolean => {
		if (BOOKKEEPING.includes(table)) return true;
		if (SIGN_INS.includes(table)) return rest <= 0;
		if (EVIDENCE.includes(table)) return rest >= 0 && rest <= left;
		if (table === "unit_key") return rest === sealed;
		if (table === "object_removal") return rest === lost("photo") + lost("export");
		if (table === "ended_membership_count") return rest >= 0 && rest <= lost("membership");
		return rest === 0;
	};
	return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((table) => {
		const rows = change(table);
		return rows.own === 0 && rows.rest === 0 ? [] : [{ table, ...rows, isExplained: explains(table, rows) }];
	});
}

const NONE: Rows = { own: 0, rest: 0 };
