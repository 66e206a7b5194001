import { stepOf } from "#features/accounts/credentials/authenticator/totp.ts";
import { comparableEmail } from "#features/accounts/identity.ts";
import { rememberDevice } from "#features/accounts/session/known-device.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "#features/accounts/sign-in/attempt-limits.ts";
import {
	countAsOwn,
	forgetGuesses,
	MAX_GUESSES,
	staffGuessQuery,
	standing,
} from "#features/accounts/sign-in/guesses.ts";
import type { RequestContext } from "#foundation/context.ts";
import { reserveHashSlot, verifyNoPassword, verifyPassword } from "#foundation/crypto/password.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import * as sql from "./queries.ts";
import { newStaffSession, setStaffCookie, staffScope } from "./session.ts";

/** Seconds between the password and the code. */
const LIFETIME_SECONDS = 5 * 60;

export type FirstStep = { outcome: "refused" | "throttled" } | { outcome: "second_step"; token: string };

/**
 * The first of two steps: e-mail and password. An address of nobody costs the same work and gets the same answer as a
 * wrong password (T25); so does one at which others guessed a hundred times in a row, to a browser that is new to it
 * (DECISIONS 67). It is signed in to from a browser of its own, or again by a link that a colleague gives.
 */
export async function takePassword(
	context: RequestContext,
	{ email, password }: { email: string; password: string },
): Promise<FirstStep> {
	const { realm } = context;
	const ring = await context.keys();
	const text = comparableEmail(parseMailAddress(email) ?? email.trim());
	const indexes = await ring.indexes("staff_email", realm.id, text);
	const attempts = await attemptLimitsOf(context, "staff", text);
	const database = context.database();
	const [counts, [guesses], [found], [key]] = await database.write(
		countAttempt(attempts),
		await staffGuessQuery(context, indexes, text),
		sql.staffByEmail(realm.id, indexes),
		sql.staffKeyByEmail(realm.id, indexes),
	);
	const { isKnown, isShut } = await standing(context, guesses, MAX_GUESSES.staff);
	if (isExceeded(attempts, counts, isKnown)) return { outcome: "throttled" };
	reserveHashSlot({ clock: context.clock, realm: realm.id, action: "staff", isKnown });
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
		if (isKnown && guesses) countAsOwn(context, guesses);
		return { outcome: "refused" };
	}
	await database.write(refundAttempt(attempts));
	return {
		outcome: "second_step",
		token: await sealToken(staffScope(context, "staff_second_factor"), { sub: found.id }, LIFETIME_SECONDS),
	};
}

export type SecondStep = "signed_in" | "refused" | "throttled" | "expired";

/**
 * The second: a code of the app, each of use once. A try is counted before it is looked at, five per account in a
 * quarter of an hour; only who has the password comes here, so nobody else can use them up (T26). Two trips.
 */
export async function takeCode(
	context: RequestContext,
	{ token, code }: { token: string; code: string },
): Promise<SecondStep> {
	const { sub } = (await openToken(staffScope(context, "staff_second_factor"), token)) ?? {};
	if (typeof sub !== "string") return "expired";
	const { realm } = context;
	const attempts = await attemptLimitsOf(context, "code", `staff ${sub}`);
	const database = context.database();
	const [counts, [found], [key]] = await database.write(
		countAttempt(attempts),
		sql.activeStaff(realm.id, sub),
		sql.staffKey(realm.id, sub),
	);
	if (isExceeded(attempts, counts)) return "throttled";
	if (!found?.authenticator_secret_sealed || !key) return "expired";
	const core = await (await context.keys()).openUnit(key);
	const location = { table: "staff", column: "authenticator_secret_sealed", row: sub };
	const secret = await open(core, location, found.authenticator_secret_sealed);
	const step = stepOf(secret, code, { now: context.now, last: found.authenticator_step });
	if (step === undefined) return "refused";
	const session = await newStaffSession(context, { staff: sub, core });
	try {
		await database.write(
			sql.takeStaffStep(realm.id, sub, step),
			sql.addStaffSession(session),
			refundAttempt(attempts),
			forgetGuesses(context, sub),
		);
	} catch (error) {
		// The same code came twice at once: the schema let one of them in.
		if (error instanceof ConstraintViolated) return "refused";
		throw error;
	}
	await setStaffCookie(context, session);
	await rememberDevice(context, sub);
	return "signed_in";
}
