import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Compilable, Insertable } from "kysely";
import { deviceOf } from "#features/accounts/session/device.ts";
import { CLEARED } from "#features/accounts/session/session.ts";
import { accountOrigin } from "#foundation/brand/origin.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { open, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { readToken, signToken, type TokenPurpose, type TokenScope } from "#foundation/crypto/tokens.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { liveStaffSession, staffKey, touchSession } from "./queries.ts";
import { type StaffRole, staffRole } from "./roles.ts";

/**
 * Being signed in to the console. Cookie, table, audience and key of the token are other ones than a member's, so
 * that neither session is ever taken for the other (T7).
 */
const COOKIE = "__Host-staff";
const ATTRIBUTES = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;
const MINUTE = 60 * 1000;
/** Milliseconds that a session lives, and that it may lie unused. */
const LIFETIME = 8 * 60 * MINUTE;
const IDLE = 30 * MINUTE;
/** So often at most a request writes that the session is in use. */
const MARK = 5 * MINUTE;

export type Staff = {
	id: string;
	session: string;
	role: StaffRole;
	email: string;
	core: UnitKey;
	createdAt: string;
	/** Nobody agreed to this account yet: it may do nothing (DECISIONS 69). */
	waits: boolean;
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

async function staffToken(c: AppContext): Promise<StaffToken | undefined> {
	const cookie = getCookie(c, COOKIE);
	const { sid, sub } = (cookie && (await readToken(staffScope(c.var, "staff"), cookie))) || {};
	return typeof sid === "string" && typeof sub === "string" ? { session: sid, staff: sub } : undefined;
}

/** What counts as alive at this moment. */
export function livingSince(context: Context): { now: string; idleSince: string; markedBefore: string } {
	const now = context.now;
	const text = (time: number) => new Date(time).toISOString();
	return { now: text(now), idleSince: text(now - IDLE), markedBefore: text(now - MARK) };
}

type RowsOf<Queries extends readonly Compilable<unknown>[]> = {
	[Index in keyof Queries]: Queries[Index] extends Compilable<infer Row> ? Row[] : never;
};

/** Who is signed in to the console, and the rows of these queries, in one trip. Undefined: nobody. */
export async function readStaff<Queries extends readonly Compilable<unknown>[]>(
	c: AppContext,
	queries: (token: StaffToken) => Queries | Promise<Queries>,
): Promise<{ staff: Staff; rows: RowsOf<Queries> } | undefined> {
	const token = await staffToken(c);
	if (token === undefined) return undefined;
	const { realm } = c.var;
	const living = livingSince(c.var);
	const own: readonly Compilable<unknown>[] = await queries(token);
	const [, [session], [key], ...rows] = await c.var
		.database()
		.write(
			touchSession(realm.id, token.session, living),
			liveStaffSession(realm.id, token.session, living),
			staffKey(realm.id, token.staff),
			...own,
		);
	const role = staffRole(session?.role);
	if (!session || !key || !role || session.staff_id !== token.staff) {
		clearStaffCookie(c);
		return undefined;
	}
	const core = await (await c.var.keys()).openUnit(key);
	const place = { table: "staff", column: "email_sealed", row: token.staff };
	const email = await open(core, place, session.email_sealed);
	const waits = session.agreement === "waiting";
	const staff = { id: token.staff, session: session.id, role, email, core, createdAt: session.created_at, waits };
	return { staff, rows: rows as RowsOf<Queries> };
}

/** A session under an id of its own (T10), for the caller's batch; `setStaffCookie` once that is written. */
export async function newStaffSession(
	c: AppContext,
	{ staff, core }: { staff: string; core: UnitKey },
): Promise<Insertable<Tables["staff_session"]>> {
	const now = c.var.now;
	const id = uuidv7(now);
	const at = new Date(now).toISOString();
	const { browser, system } = deviceOf(c.req.header("User-Agent"));
	const device = [browser, system].filter(Boolean).join(", ");
	return {
		realm_id: c.var.realm.id,
		id,
		staff_id: staff,
		created_at: at,
		seen_at: at,
		ends_at: new Date(now + LIFETIME).toISOString(),
		device_sealed: await seal(core, { table: "staff_session", column: "device_sealed", row: id }, device),
	};
}

export async function setStaffCookie(
	c: AppContext,
	{ id, staff_id }: Pick<Tables["staff_session"], "id" | "staff_id">,
): Promise<void> {
	const token = await signToken(staffScope(c.var, "staff"), { sid: id, sub: staff_id }, LIFETIME / 1000);
	setCookie(c, COOKIE, token, ATTRIBUTES);
}

export function clearStaffCookie(c: AppContext): void {
	deleteCookie(c, COOKIE, ATTRIBUTES);
	c.header("Clear-Site-Data", CLEARED);
}

/** The session that the cookie names, whatever its row says: for signing out. */
export const namedSession = staffToken;
