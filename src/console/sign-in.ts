import { comparableEmail } from "../accounts/identity.ts";
import { giveBackTry, isOver, takeTry, throttleOf } from "../accounts/throttle.ts";
import { stepOf } from "../accounts/totp.ts";
import type { AppContext } from "../brand/resolve.ts";
import { admitHash, verifyNoPassword, verifyPassword } from "../crypto/password.ts";
import { open } from "../crypto/sealed.ts";
import { openToken, sealToken } from "../crypto/tokens.ts";
import { ConstraintViolated } from "../db/database.ts";
import * as sql from "./queries.ts";
import { newStaffSession, setStaffCookie, staffScope } from "./session.ts";

/** Seconds between the password and the code. */
const LIFETIME = 5 * 60;

export type FirstStep = { outcome: "refused" | "throttled" } | { outcome: "second_step"; token: string };

/**
 * The first of two steps: e-mail and password. An address of nobody costs the same work and gets the same answer as a
 * wrong password (T25).
 */
export async function takePassword(
	c: AppContext,
	{ email, password }: { email: string; password: string },
): Promise<FirstStep> {
	const { realm, sources } = c.var;
	const ring = await c.var.keys();
	const text = comparableEmail(email.trim());
	const indexes = await ring.indexes("staff_email", realm.id, text);
	const throttle = await throttleOf(c, "staff", text);
	const database = c.var.database();
	const [counts, [found], [key]] = await database.write(
		takeTry(throttle),
		sql.staffByEmail(realm.id, indexes),
		sql.staffKeyByEmail(realm.id, indexes),
	);
	if (isOver(throttle, counts)) return { outcome: "throttled" };
	admitHash({ now: sources.now(), realm: realm.id, action: "staff" });
	const core = found && key && (await ring.openUnit(key));
	const sealed = found?.password_sealed;
	const right =
		found && core && sealed
			? await verifyPassword(
					password,
					await open(core, { table: "staff", column: "password_sealed", row: found.id }, sealed),
				)
			: await verifyNoPassword(password);
	if (!right || !found) return { outcome: "refused" };
	await database.write(giveBackTry(throttle));
	return {
		outcome: "second_step",
		token: await sealToken(staffScope(c, "staff_second_factor"), { sub: found.id }, LIFETIME),
	};
}

export type SecondStep = "signed_in" | "refused" | "throttled" | "expired";

/**
 * The second: a code of the app, each of use once. A try is counted before it is looked at, five per account in a
 * quarter of an hour; only who has the password comes here, so nobody else can use them up (T26). Two trips.
 */
export async function takeCode(c: AppContext, { token, code }: { token: string; code: string }): Promise<SecondStep> {
	const { sub } = (await openToken(staffScope(c, "staff_second_factor"), token)) ?? {};
	if (typeof sub !== "string") return "expired";
	const { realm, sources } = c.var;
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
	const step = stepOf(secret, code, { now: sources.now(), last: found.authenticator_step });
	if (step === undefined) return "refused";
	const session = await newStaffSession(c, { staff: sub, core });
	try {
		await database.write(sql.takeStaffStep(realm.id, sub, step), sql.addStaffSession(session), giveBackTry(throttle));
	} catch (error) {
		// The same code came twice at once: the schema let one of them in.
		if (error instanceof ConstraintViolated) return "refused";
		throw error;
	}
	await setStaffCookie(c, session);
	return "signed_in";
}
