import { getCookie, setCookie } from "hono/cookie";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { tokenScope } from "../session/session.ts";
import { UNCONFIRMED_DAYS } from "./registration.ts";

/**
 * Remembers in the browser which registrations were made in it. The link of the mail alone would let whoever
 * registers a stranger's address have that stranger activate an account with a password of somebody else's choosing.
 */
const COOKIE = "__Host-join";
/** Seconds. */
const LIFETIME = UNCONFIRMED_DAYS * 24 * 60 * 60;
/** Registrations that one browser is remembered for, the newest first. */
const MOST = 4;

type Own = { made: string[]; planned: string | undefined };

async function readOwn(c: AppContext): Promise<Own> {
	const cookie = getCookie(c, COOKIE);
	const claims = cookie === undefined ? undefined : await openToken(tokenScope(c.var, "join"), cookie);
	const { made, planned } = claims ?? {};
	return {
		made: Array.isArray(made) ? made.filter((id) => typeof id === "string") : [],
		planned: typeof planned === "string" ? planned : undefined,
	};
}

async function writeOwn(c: AppContext, own: Own): Promise<void> {
	const token = await sealToken(tokenScope(c.var, "join"), own, LIFETIME);
	setCookie(c, COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "Lax", maxAge: LIFETIME });
}

/**
 * Gives the browser that opens the form the id of the registration to come: if it never hears that it was made, its
 * second try still has its own name.
 */
export async function planRegistration(c: AppContext): Promise<void> {
	const own = await readOwn(c);
	if (own.planned === undefined) await writeOwn(c, { ...own, planned: uuidv7(c.var.now) });
}

/** The id that a registration of this browser gets, unless it was made already. */
export async function plannedRegistration(c: AppContext): Promise<string | undefined> {
	return (await readOwn(c)).planned;
}

/** The ids of the registrations that this browser made or may have made, the newest first. */
export async function ownRegistrations(c: AppContext): Promise<string[]> {
	const { made, planned } = await readOwn(c);
	return planned === undefined ? made : [planned, ...made];
}

/** Whether this browser made that registration. */
export async function isOwnRegistration(c: AppContext, id: string): Promise<boolean> {
	return (await ownRegistrations(c)).includes(id);
}

export async function rememberRegistration(c: AppContext, id: string): Promise<void> {
	const own = await ownRegistrations(c);
	await writeOwn(c, { made: [id, ...own.filter((one) => one !== id)].slice(0, MOST), planned: undefined });
}
