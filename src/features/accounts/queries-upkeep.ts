import type { Compilable } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { Cutoff } from "#foundation/register/terms.ts";

/** SQL of the minute's work, over every realm (DECISIONS 8: the system's scope). */

export const expiredRegistrations = (now: string, most: number) =>
	build
		.selectFrom("registration")
		.select(["realm_id", "id", "brand_id"])
		.where("expires_at", "<=", now)
		.orderBy("expires_at")
		.limit(most);

type Unconfirmed = { realm_id: string; id: string; brand_id: string };

/**
 * Names realm and brand beside the ids: every index begins with one of them. Who was confirmed in the meantime is a
 * member by the same id and keeps everything: each statement looks whether the registration is still there.
 * @param within the brands that the caller may name; without it, all
 */
export function removeUnconfirmed(registrations: readonly Unconfirmed[], within?: readonly string[]): Compilable[] {
	if (registrations.length === 0) return [];
	const ids = registrations.map(({ id }) => id);
	const realms = [...new Set(registrations.map(({ realm_id }) => realm_id))];
	const named = [...new Set(registrations.map(({ brand_id }) => brand_id))];
	const brands = within === undefined ? named : named.filter((brand) => within.includes(brand));
	const waiting = build.selectFrom("registration").select("id").where("realm_id", "in", realms).where("id", "in", ids);
	return [
		build.deleteFrom("unit_key").where("realm_id", "in", realms).where("owner_id", "in", waiting),
		build.deleteFrom("mail_code").where("realm_id", "in", realms).where("member_id", "in", waiting),
		build.deleteFrom("acceptance").where("brand_id", "in", brands).where("member_id", "in", waiting),
		build.deleteFrom("consent_event").where("brand_id", "in", brands).where("member_id", "in", waiting),
		build.deleteFrom("outbox").where("realm_id", "in", realms).where("member_id", "in", waiting),
		build.deleteFrom("registration").where("realm_id", "in", realms).where("id", "in", ids),
	];
}

/**
 * What has ended: `abuse` is the moment from which counts are kept on, `accesses` are those of the record of staff,
 * `nameHolds` those of names.
 */
export type Ended = { now: string; abuse: string; accesses: readonly Cutoff[]; nameHolds: readonly Cutoff[] };

/** What is used up at its own end, and what its term has ended. */
export const endOf = ({ now, abuse, accesses, nameHolds }: Ended): Compilable[] => [
	build.deleteFrom("mail_code").where("expires_at", "<=", now),
	build.deleteFrom("sign_in_code").where("expires_at", "<=", now),
	build.deleteFrom("session").where("ends_at", "<=", now),
	build.deleteFrom("staff_session").where("ends_at", "<=", now),
	build.deleteFrom("staff_invitation").where("expires_at", "<=", now),
	...accesses.flatMap((cutoff) => [
		build
			.deleteFrom("staff_second_step_reset")
			.where("created_at", "<=", cutoff.before)
			.where("realm_id", cutoff.which, cutoff.realms),
		build
			.deleteFrom("staff_search")
			.where("searched_at", "<=", cutoff.before)
			.where("realm_id", cutoff.which, cutoff.realms),
	]),
	build.deleteFrom("abuse_count").where("window_start", "<=", abuse),
	build.deleteFrom("password_guess").where("expires_at", "<=", now),
	...nameHolds.map((cutoff) =>
		build
			.deleteFrom("user_name_hold")
			.where("held_at", "<=", cutoff.before)
			.where("realm_id", cutoff.which, cutoff.realms),
	),
];
