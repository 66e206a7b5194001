import type { Compilable } from "kysely";
import { TABLE_CLASSES, type Tables } from "#foundation/db/tables.ts";
import { isPersonal, type Register, type Subject } from "#foundation/register/declaration.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { isAbout, liveTables, subjectsOf } from "#foundation/rights/persons.ts";
import { type AnyWhere, along, anyTable, type Condition } from "#foundation/rights/rows.ts";
import type { Scope } from "../entry.ts";

/**
 * SQL of who is affected by a breach: members of some brands of whom something of some kinds is held now, by the
 * register alone, and who were members before the end of a time.
 */

/** Columns of a table that hold one of the items, with the way from its rows to their member. */
type Held = { table: keyof Tables; subject: Subject; columns: readonly string[] };

/** Where something of these items is held of members; none for what is not kept by member. */
export function heldOf(register: Register, items: readonly ItemId[]): Held[] {
	return liveTables(register).flatMap(({ table, declared }) =>
		subjectsOf(declared)
			.filter((subject) => isAbout(subject, "member"))
			.flatMap((subject): Held[] => {
				const columns = Object.entries(declared.columns).flatMap(([name, column]) => {
					const touched = subject.columns === undefined || subject.columns.some((own) => own === name);
					return touched && isPersonal(column) && items.includes(column.item) ? [name] : [];
				});
				return columns.length > 0 ? [{ table, subject, columns }] : [];
			}),
	);
}

type Realm = { realm: string; brands: readonly string[] };

/** Of the row of a membership that is called `place`. */
function isAffected(eb: AnyWhere, held: readonly Held[], { realm, brands }: Realm, to: string): Condition {
	const account = anyTable
		.selectFrom("member as account")
		.select("account.id")
		.where("account.realm_id", "=", realm)
		.where("account.created_at", "<=", to)
		.whereRef("account.id", "=", "place.member_id");
	const rows = held.map(({ table, subject, columns }) =>
		eb.exists(
			anyTable
				.selectFrom(table)
				.select(`${table}.${columns[0]}`)
				.where((inner: AnyWhere) => {
					const path = { table, class: TABLE_CLASSES[table], path: subject, classes: TABLE_CLASSES };
					const own = along(inner, path, { realm, brands }, (last, column) =>
						last(column, "=", last.ref("place.member_id")),
					);
					const filled = columns.map((column) => inner(`${table}.${column}`, "is not", null));
					return inner.and([own, inner.or(filled)]);
				}),
		),
	);
	return eb.and([eb("place.joined_at", "<=", to), eb.exists(account), eb.or(rows)]);
}

/** How many members are affected, each counted once whatever their brands. `held`: not empty. */
export const countAffected = (
	realm: string,
	{ brands, to }: Pick<Scope, "brands" | "to">,
	held: readonly Held[],
): Compilable<{ members: number }> =>
	anyTable
		.selectFrom("membership as place")
		.select((eb) => eb.fn.count<number>("place.member_id").distinct().as("members"))
		.where("place.brand_id", "in", [...brands])
		.where((eb: AnyWhere) => isAffected(eb, held, { realm, brands }, to)) as unknown as Compilable<{ members: number }>;

/** Accounts that were erased since a moment: who is gone is counted by no other query. */
export const countErased = (realm: string, from: string): Compilable<{ erased: number }> =>
	anyTable
		.selectFrom("erasure")
		.select((eb) => eb.fn.countAll<number>().as("erased"))
		.where("realm_id", "=", realm)
		.where("executed_at", ">=", from) as unknown as Compilable<{ erased: number }>;

/** A member who is affected, with what a mail takes. No key: nothing of theirs opens. */
export type AffectedRow = {
	member: string;
	email_sealed: Uint8Array;
	language: string;
	realm_id: string;
	id: string | null;
	owner_id: string;
	unit: string;
	wrapped_key: Uint8Array;
	key_version: number;
	created_at: string;
};

const KEY = ["id", "owner_id", "unit", "wrapped_key", "key_version", "created_at"] as const;

/**
 * Those of one brand behind a member, in the order of their ids; without those who are on an earlier brand, in whose
 * name they hear of it.
 */
export function affectedOn(
	realm: string,
	{ brands, to }: Pick<Scope, "brands" | "to">,
	held: readonly Held[],
	{ brand, after, most }: { brand: string; after: string; most: number },
): Compilable<AffectedRow> {
	const earlier = brands.slice(0, brands.indexOf(brand));
	const members = anyTable
		.selectFrom("membership as place")
		.select("place.member_id as member")
		.where("place.brand_id", "=", brand)
		.where("place.member_id", ">", after)
		.where((eb: AnyWhere) => isAffected(eb, held, { realm, brands }, to))
		.where((eb) =>
			earlier.length === 0
				? eb.and([])
				: eb.not(
						eb.exists(
							anyTable
								.selectFrom("membership as other")
								.select("other.member_id")
								.where("other.brand_id", "in", [...earlier])
								.where("other.joined_at", "<=", to)
								.whereRef("other.member_id", "=", "place.member_id"),
						),
					),
		)
		.orderBy("place.member_id")
		.limit(most);
	return anyTable
		.selectFrom(members.as("affected"))
		.innerJoin("member", "member.id", "affected.member")
		.leftJoin("unit_key", (join) =>
			join
				.onRef("unit_key.owner_id", "=", "affected.member")
				.on("unit_key.realm_id", "=", realm)
				.on("unit_key.unit", "=", "core"),
		)
		.select(["affected.member", "member.email_sealed", "member.language", "member.realm_id"])
		.select(KEY.map((column) => `unit_key.${column}` as const))
		.where("member.realm_id", "=", realm)
		.orderBy("affected.member") as unknown as Compilable<AffectedRow>;
}
