import { getCookie, setCookie } from "hono/cookie";
import type { AppContext } from "../brand/resolve.ts";
import { openToken, sealToken } from "../crypto/tokens.ts";
import { UNCONFIRMED_DAYS } from "./registration.ts";
import { tokenScope } from "./session.ts";

/**
 * Remembers in the browser which registrations were made in it. The link of the mail alone would let whoever
 * registers a stranger's address have that stranger activate an account with a password of somebody else's choosing.
 */
const COOKIE = "__Host-join";
/** Seconds. */
const LIFETIME = UNCONFIRMED_DAYS * 24 * 60 * 60;
/** Registrations that one browser is remembered for, the newest first. */
const MOST = 4;

/** The ids of the registrations that this browser made, the newest first. */
export async function ownRegistrations(c: AppContext): Promise<string[]> {
	const cookie = getCookie(c, COOKIE);
	const claims = cookie === undefined ? undefined : await openToken(tokenScope(c, "join"), cookie);
	const { made } = claims ?? {};
	return Array.isArray(made) ? made.filter((id) => typeof id === "string") : [];
}

/** Whether this browser made that registration. */
export async function isOwnRegistration(c: AppContext, id: string): Promise<boolean> {
	return (await ownRegistrations(c)).includes(id);
}

export async function rememberRegistration(c: AppContext, id: string): Promise<void> {
	const made = [id, ...(await ownRegistrations(c))].slice(0, MOST);
	const token = await sealToken(tokenScope(c, "join"), { made }, LIFETIME);
	setCookie(c, COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "Lax", maxAge: LIFETIME });
}
