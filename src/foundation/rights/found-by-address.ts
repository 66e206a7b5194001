import type { Compilable } from "kysely";
import type { KeyRing } from "../crypto/keys.ts";
import { build } from "../db/database.ts";
import { TABLE_CLASSES } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";
import type { PersonDeclaration, Register } from "../register/declaration.ts";
import { type Person, personsOf } from "./persons.ts";
import { anyTable, type Owner, owned, type Value } from "./rows.ts";

/** Persons of one kind whom one address finds; the newest ones, where there are more. */
const MAX_FOUND = 20;

/** A kind of person whom an e-mail address finds. */
export type Addressed = Person & { address: NonNullable<PersonDeclaration["address"]> };

export const addressedKinds = (register: Register): Addressed[] =>
	personsOf(register).flatMap((person) =>
		person.address === undefined ? [] : [{ ...person, address: person.address }],
	);

/** Those to whom only a mailed link opens anything. */
export const withoutAccount = ({ copyAt }: Person): boolean => copyAt === undefined;

/*
 * Named by hand, here and in sweep.ts: what the builder derives for a table whose name is a value took the compiler a
 * minute and three gigabytes.
 */
export type FoundByAddress = { id: Value; address_sealed: Value };

/** Who of a kind is found by an address, with the address as it was given there. `email`: in its comparable form. */
export async function foundByAddress(
	ring: KeyRing,
	owner: Owner & { realm: RealmId },
	{ table, address }: Addressed,
	email: string,
): Promise<Compilable<FoundByAddress>> {
	const indexes = await ring.indexes(address.kind, owner.realm, email);
	return (
		anyTable
			.selectFrom(table)
			.select([`${table}.id as id`, `${table}.${address.sealed} as address_sealed`])
			.where((eb) =>
				eb.and([...owned(eb, table, TABLE_CLASSES[table], owner), eb(`${table}.${address.index}`, "in", indexes)]),
			)
			// By an expression: for the column alone the planner goes through the whole realm in its order.
			.orderBy((eb) => eb(`${table}.id`, "||", ""), "desc")
			.limit(MAX_FOUND)
	);
}

/** For whom a mailed link stands that has begun nothing yet. `now`: ISO 8601 */
export const personsOfLink = (realm: string, hash: Uint8Array, now: string) =>
	build
		.selectFrom("copy_link")
		.select(["subject_kind", "subject_id"])
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where("expires_at", ">", now);

/** Those of a kind that a link names, begun or not, and that are still there. */
export const standingOfLink = ({ table }: Person, owner: Owner, hash: Uint8Array): Compilable<{ id: Value }> => {
	const named = (from: "copy_link" | "export", id: string, column: string) =>
		anyTable
			.selectFrom(from)
			.select(`${from}.${id}`)
			.where(`${from}.realm_id`, "=", owner.realm)
			.where(`${from}.${column}`, "=", hash);
	const persons = anyTable.selectFrom(table).select(`${table}.id as id`);
	return persons.where((eb) =>
		eb.and([
			...owned(eb, table, TABLE_CLASSES[table], owner),
			eb.or([
				eb(`${table}.id`, "in", named("copy_link", "subject_id", "code_hash")),
				eb(`${table}.id`, "in", named("export", "member_id", "link_hash")),
			]),
		]),
	);
};

/** A row of the link for each person. */
export const addLinks = (
	{ realm, hash, issued, expires }: { realm: string; hash: Uint8Array; issued: string; expires: string },
	persons: readonly { kind: string; id: string }[],
) =>
	build.insertInto("copy_link").values(
		persons.map(({ kind, id }) => ({
			...{ realm_id: realm, code_hash: hash, subject_kind: kind, subject_id: id },
			...{ issued_at: issued, expires_at: expires },
		})),
	);

/** Right after the mail that carries the code: where its mailbox had its most, nobody has the code. */
export const removeUnsentLinks = (realm: string, hash: Uint8Array): Compilable =>
	build
		.deleteFrom("copy_link")
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where((eb) => eb(eb.fn<number>("changes", []), "=", 0));

/** The link has begun this person's copy. */
export const spendLink = (realm: string, hash: Uint8Array, person: string) =>
	build
		.deleteFrom("copy_link")
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where("subject_id", "=", person);
