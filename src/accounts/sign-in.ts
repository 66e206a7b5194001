import type { AppContext } from "../brand/resolve.ts";
import { verifyNoPassword, verifyPassword } from "../crypto/password.ts";
import { open, type UnitKey } from "../crypto/sealed.ts";
import { comparableEmail, comparableUserName } from "./identity.ts";
import * as sql from "./queries.ts";
import { confirmation } from "./registration.ts";
import { sessionRow, setSessionCookie } from "./session.ts";
import { countTries, isThrottled, throttleReads } from "./throttle.ts";

export type SignInOutcome =
	| { outcome: "signed_in"; member: string }
	| { outcome: "refused" | "throttled" | "unconfirmed" | "suspended" }
	| { outcome: "closed"; member: string; epoch: number; purgeAt: string };

type Found = { id: string; password_sealed: Uint8Array | null; table: "member" | "registration" };

/**
 * Signs in by user name or e-mail and password. An account that does not exist costs the same work and gets the same
 * answer as a wrong password (T25); what state an account is in is said only to who has its password.
 */
export async function signIn(
	c: AppContext,
	{ identifier, password, kept }: { identifier: string; password: string; kept: boolean },
): Promise<SignInOutcome> {
	const { realm, sources } = c.var;
	const ring = await c.var.keys();
	const isEmail = identifier.includes("@");
	const column = isEmail ? "email_index" : "user_name_index";
	const text = isEmail ? comparableEmail(identifier.trim()) : comparableUserName(identifier.trim());
	const indexes = await ring.indexes(isEmail ? "email" : "user_name", realm.id, text);
	const throttle = await throttleReads(c, "sign_in", text);
	const database = c.var.database();
	const [[member], registrations, keys, counts] = await database.read(
		sql.memberByIndex(realm.id, column, indexes),
		sql.registrationByIndex(realm.id, column, indexes),
		sql.coreKeysByIndex(realm.id, column, indexes),
		throttle.query,
	);
	if (isThrottled(throttle, counts)) return { outcome: "throttled" };
	const found: Found | undefined = member
		? { ...member, table: "member" }
		: registrations[0] && { ...registrations[0], table: "registration" };
	const key = keys.find(({ owner_id }) => owner_id === found?.id);
	const core = key && (await ring.openUnit(key));
	const right = found && core ? await hasPassword(found, core, password) : await verifyNoPassword(password);
	if (!right || !found || !core) {
		await database.write(...countTries(throttle));
		return { outcome: "refused" };
	}
	if (member === undefined) return askAgain(c, registrations[0], core);
	if (member.state === "suspended") return { outcome: "suspended" };
	if (member.state === "closed") return closed(member);
	const session = await sessionRow(c, { member: member.id, epoch: member.session_epoch, kept, core });
	await database.write(sql.addSession(session), sql.endExpiredSessions(realm.id, member.id, nowText(sources.now())));
	await setSessionCookie(c, session);
	return { outcome: "signed_in", member: member.id };
}

const closed = ({ id, session_epoch, purge_at }: { id: string; session_epoch: number; purge_at: string | null }) =>
	({ outcome: "closed", member: id, epoch: session_epoch, purgeAt: purge_at ?? "" }) as const;

const nowText = (now: number) => new Date(now).toISOString();

async function hasPassword({ id, password_sealed, table }: Found, core: UnitKey, password: string): Promise<boolean> {
	if (password_sealed === null) return verifyNoPassword(password);
	return verifyPassword(password, await open(core, { table, column: "password_sealed", row: id }, password_sealed));
}

type Registration = { id: string; brand_id: string; email_sealed: Uint8Array; email_index: Uint8Array } | undefined;

/** The password is right, but the address is not confirmed: the mail goes out again. */
async function askAgain(c: AppContext, registration: Registration, core: UnitKey): Promise<SignInOutcome> {
	if (registration) {
		const place = { table: "registration", column: "email_sealed", row: registration.id };
		const address = await open(core, place, registration.email_sealed);
		const brand = c.var.realm.brands.find((id) => id === registration.brand_id);
		if (brand === undefined) return { outcome: "unconfirmed" };
		await c.var.database().write(...(await confirmation(c, { id: registration.id, brand }, address)));
		c.var.sendMail();
	}
	return { outcome: "unconfirmed" };
}
