import { getCookie, setCookie } from "hono/cookie";
import type { Context } from "#foundation/context.ts";
import { sha256, toBase64Url } from "#foundation/crypto/random.ts";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { tokenScope } from "./session.ts";

/** Remembers in the browser whose it is, so that signing in from another one is noticed. It gives no right. */
const COOKIE = "__Host-device";
/** Seconds; browsers keep nothing longer (RFC 6265bis 5.5). */
const LIFETIME = 400 * 24 * 60 * 60;
/** Members that one browser is remembered for, the newest first. */
const MOST = 8;

const marksOf = async (c: AppContext): Promise<string[]> => {
	const cookie = getCookie(c, COOKIE);
	const claims = cookie === undefined ? undefined : await readToken(tokenScope(c.var, "device"), cookie);
	const { known } = claims ?? {};
	return Array.isArray(known) ? known.filter((mark) => typeof mark === "string") : [];
};

/** What stands for a member in the cookie: 16 bytes of a hash. */
async function markOf(context: Context, member: string): Promise<string> {
	return toBase64Url((await sha256(JSON.stringify(["device", context.realm.id, member]))).slice(0, 16));
}

/** Whether this member signed in here before. */
export async function isKnownDevice(c: AppContext, member: string): Promise<boolean> {
	return (await marksOf(c)).includes(await markOf(c.var, member));
}

/** Whether anybody's account was signed in to here. */
export async function isDeviceOfMember(c: AppContext): Promise<boolean> {
	return (await marksOf(c)).length > 0;
}

export async function rememberDevice(c: AppContext, member: string): Promise<void> {
	const mark = await markOf(c.var, member);
	const known = [mark, ...(await marksOf(c)).filter((one) => one !== mark)].slice(0, MOST);
	const token = await signToken(tokenScope(c.var, "device"), { known }, LIFETIME);
	setCookie(c, COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "Lax", maxAge: LIFETIME });
}
