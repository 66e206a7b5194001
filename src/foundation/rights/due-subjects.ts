import type { Compilable, Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { LegalTerms } from "../brand/settings.ts";
import { build } from "../db/database.ts";
import { TABLE_CLASSES, type Tables } from "../db/tables.ts";
import { soonestEnd } from "../register/terms.ts";
import type { Person } from "./persons.ts";
import { mayBeErased } from "./restriction/queries-restriction.ts";
import { type AnyWhere, along, anyTable, type Owner } from "./rows.ts";

/** SQL of finding subjects whose day has come. Times are ISO 8601. */

export type PassRow = { after_closed_at: string; after_id: string; ended_at: string | null };

/** The pass of a day. */
export const passOf = (realm: string, day: string) =>
	build
		.selectFrom("retention_pass")
		.select(["after_closed_at", "after_id", "ended_at"])
		.where("realm_id", "=", realm)
		.where("day", "=", day);

/** A pass that examined nothing yet; one that has ended says the same, so that it names no account. */
const AT_START = { after_closed_at: "", after_id: "" };

/** Begins the pass of a day. One of an earlier day that never ended names no account any more either. */
export const beginPass = (realm: string, day: string, now: string): Compilable[] => [
	build
		.updateTable("retention_pass")
		.set(AT_START)
		.where("realm_id", "=", realm)
		.where("day", "<", day)
		.where("after_id", "<>", ""),
	build
		.insertInto("retention_pass")
		.values({ ...AT_START, realm_id: realm, day, examined: 0, started_at: now, ended_at: null })
		.onConflict((conflict) => conflict.doNothing()),
];

export type ClosedAccount = { id: string; closed_at: string; purge_at: string };

/** Counts accounts that were examined, and moves the pass on past the last of those that it goes through in order. */
export const movePass = (realm: string, day: string, last: ClosedAccount | undefined, examined: number): Compilable =>
	build
		.updateTable("retention_pass")
		.set((eb) => ({
			examined: eb("examined", "+", examined),
			...(last ? { after_closed_at: last.closed_at, after_id: last.id } : {}),
		}))
		.where("realm_id", "=", realm)
		.where("day", "=", day);

/** Says that a pass ended, and forgets which account it examined last. */
export const endPass = (realm: string, day: string, now: string): Compilable =>
	build
		.updateTable("retention_pass")
		.set({ ...AT_START, ended_at: now })
		.where("realm_id", "=", realm)
		.where("day", "=", day)
		.where("ended_at", "is", null);

const closed = (realm: string) =>
	build
		.selectFrom("member")
		.select(["id", "closed_at", "purge_at"])
		.where("realm_id", "=", realm)
		.where("closed_at", "is not", null)
		.where("erasing_at", "is", null)
		.where(isNotRestricted(realm));

/** A member who had their data restricted keeps them, closed account or not (GDPR Art. 18(1)). */
const isNotRestricted = (realm: string) => (eb: ExpressionBuilder<Tables, "member">) =>
	mayBeErased(eb as unknown as AnyWhere, "member.id", realm) as unknown as Expression<SqlBool>;

/** Accounts whose announced day has come. */
export const announcedBefore = (realm: string, before: string, most: number) =>
	closed(realm).where("purge_at", "<", before).orderBy("purge_at").limit(most);

/** Accounts that some brand's term may have ended although their announced day is yet to come. */
export const closedBefore = (realm: string, before: string, { after_closed_at, after_id }: PassRow, most: number) =>
	closed(realm)
		.where("closed_at", "<", before)
		.where((eb) =>
			eb.or([
				eb("closed_at", ">", after_closed_at),
				eb.and([eb("closed_at", "=", after_closed_at), eb("id", ">", after_id)]),
			]),
		)
		.orderBy("closed_at")
		.orderBy("id")
		.limit(most);

/** Every closed account of a realm, also those whose erasure began, in the order of their closing. */
export const closedAfter = (realm: string, after: { closed_at: string; id: string }, most: number) =>
	build
		.selectFrom("member")
		.select(["id", "closed_at", "purge_at", "erasing_at"])
		.where("realm_id", "=", realm)
		.where("closed_at", "is not", null)
		.where("closed_at", ">=", after.closed_at)
		.where((eb) => eb.or([eb("erasing_at", "is not", null), isNotRestricted(realm)(eb)]))
		.where((eb) => eb.or([eb("closed_at", ">", after.closed_at), eb("id", ">", after.id)]))
		.orderBy("closed_at")
		.orderBy("id")
		.limit(most);

/** Brands of the members among these. */
export const brandsOfMembers = (brands: readonly string[], members: readonly string[]) =>
	build
		.selectFrom("membership")
		.select(["member_id", "brand_id"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "in", [...members]);

/**
 * When a closed account is erased at the latest: on the day that was announced, or by the shortest term in force among
 * the member's brands if that is sooner.
 */
export function endOfAccount({ closed_at, purge_at }: ClosedAccount, terms: readonly LegalTerms[]): string {
	const byTerms = terms.length === 0 ? purge_at : soonestEnd(terms, "account", new Date(closed_at)).toISOString();
	return byTerms < purge_at ? byTerms : purge_at;
}

/**
 * Takes accounts for erasure: nobody reopens them any more. An account that was reopened meanwhile is not taken, also
 * where it was closed again.
 */
export const takeAccounts = (realm: string, accounts: readonly ClosedAccount[], now: string) =>
	build
		.updateTable("member")
		.set({ erasing_at: now })
		.where("realm_id", "=", realm)
		.where(
			"id",
			"in",
			accounts.map(({ id }) => id),
		)
		.where("state", "=", "closed")
		.where("erasing_at", "is", null)
		.where(isNotRestricted(realm))
		.where(
			"closed_at",
			"<=",
			accounts
				.map(({ closed_at }) => closed_at)
				.sort()
				.at(-1) ?? "",
		)
		.returning("id");

/** Accounts whose erasure began, but for these, and for those that asked for it: they have a job of their own. */
export const takenAccounts = (realm: string, but: readonly string[], most: number) =>
	build
		.selectFrom("member")
		.select(["id", "erasing_at", "closed_at"])
		.where("realm_id", "=", realm)
		.where("erasing_at", "is not", null)
		.where("id", "not in", [...but])
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom("erasure")
						.select("erasure.id")
						.whereRef("erasure.subject_id", "=", "member.id")
						.where("erasure.realm_id", "=", realm),
				),
			),
		)
		.orderBy("id")
		.limit(most);

