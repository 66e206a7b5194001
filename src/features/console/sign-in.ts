import { stepOf } from "#features/accounts/credentials/authenticator/totp.ts";
import { comparableEmail } from "#features/accounts/identity.ts";
import { rememberDevice } from "#features/accounts/session/known-device.ts";
import { forgetGuesses, MOST_GUESSES, standing, termOf } from "#features/accounts/sign-in/guesses.ts";
import { moveToOwn, takeStaffGuess } from "#features/accounts/sign-in/queries-guesses.ts";
import { giveBackTry, isOver, takeTry, throttleOf } from "#features/accounts/sign-in/throttle.ts";
import { admitHash, verifyNoPassword, verifyPassword } from "#foundation/crypto/password.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import * as sql from "./queries.ts";
import { newStaffSession, setStaffCookie, staffScope } from "./session.ts";

/** Seconds between the password and the code. */
const LIFETIME = 5 * 60;

export type FirstStep = { outcome: "refused" | "throttled" } | { outcome: "second_step"; token: string };

/**
 * The first of two steps: e-mail and password. An address of nobody costs the same work and gets the same answer as a
 * wrong password (T25); so does one at which others guessed a hundred times in a row, to a browser that is new to it
 * (DECISIONS 67). It is signed in to from a browser of its own, or anew by a link that a colleague gives.
 */
export async function takePassword(
	c: AppContext,
	{ email, password }: { email: string; password: string },
): Promise<FirstStep> {
	const { realm } = c.var;
	const ring = await c.var.keys();
	const text = comparableEmail(email.trim());
	const indexes = await ring.indexes("staff_email", realm.id, text);
	const throttle = await throttleOf(c, "staff", text);
	const database = c.var.database();
	const [counts, [guesses], [found], [key]] = await database.write(
		takeTry(throttle),
		takeStaffGuess(realm.id, indexes, await termOf(c.var, `staff ${text}`)),
		sql.staffByEmail(realm.id, indexes),
		sql.staffKeyByEmail(realm.id, indexes),
	);
	const { isKnown, isShut } = await standing(c, guesses, MOST_GUESSES.staff);
	if (isOver(throttle, counts, isKnown)) return { outcome: "throttled" };
	admitHash({ now: c.var.now, realm: realm.id, action: "staff", isKnown });
	const core = found && key && (await ring.openUnit(key));
	const sealed = found?.password_sealed;
	const right =
		found && core && sealed && !isShut
			? await verifyPassword(
					password,
					await open(core, { table: "staff", column: "password_sealed", row: found.id }, sealed),
				)
			: await verifyNoPassword(password);
	if (!right || !found) {
		if (isKnown && guesses) c.var.defer(() => c.var.database().write(moveToOwn(realm.id, guesses.subject)));
		return { outcome: "refused" };
	}
	await database.write(giveBackTry(throttle));
	return {
		outcome: "second_step",
		token: await sealToken(staffScope(c.var, "staff_second_factor"), { sub: found.id }, LIFETIME),
	};
}

export type SecondStep = "signed_in" | "refused" | "throttled" | "expired";

/**
 * The second: a code of the app, each of use once. A try is counted before it is looked at, five per account in a
 * quarter of an hour; only who has the password comes here, so nobody else can use them up (T26). Two trips.
 */
export async function takeCode(c: AppContext, { token, code }: { token: string; code: string }): Promise<SecondStep> {
	const { sub } = (await openToken(staffScope(c.var, "staff_second_factor"), token)) ?? {};
	if (typeof sub !== "string") return "expired";
	const { realm } = c.var;
	const throttle = await throttleOf(c, "code", `staff ${sub}`);
	const database = c.var.database();
	const [counts, [found], [key]] = await database.write(
		takeTry(throttle),
		sql.activeStaff(realm.id, sub),
		sql.staffKey(realm.id, sub),
	);
	if (isOver(throttle, counts)) return "throttled";
	if (!found?.authenticator_secret_sealed || !key) return "expired";
	const core = await (await c.var.keys()).openUnit(key);
	const place = { table: "staff", column: "authenticator_secret_sealed", row: sub };
	const secret = await open(core, place, found.authenticator_secret_sealed);
	const step = stepOf(secret, code, { now: c.var.now, last: found.authenticator_step });
	if (step === undefined) return "refused";
	const session = await newStaffSession(c, { staff: sub, core });
	try {
		await database.write(
			sql.takeStaffStep(realm.id, sub, step),
			sql.addStaffSession(session),
			giveBackTry(throttle),
			forgetGuesses(c.var, sub),
		);
	} catch (error) {
		// The same code came twice at once: the schema let one of them in.
		if (error instanceof ConstraintViolated) return "refused";
		throw error;
	}
	await setStaffCookie(c, session);
	await rememberDevice(c, sub);
	return "signed_in";
}
