import type { Insertable } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { KEEPING_GROUNDS, type RestrictionGround } from "./restriction.ts";
import { type AnyWhere, anyTable, type Condition } from "./rows.ts";

/** SQL of restrictions. Times are ISO 8601. */

export type StandingRestriction = Omit<Tables["restriction"], "realm_id" | "member_id" | "lifted_at" | "lifted_by">;

/** What stands for a member, the oldest first. */
export const standingRestrictions = (realm: string, member: string) =>
	build
		.selectFrom("restriction")
		.select(["id", "brand_id", "purpose", "item", "row_id", "ground", "since", "told_at"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("lifted_at", "is", null)
		.orderBy("since")
		.orderBy("id");

export type NewRestriction = Omit<
	Insertable<Tables["restriction"]>,
	"told_at" | "lifted_at" | "lifted_by" | "ground"
> & {
	ground: RestrictionGround;
};

/** The same restriction stands once, however often it is asked for. */
export const addRestriction = (row: NewRestriction) =>
	build
		.insertInto("restriction")
		.values({ ...row, told_at: null, lifted_at: null, lifted_by: null })
		.onConflict((conflict) => conflict.doNothing())
		.returning("id");

const standing = (realm: string, member: string) =>
	build
		.updateTable("restriction")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("lifted_at", "is", null);

/** A member ends what is theirs, at once. */
export const endOwnRestriction = (realm: string, member: string, id: string, at: string) =>
	standing(realm, member).set({ lifted_at: at, lifted_by: "member" }).where("id", "=", id).returning("id");

/** A member takes an objection back. */
export const endOwnObjection = (realm: string, member: string, purpose: string, at: string) =>
	standing(realm, member)
		.set({ lifted_at: at, lifted_by: "member" })
		.where("purpose", "=", purpose)
		.where("ground", "in", ["objection", "marketing"]);

/** Right before the mail that says so. */
export const tellOfLifting = (realm: string, member: string, id: string, at: string) =>
	standing(realm, member).set({ told_at: at }).where("id", "=", id).where("told_at", "is", null);

/** Lifts what members were told of by then. */
export const liftTold = (before: string, at: string) =>
	build
		.updateTable("restriction")
		.set({ lifted_at: at, lifted_by: "controller" })
		.where("lifted_at", "is", null)
		.where("told_at", "<=", before)
		.returning("id");

/** Rows of members for whom nothing stands by which retention passes over what is theirs (Art. 18(1)). */
export const mayBeErased = (eb: AnyWhere, member: string, realm: string): Condition =>
	eb.not(
		eb.exists(
			anyTable
				.selectFrom("restriction")
				.select("restriction.id")
				.whereRef("restriction.member_id", "=", member)
				.where("restriction.realm_id", "=", realm)
				.where("restriction.lifted_at", "is", null)
				.where("restriction.ground", "in", [...KEEPING_GROUNDS]),
		),
	);

/** What a member chose about purposes. */
export const processingChoices = (realm: string, member: string) =>
	build
		.selectFrom("processing_choice")
		.select(["purpose", "allowed", "state", "changed_at"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);

export const chooseProcessing = (row: Insertable<Tables["processing_choice"]>) =>
	build
		.insertInto("processing_choice")
		.values(row)
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "member_id", "purpose"])
				.doUpdateSet({ allowed: row.allowed, state: row.state, changed_at: row.changed_at, ended_at: row.ended_at }),
		);