/** An operator says that the clock is right: as if there had been a pass on the day before. */
export const resumePasses = (realms: readonly string[], day: string, now: string): Compilable[] =>
	realms.map((realm) =>
		build
			.insertInto("retention_pass")
			.values({ ...AT_START, realm_id: realm, day, examined: 0, started_at: now, ended_at: now })
			.onConflict((conflict) => conflict.doNothing()),
	);

/**
 * Registrations that nobody confirmed in their time: those whose own end has come, and those whose term ended sooner.
 * `before`: it did for what began by then.
 */
export const dueRegistrations = (realm: string, now: string, before: string, most: number) => {
	const waiting = build.selectFrom("registration").select("id").where("realm_id", "=", realm);
	return [
		waiting.where("expires_at", "<=", now).orderBy("expires_at").limit(most),
		waiting.where("created_at", "<=", before).orderBy("created_at").limit(most),
	] as const;
};

type After = { after: string };

/** All registrations that are due, by their identifiers. */
export const registrationsAfter = (
	realm: string,
	{ at, before, after }: After & { at: string; before: string },
	most: number,
) =>
	build
		.selectFrom("registration")
		.select("id")
		.where("realm_id", "=", realm)
		.where("id", ">", after)
		.where((eb) => eb.or([eb("expires_at", "<=", at), eb("created_at", "<=", before)]))
		.orderBy("id")
		.limit(most);

/** Staff whose account ended by then, by their identifiers. */
export const dueStaff = (realm: string, { before, after }: After & { before: string }, most: number) =>
	build
		.selectFrom("staff")
		.select("id")
		.where("realm_id", "=", realm)
		.where("id", ">", after)
		.where("ended_at", "is not", null)
		.where("ended_at", "<=", before)
		.orderBy("id")
		.limit(most);

/** Persons of a kind that a feature declares, whose rule has ended by its clock; without a clock it never does. */
export const duePersons = (
	{ table, class: tableClass, endedBy, declared }: Person,
	owner: Owner,
	before: string,
	most: number,
) => {
	const clock = declared.clocks?.[endedBy];
	const path = typeof clock === "string" ? { column: clock } : clock;
	const about = { table, class: tableClass, classes: TABLE_CLASSES };
	return anyTable
		.selectFrom(table)
		.select(`${table}.id`)
		.where((eb) =>
			path === undefined
				? eb(eb.val(1), "=", 0)
				: along(eb, { ...about, path }, owner, (other, column) => other(column, "<=", before)),
		)
		.limit(most);
};
