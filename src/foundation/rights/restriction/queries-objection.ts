import type { Insertable } from "kysely";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";

/** SQL of objections (GDPR Art. 21): one row for each time that a member objected. Times are ISO 8601. */

export type Objection = Omit<Tables["processing_choice"], "realm_id" | "ended_at" | "allowed">;

const COLUMNS = [
	...(["id", "member_id", "purpose", "state", "changed_at"] as const),
	...(["decided_at", "decided_by", "decided_role", "reason_sealed"] as const),
] as const;

/** What a member objected to and did not take back: what stands, and what was refused. The newest last. */
export const ownObjections = (realm: string, member: string) =>
	build
		.selectFrom("processing_choice")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("allowed", "=", 0)
		.orderBy("id");

type NewObjection = Pick<
	Insertable<Tables["processing_choice"]>,
	"realm_id" | "id" | "member_id" | "purpose" | "changed_at"
> & { state: "open" | "final" };

/** The same objection stands once, however often it is raised. */
export const addObjection = (row: NewObjection) =>
	build
		.insertInto("processing_choice")
		.values({ ...row, allowed: 0 })
		.onConflict((conflict) => conflict.doNothing());

/** A member takes back what stands; a decision stays in the row. */
export const takeObjectionBack = (realm: string, member: string, purpose: string, at: string) =>
	build
		.updateTable("processing_choice")
		.set({ allowed: 1, state: "final", changed_at: at, ended_at: at })
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("purpose", "=", purpose)
		.where("ended_at", "is", null);

/** Objections that wait for a decision, the oldest first. */
export const openObjections = (realm: string, most: number) =>
	open(realm).select(["id", "purpose", "changed_at"]).orderBy("changed_at").orderBy("id").limit(most);

export const countOpenObjections = (realm: string) => open(realm).select((eb) => eb.fn.countAll<number>().as("rows"));

const open = (realm: string) =>
	build
		.selectFrom("processing_choice")
		.where("realm_id", "=", realm)
		.where("state", "=", "open")
		.where("ended_at", "is", null);

export const objection = (realm: string, id: string) =>
	build
		.selectFrom("processing_choice")
		.select([...COLUMNS, "allowed", "ended_at"])
		.where("realm_id", "=", realm)
		.where("id", "=", id);

export type ObjectionOutcome = "upheld" | "refused";

export type ObjectionDecision = {
	id: string;
	outcome: ObjectionOutcome;
	reason: Uint8Array;
	/** A member of staff, and in which role. */
	by: string;
	role: string;
	at: string;
};

/**
 * Decides an objection that is still open; gives its row where this decided it.
 * @throws ConstraintViolated, with its batch, for one to checks of age that is upheld while a check runs
 */
export const decideObjection = (realm: string, { id, outcome, reason, by, role, at }: ObjectionDecision) =>
	build
		.updateTable("processing_choice")
		.set({
			state: outcome === "upheld" ? "final" : "refused",
			ended_at: outcome === "upheld" ? null : at,
			...{ decided_at: at, decided_by: by, decided_role: role, reason_sealed: reason },
		})
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("state", "=", "open")
		.where("ended_at", "is", null)
		.returning("id");
