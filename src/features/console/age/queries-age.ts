import type { Compilable } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { AGE_STEPS, type AgeAct, type AgeProof, type AgeState, dueFrom } from "./age-check.ts";

/** SQL of checks of age. */

const COLUMNS = [
	...(["id", "member_id", "brand_id", "photo_id", "state", "told", "raised_by", "raised_at", "second_by"] as const),
	...(["due_at", "shown_kind", "shown_outcome", "shown_by", "shown_at", "ended_at"] as const),
] as const;

/** Oldest first. */
export const openChecks = (realm: RealmId, most: number) =>
	build
		.selectFrom("age_check")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where("ended_at", "is", null)
		.orderBy("id")
		.limit(most);

/** The open check right after or before one. */
export const besideCheck = (realm: RealmId, id: string, side: "after" | "before") =>
	build
		.selectFrom("age_check")
		.select("id")
		.where("realm_id", "=", realm)
		.where("ended_at", "is", null)
		.where("id", side === "after" ? ">" : "<", id)
		.orderBy("id", side === "after" ? "asc" : "desc")
		.limit(1);

export const ageCheck = (realm: RealmId, id: string) =>
	build.selectFrom("age_check").select(COLUMNS).where("realm_id", "=", realm).where("id", "=", id);

/** Members of staff who may take a step, besides these. */
export const otherReviewers = (realm: RealmId, roles: readonly string[], but: readonly string[]) =>
	build
		.selectFrom("staff")
		.select((eb) => eb.fn.countAll<number>().as("others"))
		.where("realm_id", "=", realm)
		.where("state", "=", "active")
		.where("agreement", "<>", "waiting")
		.where("role", "in", [...roles])
		.where("id", "not in", [...but, ""]);

/** Whether the member's objection to checks of age was upheld: then a row, and the database takes no check. */
export const checksStopped = (realm: RealmId, member: string) =>
	build
		.selectFrom("restriction")
		.select("id")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("purpose", "=", "age_check")
		.where("lifted_at", "is", null);

export type Raised = { id: string; member: string; brand: string; photo: string; by: string; role: string; at: string };

/** @throws ConstraintViolated, with its batch, where a check of the member is open, or an objection to checks stands */
export const addCheck = (realm: RealmId, { id, member, brand, photo, by, role, at }: Raised): Compilable =>
	build.insertInto("age_check").values({
		...{ realm_id: realm, id, member_id: member, brand_id: brand, photo_id: photo, state: "raised", told: "" },
		...{ raised_by: by, raised_role: role, raised_at: at },
	});

export type Step = { id: string; act: AgeAct; to: AgeState; by: string; role: string; now: number };

/** Takes a step, unless somebody else did: gives its row where it changed one. */
export function takeStep(realm: RealmId, { id, act, to, by, role, now }: Step, proof?: AgeProof) {
	const at = new Date(now).toISOString();
	const { from, settles } = AGE_STEPS[act];
	const columns = {
		agree: { second_by: by, second_role: role, due_at: dueFrom(now) },
		dismiss: { second_by: by, second_role: role },
		show: { shown_by: by, shown_role: role, shown_at: at, shown_kind: proof?.kind, shown_outcome: proof?.outcome },
		confirm: { confirmed_by: by, confirmed_role: role },
		// The member has the whole term again: what was shown did not convince.
		refuse: {
			shown_by: null,
			shown_role: null,
			shown_at: null,
			shown_kind: null,
			shown_outcome: null,
			due_at: dueFrom(now),
		},
	}[act];
	const ended = to === "dismissed" || to === "adult" ? { ended_at: at } : {};
	const step = build
		.updateTable("age_check")
		.set({ ...columns, ...ended, state: to })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("state", "=", from)
		.where("ended_at", "is", null)
		.returning("id");
	if (settles === undefined) return step;
	return step.where(settles === "raisedBy" ? "raised_by" : "shown_by", "<>", by);
}

/** Ends the measure that hides the member during a check, if the check has ended. */
export const endHiding = (realm: RealmId, id: string, at: string): Compilable =>
	build
		.updateTable("measure")
		.set({ ends_at: at })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("ends_at", "is", null)
		.where("id", "in", (eb) =>
			eb
				.selectFrom("age_check")
				.select("age_check.id")
				.where("age_check.realm_id", "=", realm)
				.where("age_check.state", "in", ["dismissed", "adult", "removed"]),
		);
