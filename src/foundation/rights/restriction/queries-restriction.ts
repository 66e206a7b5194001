import type { Insertable } from "kysely";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import { type AnyWhere, anyTable, type Condition } from "../rows.ts";
import { KEEPING_GROUNDS, type RestrictionGround } from "./restriction.ts";

/** SQL of restrictions. Times are ISO 8601. */

const COLUMNS = [
	...(["id", "brand_id", "purpose", "item", "row_id", "ground", "since"] as const),
	...(["told_at", "told_role", "reason_sealed"] as const),
] as const;

export type StandingRestriction = Pick<Tables["restriction"], (typeof COLUMNS)[number]>;

/** What stands for a member, the oldest first. */
export const standingRestrictions = (realm: string, member: string) =>
	build
		.selectFrom("restriction")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("lifted_at", "is", null)
		.orderBy("since")
		.orderBy("id");

/** What members asked for and staff may end, the oldest first, beyond one of them. An objection is decided instead. */
export const restrictionsToDecide = (realm: string, after: string, most: number) =>
	toDecide(realm, after).select(COLUMNS).orderBy("id").limit(most);

export const countRestrictionsToDecide = (realm: string, after: string) =>
	toDecide(realm, after).select((eb) => eb.fn.countAll<number>().as("rows"));

/** Ids are UUIDv7: their order is that of the moments at which restrictions began. */
const toDecide = (realm: string, after: string) =>
	build
		.selectFrom("restriction")
		.where("realm_id", "=", realm)
		.where("id", ">", after)
		.where("ground", "in", [...KEEPING_GROUNDS])
		.where("lifted_at", "is", null);

export const restriction = (realm: string, id: string) =>
	build
		.selectFrom("restriction")
		.select([...COLUMNS, "member_id", "lifted_at", "lifted_by"])
		.where("realm_id", "=", realm)
		.where("id", "=", id);

export type NewRestriction = Omit<
	Insertable<Tables["restriction"]>,
	"told_at" | "told_by" | "told_role" | "reason_sealed" | "lifted_at" | "lifted_by" | "ground"
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

/** The same of an objection alone whose refusal the member was told of: a new objection takes its place. */
export const endRefusedObjection = (realm: string, member: string, purpose: string, at: string) =>
	standing(realm, member)
		.set({ lifted_at: at, lifted_by: "member" })
		.where("purpose", "=", purpose)
		.where("ground", "=", "objection")
		.where("told_at", "is not", null);

type ByObjection = { objection: string; id: string; member: string; purpose: string; at: string };

/** Restricts by an objection that was upheld, if it stands: where the use went on until the decision. */
export const restrictByObjection = (realm: string, { objection, id, member, purpose, at }: ByObjection) =>
	build
		.insertInto("restriction")
		.columns(["realm_id", "id", "member_id", "brand_id", "purpose", "item", "row_id", "ground", "since"])
		.expression(
			build
				.selectNoFrom((eb) => [
					...[eb.val(realm).as("realm_id"), eb.val(id).as("id"), eb.val(member).as("member_id")],
					...[eb.val("").as("brand_id"), eb.val(purpose).as("purpose"), eb.val("").as("item")],
					...[eb.val("").as("row_id"), eb.val("objection").as("ground"), eb.val(at).as("since")],
				])
				.where(({ exists }) =>
					exists(
						build
							.selectFrom("processing_choice")
							.select("processing_choice.id")
							.where("processing_choice.realm_id", "=", realm)
							.where("processing_choice.id", "=", objection)
							.where("processing_choice.state", "=", "final")
							.where("processing_choice.ended_at", "is", null),
					),
				),
		)
		.onConflict((conflict) => conflict.doNothing());

/** Who tells a member of the end, and why. `reason`: sealed; null where the decision on an objection says it. */
export type Telling = { by: string; role: string; reason: Uint8Array | null; at: string };

const tell = ({ by, role, reason, at }: Telling) => ({
	...{ told_at: at, told_by: by, told_role: role, reason_sealed: reason },
});

/** Right before the mail that says so; gives the row where this told it. */
export const tellOfLifting = (realm: string, member: string, id: string, telling: Telling) =>
	standing(realm, member).set(tell(telling)).where("id", "=", id).where("told_at", "is", null).returning("id");

/** The same of what a refused objection restricts. */
export const tellOfRefusal = (realm: string, member: string, purpose: string, telling: Telling) =>
	standing(realm, member)
		.set(tell(telling))
		.where("purpose", "=", purpose)
		.where("ground", "=", "objection")
		.where("told_at", "is", null);

/** What members were told of by then, of every realm; the longest told first. */
export const toLift = (before: string, most: number) =>
	build
		.selectFrom("restriction")
		.select(["realm_id", "member_id", "id", "item", "purpose"])
		.where("lifted_at", "is", null)
		.where("told_at", "<=", before)
		.orderBy("told_at")
		.limit(most);

/** Lifts one of which the member was told by then. */
export const liftTold = (realm: string, id: string, before: string, at: string) =>
	build
		.updateTable("restriction")
		.set({ lifted_at: at, lifted_by: "controller" })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
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
