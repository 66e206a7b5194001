import { stepOf } from "#features/accounts/credentials/authenticator/totp.ts";
import {
	attemptLimitsOf,
	countAttempt,
	countsOf,
	isExceeded,
	refundAttempt,
} from "#features/accounts/sign-in/attempt-limits.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { RequestContext } from "#foundation/context.ts";
import { hashPassword, reserveHashSlot, strength, verifyPassword } from "#foundation/crypto/password.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { words } from "#locales/locales.ts";
import { activeStaff, addStaffSession, endStaffSessions } from "../queries.ts";
import { newStaffSession, type Staff, type StaffToken, setStaffCookie } from "../session.ts";
import { changeStaffPassword } from "./queries-account.ts";
import type { PasswordRequest } from "./schema.ts";

export type PasswordErrors = Partial<Record<keyof PasswordRequest | "form", string | undefined>>;

const subjectOf = (staff: string) => `staff password ${staff}`;

/** The try is counted before it is looked at: an open browser is no place to guess from (T26). */
export async function passwordQueries(context: RequestContext, { staff }: StaffToken) {
	return [
		countAttempt(await attemptLimitsOf(context, "code", subjectOf(staff))),
		activeStaff(context.realm.id, staff),
	] as const;
}

type Counts = readonly { kind: string; count: number }[];
type Row = {
	password_sealed: Uint8Array | null;
	authenticator_secret_sealed: Uint8Array | null;
	authenticator_step: number;
};

/**
 * Changes one's own password: takes the old one and a code, ends every other session, and gives this browser a new one
 * (T10, T11). The errors are in words, by field.
 */
export async function changeOwnPassword(
	context: RequestContext,
	staff: Staff,
	[counts, [row]]: readonly [Counts, readonly Row[], ...unknown[]],
	{ current_password: current, new_password: wanted, authenticator_code: code }: PasswordRequest,
): Promise<"changed" | PasswordErrors> {
	const { realm, locale } = context;
	const text = words(locale).console.error;
	const attempts = await countsOf(context, "code", subjectOf(staff.id));
	if (isExceeded(attempts, counts)) return { form: text.tooMany };
	if (!row?.password_sealed || !row.authenticator_secret_sealed || current.length > 1_000)
		return { form: text.expired };
	const locationOf = (column: string) => ({ table: "staff", column, row: staff.id });
	reserveHashSlot({ clock: context.clock, realm: realm.id, action: "staff" });
	const hash = await open(staff.core, locationOf("password_sealed"), row.password_sealed);
	if (!(await verifyPassword(current, hash))) return { current_password: text.currentPassword };
	const secret = await open(staff.core, locationOf("authenticator_secret_sealed"), row.authenticator_secret_sealed);
	const step = stepOf(secret, code, { now: context.now, last: row.authenticator_step });
	if (step === undefined) return { authenticator_code: text.code };
	const judged = await strength(wanted, [staff.email, context.edition.legal.operator.name], locale);
	if (!judged.accepted) return { new_password: judged.warning ?? "" };
	const sealed = await seal(staff.core, locationOf("password_sealed"), await hashPassword(wanted));
	const session = await newStaffSession(context, { staff: staff.id, core: staff.core });
	try {
		await context
			.database()
			.write(
				changeStaffPassword(realm.id, staff.id, sealed, step),
				addAct(realm.id, newAct(staff.id, { kind: "staff_password_changed" }, context.now)),
				endStaffSessions(realm.id, staff.id),
				addStaffSession(session),
				refundAttempt(attempts),
			);
	} catch (error) {
		// The same code came twice at once.
		if (error instanceof ConstraintViolated) return { authenticator_code: text.code };
		throw error;
	}
	putActsSoon(context);
	await setStaffCookie(context, session);
	return "changed";
}
