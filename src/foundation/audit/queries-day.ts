import type { Compilable, Insertable } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";

/** SQL of closing a day: which chains grew on it, and where its log ended. Times are ISO 8601. */

export type DayRow = Tables["audit_day"];

export type ChainHead = Insertable<Tables["audit_chain_head"]>;

/** From, and up to but not including. */
export type Span = { from: string; to: string };

const DAY_COLUMNS = ["realm_id", "day", "number", "hash", "chains", "ledgers_hash", "jws", "put_at"] as const;

/** The closed days after one, the first first. */
export const daysAfter = (realm: RealmId, after: string, most: number) =>
	build
		.selectFrom("audit_day")
		.select(DAY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("day", ">", after)
		.orderBy("day")
		.limit(most);

/** The newest closed days. */
export const lastDays = (realm: RealmId, most: number) =>
	build.selectFrom("audit_day").select(DAY_COLUMNS).where("realm_id", "=", realm).orderBy("day", "desc").limit(most);

export const entriesIn = (realm: RealmId, { from, to }: Span) =>
	build
		.selectFrom("audit_entry")
		.select((eb) => eb.fn.countAll<number>().as("entries"))
		.where("realm_id", "=", realm)
		.where("at", ">=", from)
		.where("at", "<", to);

/** Where rows of a chain say whose they are and when they came. The builder takes each for the first. */
const ACCESSES = { table: "staff_access", owner: "realm_id", at: "accessed_at" } as const;
const CONSENTS = { table: "consent_event", owner: "brand_id", at: "happened_at" } as const;

const grown = (
	{ table, owner, at }: typeof ACCESSES | typeof CONSENTS,
	of: string,
	{ from, to }: Span,
	after: string,
	most: number,
) => {
	const lastAt = `last.${at}` as "last.accessed_at";
	return build
		.selectFrom(`${table} as last` as "staff_access as last")
		.select(["last.member_id", "last.hash"])
		.where(`last.${owner}` as "last.realm_id", "=", of)
		.where(lastAt, ">=", from)
		.where(lastAt, "<", to)
		.where("last.member_id", ">", after)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom(`${table} as next` as "staff_access as next")
						.select("next.id")
						.where(`next.${owner}` as "next.realm_id", "=", of)
						.whereRef("next.member_id", "=", "last.member_id")
						.whereRef("next.previous_hash", "=", "last.hash")
						.where(`next.${at}` as "next.accessed_at", "<", to),
				),
			),
		)
		.orderBy("last.member_id")
		.limit(most);
};

/** Of each record of access by staff that grew in this time, where it ended; by the ids of the members, after one. */
export const grownAccesses = (realm: RealmId, span: Span, after: string, most: number) =>
	grown(ACCESSES, realm, span, after, most);

/** The same of consents on one brand. */
export const grownConsents = (brand: string, span: Span, after: string, most: number) =>
	grown(CONSENTS, brand, span, after, most);

/** Written twice, it is there once. @throws ConstraintViolated, with its batch, when the day was closed meanwhile */
export const addChainHead = (head: ChainHead): Compilable =>
	build
		.insertInto("audit_chain_head")
		.values(head)
		.onConflict((conflict) => conflict.doNothing());

/** The heads of a day in the order in which they are hashed, after one. */
export const leavesAfter = (
	{ realm, day, kind, after }: { realm: RealmId; day: string; kind: string; after: string },
	most: number,
) =>
	build
		.selectFrom("audit_chain_head")
		.select("leaf")
		.where("realm_id", "=", realm)
		.where("day", "=", day)
		.where("kind", "=", kind)
		.where("leaf", ">", after)
		.orderBy("leaf")
		.limit(most);

export const addDay = (day: Insertable<DayRow>): Compilable => build.insertInto("audit_day").values(day);

/** Closed days whose head does not stand outside the database yet, the first first. */
export const waitingHeads = (realm: RealmId, most: number) =>
	build
		.selectFrom("audit_day")
		.select(["day", "number", "hash", "jws"])
		.where("realm_id", "=", realm)
		.where("put_at", "is", null)
		.orderBy("day")
		.limit(most);

export const headPut = (realm: RealmId, day: string, at: string): Compilable =>
	build
		.updateTable("audit_day")
		.set({ put_at: at })
		.where("realm_id", "=", realm)
		.where("day", "=", day)
		.where("put_at", "is", null);
