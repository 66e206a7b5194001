import { SECRET_BYTES, secretText, stepOf } from "#features/accounts/credentials/authenticator/totp.ts";
import { comparableEmail, parseEmail } from "#features/accounts/identity.ts";
import { rememberDevice } from "#features/accounts/session/known-device.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { equalBytes } from "#foundation/crypto/bytes.ts";
import { hashPassword, reserveHashSlot, strength } from "#foundation/crypto/password.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { randomBytes, sha256 } from "#foundation/crypto/random.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { type StaffRole, staffRole } from "#foundation/ledgers/staff-role.ts";
import { type Words, words } from "#locales/locales.ts";
import * as sql from "../queries.ts";
import { newStaffSession, setStaffCookie, staffScope } from "../session.ts";
import { invitedHash } from "./invitation.ts";

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

export type EnrolFields = { email?: string; new_password?: string; authenticator_code?: string };
export type EnrolErrors = { email?: string | undefined; new_password?: string; authenticator_code?: string };

/** Makes the account of who took the invitation, signed in. The errors are in words, by field. */
export async function enrol(
	context: RequestContext,
	{ code, invitation, setUp, fields }: { code: string; invitation: Invitation; setUp: SetUp; fields: EnrolFields },
): Promise<"enrolled" | EnrolErrors> {
	const text = words(context.locale).console.error;
	const now = context.now;
	const email = parseEmail(fields.email ?? "");
	const password = fields.new_password ?? "";
	const step = stepOf(setUp.secret, fields.authenticator_code ?? "", { now, last: 0 });
	const errors: EnrolErrors = {
		...(await emailError(code, invitation, fields.email ?? "", email, text)),
		...(await passwordErrorOf(context, password, email)),
		...(step === undefined ? { authenticator_code: text.code } : {}),
	};
	if (email === undefined || step === undefined || Object.keys(errors).length > 0) return errors;
	try {
		await writeStaff(context, invitation, { email, password, secret: setUp.secret, step });
		return "enrolled";
	} catch (error) {
		// The same link twice at once, or the address is a member of staff's already.
		if (error instanceof ConstraintViolated) return { email: text.staffKnown };
		throw error;
	}
}

type ErrorWords = Words["console"]["error"];

async function emailError(
	code: string,
	invitation: Invitation,
	typed: string,
	email: string | undefined,
	words: ErrorWords,
): Promise<EnrolErrors> {
	if (!typed.trim()) return { email: words.required };
	if (email === undefined) return { email: words.email };
	const isInvited = equalBytes(await invitedHash(code, email), invitation.email_hash);
	return isInvited ? {} : { email: words.invitedEmail };
}

async function passwordErrorOf(context: Context, password: string, email: string | undefined): Promise<EnrolErrors> {
	const { locale, edition } = context;
	if (password === "") return { new_password: words(locale).console.error.required };
	const judged = await strength(password, [email ?? "", edition.legal.operator.name], locale);
	return judged.accepted ? {} : { new_password: judged.warning ?? "" };
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
		key_version: ring.version,
	};
	// The account has the invitation's id: of two that take one link, the second breaks the key, and with it its batch.
	await context
		.database()
		.write(sql.addStaff(staff), addUnitKey(key), sql.removeInvitation(realm.id, id), sql.addStaffSession(session));
	await setStaffCookie(context, session);
	await rememberDevice(context, id);
}
