import type { Compilable, Expression } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of wrong passwords in a row (`guesses.ts`). */

type Indexes = readonly Uint8Array[];
export type Guesses = { subject: string; failures: number; own_failures: number; told_at: string | null };
/**
 * `nobody`: what is counted under where nobody has the name; such a row ends at `tomorrow`, any other at `later`. `now`:
 * when the password is counted.
 */
export type Term = { nobody: string; now: string; tomorrow: string; later: string };

/** Counts a password for the member who has this e-mail or user name, before it is looked at. */
export function takeGuess(
	realm: RealmId,
	column: "email_index" | "user_name_index",
	indexes: Indexes,
	term: Term,
): Compilable<Guesses> {
	const members = build
		.selectFrom("member")
		.where("realm_id", "=", realm)
		.where(column, "in", [...indexes]);
	return countGuess(realm, members.select("id").limit(1), term);
}

/** The same for staff. */
export function takeStaffGuess(realm: RealmId, indexes: Indexes, term: Term): Compilable<Guesses> {
	const staff = build
		.selectFrom("staff")
		.where("realm_id", "=", realm)
		.where("email_index", "in", [...indexes])
		.where("state", "=", "active");
	return countGuess(realm, staff.select("id").limit(1), term);
}

type Owner = Expression<{ id: string }>;

function countGuess(realm: RealmId, owner: Owner, { nobody, now, tomorrow, later }: Term): Compilable<Guesses> {
	return build
		.insertInto("password_guess")
		.columns(["realm_id", "subject", "failures", "own_failures", "counted_at", "expires_at"])
		.expression(
			build
				.selectNoFrom((eb) => [
					eb.val(realm).as("realm_id"),
					eb.fn.coalesce(owner, eb.val(nobody)).as("subject"),
					...[eb.val(1).as("failures"), eb.val(0).as("own_failures"), eb.val(now).as("counted_at")],
					eb.case().when(eb.exists(owner)).then(later).else(tomorrow).end().as("expires_at"),
				])
				.where((eb) => eb(eb.val(1), "=", 1)),
		)
		.onConflict((conflict) =>
			conflict.columns(["realm_id", "subject"]).doUpdateSet((eb) => ({
				failures: eb("password_guess.failures", "+", 1),
				counted_at: eb.ref("excluded.counted_at"),
				expires_at: eb.ref("excluded.expires_at"),
			})),
		)
		.returning(["subject", "failures", "own_failures", "told_at"]);
}

/** Counts a password for a name alone, whether an account has it or not: only the end of the day ends this row. */
export const takeNameGuess = (realm: RealmId, subject: string, { now, tomorrow }: Omit<Term, "nobody" | "later">) =>
	build
		.insertInto("password_guess")
		.values({ realm_id: realm, subject, failures: 1, own_failures: 0, counted_at: now, expires_at: tomorrow })
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "subject"])
				.doUpdateSet((eb) => ({ failures: eb("password_guess.failures", "+", 1) })),
		)
		.returning("failures");

/** Counts a password behind an open session, before it is looked at. */
export const countOwnGuess = (realm: RealmId, subject: string, { now, later }: Pick<Term, "now" | "later">) =>
	build
		.insertInto("password_guess")
		.values({ realm_id: realm, subject, failures: 0, own_failures: 1, counted_at: now, expires_at: later })
		.onConflict((conflict) =>
			conflict.columns(["realm_id", "subject"]).doUpdateSet((eb) => ({
				own_failures: eb("password_guess.own_failures", "+", 1),
				counted_at: eb.ref("excluded.counted_at"),
				expires_at: eb.ref("excluded.expires_at"),
			})),
		)
		.returning("own_failures");

const ofSubject = (realm: RealmId, subject: string) =>
	build.updateTable("password_guess").where("realm_id", "=", realm).where("subject", "=", subject);

/** A password that was not looked at was no guess. */
export const refundOwnGuess = (realm: RealmId, subject: string) =>
	ofSubject(realm, subject)
		.set((eb) => ({ own_failures: eb("own_failures", "-", 1) }))
		.where("own_failures", ">", 0);

/** A wrong one of the account's own browser counts with those. */
export const moveToOwn = (realm: RealmId, subject: string) =>
	ofSubject(realm, subject)
		.set((eb) => ({ failures: eb("failures", "-", 1), own_failures: eb("own_failures", "+", 1) }))
		.where("failures", ">", 0);

/** The owner is in: what others tried counts from nothing again. When the owner was told stays. */
export const forgetGuesses = (realm: RealmId, subject: string) =>
	ofSubject(realm, subject).set({ failures: 0, own_failures: 0 });

/** What browsers got wrong that signed in to the account before, of which the owner's may be another. */
export const forgetOwnGuesses = (realm: RealmId, subject: string) => ofSubject(realm, subject).set({ own_failures: 0 });

/** Right after the mail that tells. */
export const markTold = (realm: RealmId, subject: string, now: string) =>
	ofSubject(realm, subject)
		.set({ told_at: now })
		.where((eb) => eb(eb.fn<number>("changes", []), ">", 0));

export const lastTold = (realm: RealmId, subject: string) =>
	build.selectFrom("password_guess").select("told_at").where("realm_id", "=", realm).where("subject", "=", subject);
