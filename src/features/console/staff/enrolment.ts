import { SECRET_BYTES, secretText, stepOf } from "#features/accounts/credentials/authenticator/totp.ts";
import { comparableEmail } from "#features/accounts/identity.ts";
import { rememberDevice } from "#features/accounts/session/known-device.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { equalBytes } from "#foundation/crypto/bytes.ts";
import { hashPassword, reserveHashSlot } from "#foundation/crypto/password.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { randomBytes, sha256 } from "#foundation/crypto/random.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { type StaffRole, staffRole } from "#foundation/ledgers/staff-role.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { words } from "#locales/locales.ts";
import * as sql from "../queries.ts";
import { newStaffSession, setStaffCookie, staffScope } from "../session.ts";
import { invitedHash } from "./invitation.ts";
import type { EnrolRequest } from "./schema.ts";

/** Seconds in which a new secret must be taken up by its first code. */
const SET_UP_LIFETIME_SECONDS = 15 * 60;

export type Invitation = { id: string; role: StaffRole; email_hash: Uint8Array; invited_by: string };

/** The invitation whose link has this code, if it is open. */
export async function openInvitation(context: Context, code: string): Promise<Invitation | undefined> {
	const { realm } = context;
	const now = context.at;
	const [[found]] = await context.database().read(sql.invitationByCode(realm.id, await sha256(code), now));
	const role = staffRole(found?.role);
	return found && role && { ...found, role };
}

/** `subject`: the invitation or reset that it is for. */
export type SetUp = { subject: string; secret: string; token: string };

/** A secret that nothing knows of until its first code comes back: it travels sealed in the form. */
export async function newSetUp(context: Context, { id }: { id: string }): Promise<SetUp> {
	const secret = secretText(randomBytes(SECRET_BYTES));
	const token = await sealToken(staffScope(context, "staff_enrolment"), { sub: id, secret }, SET_UP_LIFETIME_SECONDS);
	return { subject: id, secret, token };
}

export async function readSetUp(context: Context, { id }: { id: string }, token: string): Promise<SetUp | undefined> {
	const { sub, secret } = (await openToken(staffScope(context, "staff_enrolment"), token)) ?? {};
	return sub === id && typeof secret === "string" ? { subject: id, secret, token } : undefined;
}

/** An invitation that is open, by its code, and the second step that is set up with it. */
export type Enrolment = { code: string; invitation: Invitation; setUp: SetUp };
export type EnrolErrors = { email?: string; authenticator_code?: string };

/** What does not fit the invitation: the address or the code of the app. In words, by field. */
export async function enrolErrors(
	{ locale, now }: Context,
	{ code, invitation, setUp }: Enrolment,
	typed: Pick<EnrolRequest, "email" | "authenticator_code">,
): Promise<EnrolErrors> {
	const text = words(locale).console.error;
	const hash = await invitedHash(code, parseMailAddress(typed.email) ?? typed.email);
	const step = stepOf(setUp.secret, typed.authenticator_code, { now, last: 0 });
	return {
		...(equalBytes(hash, invitation.email_hash) ? {} : { email: text.invitedEmail }),
		...(step === undefined ? { authenticator_code: text.code } : {}),
	};
}

/** Makes the account of who took the invitation, signed in. The errors are in words, by field. */
export async function enrol(
	context: RequestContext,
	enrolment: Enrolment,
	request: EnrolRequest,
): Promise<"enrolled" | EnrolErrors> {
	const { invitation, setUp } = enrolment;
	const errors = await enrolErrors(context, enrolment, request);
	const step = stepOf(setUp.secret, request.authenticator_code, { now: context.now, last: 0 });
	if (step === undefined || Object.keys(errors).length > 0) return errors;
	const { email, new_password: password } = request;
	try {
		await writeStaff(context, invitation, { email, password, secret: setUp.secret, step });
		return "enrolled";
	} catch (error) {
		// The same link twice at once, or the address is a member of staff's already.
		if (error instanceof ConstraintViolated) return { email: words(context.locale).console.error.staffKnown };
		throw error;
	}
}

type NewStaff = { email: string; password: string; secret: string; step: number };

async function writeStaff(
	context: RequestContext,
	{ id, role, invited_by }: Invitation,
	{ email, password, secret, step }: NewStaff,
): Promise<void> {
	const { realm } = context;
	const ring = await context.keys();
	reserveHashSlot({ clock: context.clock, realm: realm.id, action: "staff" });
	const { unit: core, row: key } = await ring.newUnit({ realm: realm.id, owner: id, unit: "core" });
	const sealed = (column: string, text: string) => seal(core, { table: "staff", column, row: id }, text);
	const session = await newStaffSession(context, { staff: id, core });
	const staff = {
		realm_id: realm.id,
		id,
		role,
		email_sealed: await sealed("email_sealed", email),
		email_index: await ring.index("staff_email", realm.id, comparableEmail(email)),
		password_sealed: await sealed("password_sealed", await hashPassword(password)),
		authenticator_secret_sealed: await sealed("authenticator_secret_sealed", secret),
		authenticator_step: step,
		state: "active",
		// Access to the operator's machine gives more than this already; any other invitation needs a second person.
		agreement: invited_by === "" ? "tool" : "waiting",
		created_at: context.at,
		invited_by,
		keys_off: 0,
		key_version: ring.version,
	};
	// The account has the invitation's id: of two that take one link, the second breaks the key, and with it its batch.
	await context
		.database()
		.write(sql.addStaff(staff), addUnitKey(key), sql.removeInvitation(realm.id, id), sql.addStaffSession(session));
	await setStaffCookie(context, session);
	await rememberDevice(context, id);
}
