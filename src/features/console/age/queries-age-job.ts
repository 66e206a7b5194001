import type { Compilable } from "kysely";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of what the job does of checks of age, in every realm. */

/** Checks that the job takes in one run. */
const MAX_CHECKS = 50;

/** What stands in `told` where a failed check waits for its account without photos. */
const PHOTOS_GONE = "photos_gone";

/** Fails what was asked for and not shown in time. @param at ISO 8601 */
export const failOverdue = (at: string): Compilable =>
	build
		.updateTable("age_check")
		.set({ state: "failed" })
		.where("state", "=", "asked")
		.where("due_at", "<=", at)
		.where("ended_at", "is", null);

/**
 * Checks of whose state the member is not told, and failed checks that are not carried out; with where a mail goes. A
 * failed check of an account that is closed or suspended waits, without its photos, until that account is active again.
 */
export const untoldChecks = () =>
	build
		.selectFrom("age_check as c")
		.innerJoin("member as m", (join) => join.onRef("m.realm_id", "=", "c.realm_id").onRef("m.id", "=", "c.member_id"))
		.select([
			"c.realm_id",
			"c.id",
			"c.member_id",
			"c.brand_id",
			"c.state",
			"c.due_at",
			"c.second_by",
			"c.shown_outcome",
		])
		.select(["m.email_sealed", "m.language", "m.state as account_state"])
		.whereRef("c.told", "<>", "c.state")
		.where((eb) =>
			eb.or([eb("c.state", "<>", "failed"), eb("m.state", "=", "active"), eb("c.told", "<>", PHOTOS_GONE)]),
		)
		.orderBy("c.id")
		.limit(MAX_CHECKS);

export const coreKeysOf = (members: readonly string[]) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("owner_id", "in", [...members])
		.where("unit", "=", "core");

/** Notes that the member is told of a state, if it still is that. */
export const markTold = (realm: RealmId, id: string, state: string): Compilable =>
	build
		.updateTable("age_check")
		.set({ told: state })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("state", "=", state)
		.whereRef("told", "<>", "state");

/** The photos of a member on every site, and what opens them; the files follow. */
export const removePhotos = (realm: RealmId, brands: readonly BrandId[], member: string): Compilable[] => [
	build
		.deleteFrom("photo")
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member),
	build
		.deleteFrom("unit_key")
		.where("realm_id", "=", realm)
		.where("owner_id", "=", member)
		.where("unit", "like", "%:photo:%"),
];

export const markPhotosGone = (realm: RealmId, id: string): Compilable =>
	build.updateTable("age_check").set({ told: PHOTOS_GONE }).where("realm_id", "=", realm).where("id", "=", id);

/** Ends a failed check, if the suspension that carries it out was added: else an account closed meanwhile has none. */
export const markRemoved = (realm: RealmId, id: string, { measure, at }: { measure: string; at: string }): Compilable =>
	build
		.updateTable("age_check")
		.set({ state: "removed", told: "removed", ended_at: at })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("state", "=", "failed")
		.where(({ exists }) =>
			exists(
				build
					.selectFrom("measure")
					.select("measure.id")
					.where("measure.realm_id", "=", realm)
					.where("measure.id", "=", measure),
			),
		);
