import type { Compilable } from "kysely";
import { build } from "#foundation/db/database.ts";

/** SQL of the minute's work, over every realm (DECISIONS 8: the system's scope). */

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
		build.deleteFrom("copy_link").where("realm_id", "in", realms).where("subject_id", "in", waiting),
		build.deleteFrom("export").where("realm_id", "in", realms).where("member_id", "in", waiting),
		build.deleteFrom("outbox").where("realm_id", "in", realms).where("member_id", "in", waiting),
		build.deleteFrom("registration").where("realm_id", "in", realms).where("id", "in", ids),
	];
}

/** What is used up at its own end. `now`: ISO 8601. */
export const endOf = (now: string): Compilable[] => [
	build.deleteFrom("mail_code").where("expires_at", "<=", now),
	build.deleteFrom("sign_in_code").where("expires_at", "<=", now),
	build.deleteFrom("copy_link").where("expires_at", "<=", now),
	build.deleteFrom("session").where("ends_at", "<=", now),
	build.deleteFrom("staff_session").where("ends_at", "<=", now),
	build.deleteFrom("staff_invitation").where("expires_at", "<=", now),
	build.deleteFrom("password_guess").where("expires_at", "<=", now),
];
