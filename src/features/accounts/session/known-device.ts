import type { Context, RequestContext } from "#foundation/context.ts";
import { sha256, toBase64Url } from "#foundation/crypto/random.ts";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import { cookieSeconds } from "#foundation/register/terms.ts";
import { OPEN_BROWSER_SECONDS, tokenScope } from "./session.ts";

/** Remembers in the browser whose it is, so that signing in from another one is noticed. It gives no right. */
const COOKIE = "__Host-device";
/** Members that one browser is remembered for, the newest first. */
const MAX_MARKS = 8;

const marksOf = async (context: RequestContext): Promise<string[]> => {
	const cookie = context.browser.read(COOKIE);
	const claims = cookie === undefined ? undefined : await readToken(tokenScope(context, "device"), cookie);
	const { known } = claims ?? {};
	return Array.isArray(known) ? known.filter((mark) => typeof mark === "string") : [];
};

/** What stands for a member in the cookie: 16 bytes of a hash. */
async function markOf(context: Context, member: string): Promise<string> {
	return toBase64Url((await sha256(JSON.stringify(["device", context.realm.id, member]))).slice(0, 16));
}

/** Whether this member signed in here before. */
export async function isKnownDevice(context: RequestContext, member: string): Promise<boolean> {
	return (await marksOf(context)).includes(await markOf(context, member));
}

/** Whether anybody's account was signed in to here. */
export async function isDeviceOfMember(context: RequestContext): Promise<boolean> {
	return (await marksOf(context)).length > 0;
}

export async function rememberDevice(context: RequestContext, member: string): Promise<void> {
	const mark = await markOf(context, member);
	const known = [mark, ...(await marksOf(context)).filter((one) => one !== mark)].slice(0, MAX_MARKS);
	const maxAge = cookieSeconds(context, "device");
	const token = await signToken(tokenScope(context, "device"), { known }, maxAge ?? OPEN_BROWSER_SECONDS);
	context.browser.keep(COOKIE, token, { maxAge });
}
