import { SECRET_BYTES, secretText, stepOf } from "#features/accounts/credentials/authenticator/totp.ts";
import { rememberDevice } from "#features/accounts/session/known-device.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "#features/accounts/sign-in/attempt-limits.ts";
import { forgetGuesses } from "#features/accounts/sign-in/guesses.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { reserveHashSlot, verifyPassword } from "#foundation/crypto/password.ts";
import { randomBytes, randomToken, sha256, uuidv7 } from "#foundation/crypto/random.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { HOUR } from "#foundation/time.ts";
import { words } from "#locales/locales.ts";
import { STAFF_SECOND_STEP } from "../letters.ts";
import { addStaffSession, endStaffSessions } from "../queries.ts";
import { newStaffSession, type Staff, setStaffCookie } from "../session.ts";
import type { SetUp } from "./enrolment.ts";
import { linkMail } from "./link-mail.ts";
import * as sql from "./queries-account.ts";

/** Hours in which the link of a reset works. */
const CODE_HOURS = 24;
const secretLocation = (staff: string) => ({ table: "staff", column: "authenticator_secret_sealed", row: staff });

/**
 * Takes a colleague's second step away: every session of theirs ends, their app is of no use, and a link that is mailed
 * to them sets up another, once, within a day, beside their password. The row is the record of who did it.
 * @throws AppError not_found when nobody active goes by this id
 */
export async function resetSecondStep(
	context: Context,
	by: Staff,
	[[person], [key], [address]]: readonly [
		readonly { id: string }[],
		readonly UnitKeyRow[],
		readonly { email_sealed: Uint8Array }[],
	],
): Promise<void> {
	if (!person || !key || !address) throw new AppError("not_found", "no such member of staff");
	const { realm } = context;
	const now = context.now;
	const at = new Date(now).toISOString();
	const core = await (await context.keys()).openUnit(key);
	// One that nobody has: an account without a second step does not exist.
	const sealed = await seal(core, secretLocation(person.id), secretText(randomBytes(SECRET_BYTES)));
	const code = randomToken();
	const row = {
		...{ realm_id: realm.id, id: uuidv7(now), staff_id: person.id, code_hash: await sha256(code), reset_by: by.id },
		...{ created_at: at, expires_at: new Date(now + CODE_HOURS * HOUR).toISOString() },
	};
	const to = await open(core, { table: "staff", column: "email_sealed", row: person.id }, address.email_sealed);
	const link = { to, owner: person.id, id: row.id, path: "/console/second-step", code, hours: CODE_HOURS };
	const [, [changed]] = await context
		.database()
		.write(
			sql.endOpenResets(realm.id, person.id, at),
			sql.replaceSecret(realm.id, person.id, sealed),
			addActAfterChange(realm.id, newAct(person.id, { kind: "staff_second_step_reset" }, now)),
			endStaffSessions(realm.id, person.id),
			sql.addReset(row),
			...(await linkMail(context, STAFF_SECOND_STEP, link)),
		);
	if (changed === undefined) throw new AppError("not_found", "no longer a member of staff");
	putActsSoon(context);
	context.sendMail();
}

/** The reset whose link has this code, if it is open. */
export async function openReset(context: Context, code: string): Promise<{ id: string } | undefined> {
	const now = context.at;
	const [[found]] = await context.database().read(sql.resetByCode(context.realm.id, await sha256(code), now));
	return found && { id: found.id };
}

export type SecondStepErrors = { form?: string; password?: string; authenticator_code?: string };

/**
 * Sets up the new second step of who has the link and the password, and signs them in. Two trips.
 * @returns undefined when the link no longer works
 */
export async function takeUpSecondStep(
	context: RequestContext,
	{ code, setUp, password, typed }: { code: string; setUp: SetUp; password: string; typed: string },
): Promise<"set_up" | SecondStepErrors | undefined> {
	const { realm, locale } = context;
	const text = words(locale).console.error;
	const now = context.now;
	const at = new Date(now).toISOString();
	const hash = await sha256(code);
	const attempts = await attemptLimitsOf(context, "code", `second step ${code}`);
	const [counts, [found], [key]] = await context
		.database()
		.write(countAttempt(attempts), sql.resetByCode(realm.id, hash, at), sql.keyOfReset(realm.id, hash));
	if (!found?.password_sealed || !key || found.id !== setUp.subject) return undefined;
	if (isExceeded(attempts, counts)) return { form: text.tooMany };
	const { staff_id: staff } = found;
	const core = await (await context.keys()).openUnit(key);
	reserveHashSlot({ clock: context.clock, realm: realm.id, action: "staff" });
	const phc = await open(core, { table: "staff", column: "password_sealed", row: staff }, found.password_sealed);
	if (password.length > 1_000 || !(await verifyPassword(password, phc))) return { password: text.currentPassword };
	const step = stepOf(setUp.secret, typed, { now, last: found.authenticator_step });
	if (step === undefined) return { authenticator_code: text.code };
	const session = await newStaffSession(context, { staff, core });
	try {
		await context
			.database()
			.write(
				sql.endReset(realm.id, found.id, at),
				sql.confirmSecret(realm.id, staff, await seal(core, secretLocation(staff), setUp.secret), step),
				endStaffSessions(realm.id, staff),
				addStaffSession(session),
				refundAttempt(attempts),
				forgetGuesses(context, staff),
			);
	} catch (error) {
		// The same link twice at once: the schema let one of them in.
		if (error instanceof ConstraintViolated) return undefined;
		throw error;
	}
	await setStaffCookie(context, session);
	await rememberDevice(context, staff);
	return "set_up";
}
