import type { Compilable } from "kysely";
import { build } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import type { Act } from "./act.ts";

/** SQL of acts and of what waits to be put outside the database. */

const COLUMNS = ["realm_id", "number", "id", "subject_id", "act_json"] as const;

const highest = (realm: RealmId) =>
	build
		.selectFrom("act as known")
		.select((eb) => eb.fn.max("known.number").as("number"))
		.where("known.realm_id", "=", realm);

/** The number after the highest. The database writes one batch at a time, so no two get the same. */
const numbered = (realm: RealmId, act: Act) =>
	build.selectNoFrom((eb) => [
		eb.val<string>(realm).as("realm_id"),
		eb(eb.fn.coalesce(highest(realm), eb.lit(0)), "+", 1).as("number"),
		...[eb.val(act.id).as("id"), eb.val(act.subject).as("subject_id"), eb.val(JSON.stringify(act)).as("act_json")],
	]);

/** Belongs in the batch that does what the act says. */
export const addAct = (realm: RealmId, act: Act): Compilable =>
	build.insertInto("act").columns(COLUMNS).expression(numbered(realm, act));

/** The same, if the statement right before it in the batch changed a row. */
export const addActAfterChange = (realm: RealmId, act: Act): Compilable =>
	build
		.insertInto("act")
		.columns(COLUMNS)
		.expression(numbered(realm, act).where((eb) => eb(eb.fn<number>("changes", []), "=", 1)));

/** Acts after a number whose object is yet to be put, the lowest first. */
export const waitingActs = (realm: RealmId, most: number, after = 0) =>
	build
		.selectFrom("act")
		.select(["number", "id", "act_json"])
		.where("realm_id", "=", realm)
		.where("number", ">", after)
		.where("put_at", "is", null)
		.orderBy("number")
		.limit(most);

export type WaitingAct = { number: number; id: string; act_json: string | null };

export const realmsWithWaitingActs = () =>
	build.selectFrom("act").select("realm_id").distinct().where("put_at", "is", null);

/** Of the acts that were put, the newest stands for all. */
const forgetOlder = (realm: RealmId): Compilable =>
	build
		.deleteFrom("act")
		.where("realm_id", "=", realm)
		.where("put_at", "is not", null)
		.where("number", "<", highest(realm).where("known.put_at", "is not", null));

/** The objects of these acts are there: nothing is kept of them but the number of the newest. */
export const actsPut = (
	realm: RealmId,
	acts: readonly Pick<WaitingAct, "number" | "id">[],
	at: string,
): Compilable[] => [
	...acts.map(({ number, id }) =>
		build
			.updateTable("act")
			.set({ put_at: at, subject_id: null, act_json: null })
			.where("realm_id", "=", realm)
			.where("number", "=", number)
			.where("id", "=", id)
			.where("put_at", "is", null),
	),
	forgetOlder(realm),
];

/** What the database knows of acts: of each realm the newest that was put, and those that wait. */
export const knownActs = () =>
	build.selectFrom("act").select(["realm_id", "number", "id", "put_at"]).orderBy("realm_id").orderBy("number");

export type KnownAct = { realm_id: string; number: number; id: string; put_at: string | null };

/**
 * An act of which only the object was known: from now on it is done here too.
 * @throws ConstraintViolated, with its batch, when it is done already
 */
export const adoptAct = (realm: RealmId, { number, id }: { number: number; id: string }, at: string): Compilable[] => [
	build.insertInto("act").values({ realm_id: realm, number, id, put_at: at }),
	forgetOlder(realm),
];

/** Acts that a copy took on after it was put back make room for those whose numbers they got. */
export const moveWaitingActs = (realm: RealmId, by: number): Compilable =>
	build
		.updateTable("act")
		.set((eb) => ({ number: eb("number", "+", by) }))
		.where("realm_id", "=", realm)
		.where("put_at", "is", null);
