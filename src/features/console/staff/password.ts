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

const locationOf = ({ id }: Pick<Staff, "id">, column: string) => ({ table: "staff", column, row: id });

export type ProofRows = readonly [Counts, readonly (Row | undefined)[], ...unknown[]];

/**
 * Whether the password and a code of the app are this member of staff's. `step`: of the code, for the caller's batch,
 * which takes it; the same code is taken once. The errors are in words, by field.
 */
export async function proveStaff(
	context: RequestContext,
	staff: Pick<Staff, "id" | "core">,
	[counts, [row]]: ProofRows,
	{ password, code }: { password: string; code: string },
): Promise<{ step: number; refund: ReturnType<typeof refundAttempt> } | { errors: PasswordErrors }> {
	const text = words(context.locale).console.error;
	const attempts = await countsOf(context, "code", subjectOf(staff.id));
	if (isExceeded(attempts, counts)) return { errors: { form: text.tooMany } };
	if (!row?.password_sealed || !row.authenticator_secret_sealed || password.length > 1_000)
		return { errors: { form: text.expired } };
	reserveHashSlot({ clock: context.clock, realm: context.realm.id, action: "staff" });
	const hash = await open(staff.core, locationOf(staff, "password_sealed"), row.password_sealed);
	if (!(await verifyPassword(password, hash))) return { errors: { current_password: text.currentPassword } };
	const location = locationOf(staff, "authenticator_secret_sealed");
	const secret = await open(staff.core, location, row.authenticator_secret_sealed);
	const step = stepOf(secret, code, { now: context.now, last: row.authenticator_step });
	if (step === undefined) return { errors: { authenticator_code: text.code } };
	return { step, refund: refundAttempt(attempts) };
}

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
	const proof = await proveStaff(context, staff, [counts, [row]], { password: current, code });
	if ("errors" in proof) return proof.errors;
	const { step, refund } = proof;
	const judged = await strength(wanted, [staff.email, context.edition.legal.operator.name], locale);
	if (!judged.accepted) return { new_password: judged.warning ?? "" };
	const sealed = await seal(staff.core, locationOf(staff, "password_sealed"), await hashPassword(wanted));
	const session = await newStaffSession(context, { staff: staff.id, core: staff.core });
	try {
		await context
			.database()
			.write(
				changeStaffPassword(realm.id, staff.id, sealed, step),
				addAct(realm.id, newAct(staff.id, { kind: "staff_password_changed" }, context.now)),
				endStaffSessions(realm.id, staff.id),
				addStaffSession(session),
				refund,
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
