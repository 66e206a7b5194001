import type { Compilable, Insertable } from "kysely";
import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import { HELD_OBJECTS } from "../personal-data.ts";
import { type HoldGround, holdUnit } from "./hold.ts";

/** SQL of holds. Times are ISO 8601. */

const ENTRY_COLUMNS = ["id", "table_name", "brand_id", "row_id", "ground", "until", "outcome"] as const;
const LISTED = [...ENTRY_COLUMNS, "placed_at", "review_at"] as const;
const COLUMNS = [...LISTED, "member_id", "reason_sealed", "placed_role", "released_at", "released_role"] as const;
const WAITING = ["realm_id", "id", "member_id", "table_name", "brand_id", "row_id"] as const;

/** A hold whose item is not sealed yet. */
export type WaitingHold = Pick<Tables["hold"], (typeof WAITING)[number]>;

const standing = (realm: string) =>
	build.selectFrom("hold").where("realm_id", "=", realm).where("released_at", "is", null);

/** What is held of a member, also after the account is erased: `heldEntries` says what stays of it. */
export const heldOf = (realm: string, member: string) =>
	standing(realm).select(ENTRY_COLUMNS).where("member_id", "=", member).orderBy("id");

/** Where the list goes on. */
export type AfterHold = { reviewAt: string; id: string };

/** Every hold that stands, the one first whose review comes first, beyond one of them. */
export const standingHolds = (realm: string, after: AfterHold, most: number) =>
	beyond(realm, after).select(LISTED).orderBy("review_at").orderBy("id").limit(most);

export const countStandingHolds = (realm: string, after: AfterHold) =>
	beyond(realm, after).select((eb) => eb.fn.countAll<number>().as("rows"));

const beyond = (realm: string, { reviewAt, id }: AfterHold) =>
	standing(realm).where((eb) => eb(eb.refTuple("review_at", "id"), ">", eb.tuple(reviewAt, id)));

export const holdById = (realm: string, id: string) =>
	build.selectFrom("hold").select(COLUMNS).where("realm_id", "=", realm).where("id", "=", id);

const memberOf = (realm: string, id: string) =>
	build.selectFrom("hold").select("member_id").where("realm_id", "=", realm).where("id", "=", id);

export const holdKey = (realm: string, id: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "in", memberOf(realm, id))
		.where("unit", "=", holdUnit(id));

export const heldItem = (realm: string, id: string) =>
	build
		.selectFrom("held_item")
		.select(["id", "item_sealed", "object_key", "sealed_at"])
		.where("realm_id", "=", realm)
		.where("id", "=", id);

export type NewHold = Omit<
	Insertable<Tables["hold"]>,
	"ground" | "outcome" | "released_at" | "released_by" | "released_role"
> & { ground: HoldGround };

/** @throws ConstraintViolated, with its batch, where the item is held on the same ground already */
export const addHold = (row: NewHold) =>
	build.insertInto("hold").values({ ...row, outcome: "waiting", released_at: null, released_by: null });

/** Holds whose items are not sealed yet, of all realms, the oldest first. */
export const waitingHolds = (most: number) =>
	build
		.selectFrom("hold")
		.select(WAITING)
		.where("outcome", "=", "waiting")
		.where("released_at", "is", null)
		.orderBy("placed_at")
		.limit(most);

/** The same, of these members. */
export const waitingHoldsOf = (realm: string, members: readonly string[]) =>
	build
		.selectFrom("hold")
		.select(WAITING)
		.where("realm_id", "=", realm)
		.where("member_id", "in", [...members])
		.where("outcome", "=", "waiting")
		.where("released_at", "is", null);

/** Holds whose date has come, of all realms. */
export const holdsUntil = (now: string, most: number) =>
	build
		.selectFrom("hold")
		.select(["realm_id", "id", "member_id", "table_name"])
		.where("released_at", "is", null)
		.where("until", "<=", now)
		.orderBy("until")
		.limit(most);

type Settled = { realm: string; id: string };
export type SealedItem = { member: string; item: Uint8Array; object: string | null; at: string };

/** Keeps an item, if its hold still waits for it: released or settled meanwhile, it does nothing. */
export const keepItem = ({ realm, id }: Settled, { member, item, object, at }: SealedItem): Compilable[] => [
	build
		.insertInto("held_item")
		.columns(["realm_id", "id", "member_id", "item_sealed", "object_key", "sealed_at"])
		.expression(
			build
				.selectFrom("hold")
				.select((eb) => [
					...[eb.val(realm).as("realm_id"), eb.val(id).as("id"), eb.val(member).as("member_id")],
					...[eb.val(item).as("item_sealed"), eb.val(object).as("object_key"), eb.val(at).as("sealed_at")],
				])
				.where("realm_id", "=", realm)
				.where("id", "=", id)
				.where("outcome", "=", "waiting")
				.where("released_at", "is", null),
		)
		.onConflict((conflict) => conflict.doNothing()),
	settle({ realm, id }, "kept"),
];

export const settle = ({ realm, id }: Settled, outcome: "kept" | "nothing"): Compilable =>
	build
		.updateTable("hold")
		.set({ outcome })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("outcome", "=", "waiting")
		.where("released_at", "is", null);

/**
 * Breaks a constraint where the hold does not stand any more: of two that release it, one does.
 * @throws ConstraintViolated, with its batch
 */
export const requireStanding = ({ realm, id }: Settled): Compilable =>
	build
		.insertInto("held_item")
		// Nothing sealed: the table refuses the row.
		.columns(["realm_id", "id"])
		.expression(
			build
				.selectNoFrom((eb) => [eb.val(realm).as("realm_id"), eb.val(id).as("id")])
				.where(({ not, exists }) => not(exists(standing(realm).select("hold.id").where("id", "=", id)))),
		);

type Released = Settled & { member: string; by: string; role: string; at: string };

/**
 * Ends a hold: item, key and object go, and of an account that is erased the row as well. The object is deleted once
 * the batch is written (`object_removal`).
 */
export const releaseQueries = ({ realm, id, member, by, role, at }: Released): Compilable[] => [
	requireStanding({ realm, id }),
	build
		.updateTable("hold")
		.set({ released_at: at, released_by: by, released_role: role, reason_sealed: null })
		.where("realm_id", "=", realm)
		.where("id", "=", id),
	build.deleteFrom("held_item").where("realm_id", "=", realm).where("id", "=", id),
	build
		.deleteFrom("unit_key")
		.where("realm_id", "=", realm)
		.where("owner_id", "=", member)
		.where("unit", "=", holdUnit(id)),
	build
		.deleteFrom("hold")
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where(({ not, exists }) =>
			not(
				exists(
					build
						.selectFrom("member")
						.select("member.id")
						.where("member.realm_id", "=", realm)
						.where("member.id", "=", member),
				),
			),
		),
];

/** Which of these objects a hold may still need. */
export const knownHeldObjects = (ids: readonly string[]) =>
	build
		.selectFrom("hold")
		.select("id")
		.where("id", "in", [...ids])
		.where("released_at", "is", null);

export const idOfObject = (key: string) => key.slice(HELD_OBJECTS.length);
