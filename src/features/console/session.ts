import type { Compilable, Insertable } from "kysely";
import { CLEARED } from "#features/accounts/session/session.ts";
import { accountOrigin } from "#foundation/brand/origin.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { open, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { readToken, signToken, type TokenPurpose, type TokenScope } from "#foundation/crypto/tokens.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { Use } from "#foundation/db/use.ts";
import { deviceOf } from "#foundation/device.ts";
import { type StaffRole, staffRole } from "#foundation/ledgers/staff-role.ts";
import { cookieSeconds } from "#foundation/register/terms.ts";
import { HOUR, MINUTE } from "#foundation/time.ts";
import { liveStaffSession, staffKey, touchSession } from "./queries.ts";

/**
 * Being signed in to the console. Cookie, table, audience and key of the token are other ones than a member's, so
 * that neither session is ever taken for the other (T7).
 */
const COOKIE = "__Host-staff";
/** Milliseconds that a session lives, and that it may lie unused. */
const LIFETIME_MS = 8 * HOUR;
const IDLE_LIMIT_MS = 30 * MINUTE;
/** So often at most a request writes that the session is in use. */
const TOUCH_INTERVAL_MS = 5 * MINUTE;

export type Staff = {
	id: string;
	session: string;
	role: StaffRole;
	email: string;
	core: UnitKey;
	createdAt: string;
	/** When this session began, with password and code. ISO 8601 */
	signedInAt: string;
	/** Nobody agreed to this account yet: it may do nothing (DECISIONS 69). */
	waits: boolean;
	/** Single keys press buttons (WCAG 2.1.4: they can be switched off). */
	keys: boolean;
};

export type StaffToken = { session: string; staff: string };

export function staffScope(context: Context, purpose: TokenPurpose): TokenScope {
	const { realm, settings } = context;
	return {
		root: settings.tokenRoot,
		purpose,
		issuer: accountOrigin(realm, settings),
		audience: `staff ${realm.id}`,
		now: context.now,
	};
}

async function staffToken(context: RequestContext): Promise<StaffToken | undefined> {
	const cookie = context.browser.read(COOKIE);
	const { sid, sub } = (cookie && (await readToken(staffScope(context, "staff"), cookie))) || {};
	return typeof sid === "string" && typeof sub === "string" ? { session: sid, staff: sub } : undefined;
}

/** What counts as alive at this moment. */
export function sessionCutoffs(context: Context): { now: string; idleSince: string; markedBefore: string } {
	const now = context.now;
	const text = (time: number) => new Date(time).toISOString();
	return { now: text(now), idleSince: text(now - IDLE_LIMIT_MS), markedBefore: text(now - TOUCH_INTERVAL_MS) };
}

/** Who is signed in to the console, and the rows of these queries, in one trip. Undefined: nobody. */
export async function readStaff<Queries extends readonly Compilable<unknown>[]>(
	context: RequestContext,
	queries: (token: StaffToken) => Queries | Promise<Queries>,
	use: Use,
): Promise<{ staff: Staff; rows: RowsOf<Queries> } | undefined> {
	const token = await staffToken(context);
	if (token === undefined) return undefined;
	const { realm } = context;
	const cutoffs = sessionCutoffs(context);
	const own: readonly Compilable<unknown>[] = await queries(token);
	const [, [session], [key], ...rows] = await context
		.database()
		.for(use)
		.write(
			touchSession(realm.id, token.session, cutoffs),
			liveStaffSession(realm.id, token.session, cutoffs),
			staffKey(realm.id, token.staff),
			...own,
		);
	const role = staffRole(session?.role);
	if (!session || !key || !role || session.staff_id !== token.staff) {
		clearStaffCookie(context);
		return undefined;
	}
	const core = await (await context.keys()).openUnit(key);
	const location = { table: "staff", column: "email_sealed", row: token.staff };
	const email = await open(core, location, session.email_sealed);
	const waits = session.agreement === "waiting";
	const { id, created_at: createdAt, signed_in_at: signedInAt } = session;
	const keys = session.keys_off === 0;
	const staff = { id: token.staff, session: id, role, email, core, createdAt, signedInAt, waits, keys };
	return { staff, rows: rows as RowsOf<Queries> };
}

/** A session under an id of its own (T10), for the caller's batch; `setStaffCookie` once that is written. */
export async function newStaffSession(
	context: RequestContext,
	{ staff, core }: { staff: string; core: UnitKey },
): Promise<Insertable<Tables["staff_session"]>> {
	const now = context.now;
	const id = uuidv7(now);
	const at = new Date(now).toISOString();
	const { browser, system } = deviceOf(context.browser.userAgent);
	const device = [browser, system].filter(Boolean).join(", ");
	return {
		realm_id: context.realm.id,
		id,
		staff_id: staff,
		created_at: at,
		seen_at: at,
		ends_at: new Date(now + LIFETIME_MS).toISOString(),
		device_sealed: await seal(core, { table: "staff_session", column: "device_sealed", row: id }, device),
	};
}

export async function setStaffCookie(
	context: RequestContext,
	{ id, staff_id }: Pick<Tables["staff_session"], "id" | "staff_id">,
): Promise<void> {
	const token = await signToken(staffScope(context, "staff"), { sid: id, sub: staff_id }, LIFETIME_MS / 1000);
	context.browser.keep(COOKIE, token, { maxAge: cookieSeconds(context, "staff_session") });
}

export function clearStaffCookie(context: RequestContext): void {
	context.browser.forget(COOKIE);
	context.browser.clearSiteData(CLEARED);
}

/** The session that the cookie names, whatever its row says: for signing out. */
export const namedSession = staffToken;
