import type { RequestContext } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { cookieSeconds } from "#foundation/register/terms.ts";
import { OPEN_BROWSER_SECONDS, tokenScope } from "../session/session.ts";

/**
 * Remembers in the browser which registrations were made in it. The link of the mail alone would let anyone who
 * registers a stranger's address have that stranger activate an account with a password of somebody else's choosing.
 */
const COOKIE = "__Host-join";
/** Registrations that one browser is remembered for, the newest first. */
const MAX_REGISTRATIONS = 4;

type Own = { made: string[]; planned: string | undefined };

async function readOwn(context: RequestContext): Promise<Own> {
	const cookie = context.browser.read(COOKIE);
	const claims = cookie === undefined ? undefined : await openToken(tokenScope(context, "join"), cookie);
	const { made, planned } = claims ?? {};
	return {
		made: Array.isArray(made) ? made.filter((id) => typeof id === "string") : [],
		planned: typeof planned === "string" ? planned : undefined,
	};
}

async function writeOwn(context: RequestContext, own: Own): Promise<void> {
	const maxAge = cookieSeconds(context, "joining");
	const token = await sealToken(tokenScope(context, "join"), own, maxAge ?? OPEN_BROWSER_SECONDS);
	context.browser.keep(COOKIE, token, { maxAge });
}

/**
 * Gives the browser that opens the form the id of the registration to come: if it never hears that it was made, its
 * second try still has its own name.
 */
export async function planRegistration(context: RequestContext): Promise<void> {
	const own = await readOwn(context);
	if (own.planned === undefined) await writeOwn(context, { ...own, planned: uuidv7(context.now) });
}

/** The id that a registration of this browser gets, unless it was made already. */
export async function plannedRegistration(context: RequestContext): Promise<string | undefined> {
	return (await readOwn(context)).planned;
}

/** The ids of the registrations that this browser made or may have made, the newest first. */
export async function ownRegistrations(context: RequestContext): Promise<string[]> {
	const { made, planned } = await readOwn(context);
	return planned === undefined ? made : [planned, ...made];
}

/** Whether this browser made that registration. */
export async function isOwnRegistration(context: RequestContext, id: string): Promise<boolean> {
	return (await ownRegistrations(context)).includes(id);
}

export async function rememberRegistration(context: RequestContext, id: string): Promise<void> {
	const own = await ownRegistrations(context);
	await writeOwn(context, {
		made: [id, ...own.filter((one) => one !== id)].slice(0, MAX_REGISTRATIONS),
		planned: undefined,
	});
}
