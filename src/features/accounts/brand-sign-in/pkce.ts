import type { RequestContext } from "#foundation/context.ts";
import { randomToken, sha256, toBase64Url } from "#foundation/crypto/random.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import type { ToldOfJoining } from "#foundation/recipients/outbound/joined.ts";
import { cookieSeconds } from "#foundation/register/terms.ts";
import { tokenScope } from "../session/session.ts";

/**
 * The way from a brand to the account host and back (RFC 6749 4.1 with PKCE, RFC 7636; RFC 9700): the brand keeps
 * state and verifier sealed in a cookie, the account host sees state and challenge, and what comes back counts only
 * in the browser that began. Where to go back to is derived from settings and is no parameter.
 */
const COOKIE = "__Host-login";
/** Seconds that a sign-in may take. */
const LIFETIME_SECONDS = 10 * 60;

/** Seconds in which who pressed join may come back as a member: a link of a mail lies between. */
const JOINING_SECONDS = 24 * 60 * 60;

/** What recipients were told as this browser pressed join. `press`: a random name of it. */
export type Joining = { press: string; told: readonly ToldOfJoining[] };

export type PendingSignIn = { state: string; verifier: string; joining: Joining | undefined };

/**
 * Begins a sign-in on this brand; gives what goes along to the account host. What was told of joining stays with the
 * browser until it comes back, over the sign-in that follows the link of a mail.
 */
export async function beginPkce(
	context: RequestContext,
	told: readonly ToldOfJoining[] = [],
): Promise<{ state: string; challenge: string }> {
	const { browser } = context;
	const pending = { state: randomToken(16), verifier: randomToken() };
	const joining = told.length === 0 ? partsOf(browser).joining : await sealJoining(context, told);
	const token = await sealToken(tokenScope(context, "login"), pending, LIFETIME_SECONDS);
	const value = joining === undefined ? token : `${token}~${joining}`;
	browser.keep(COOKIE, value, { maxAge: cookieSeconds(context, "sign_in") });
	return { state: pending.state, challenge: await challengeOf(pending.verifier) };
}

const partsOf = (browser: RequestContext["browser"]) => {
	const [login, joining] = (browser.read(COOKIE) ?? "").split("~");
	return { login, joining };
};

const sealJoining = (context: RequestContext, told: readonly ToldOfJoining[]): Promise<string> =>
	sealToken(
		tokenScope(context, "told_of_joining"),
		{ press: randomToken(16), told: JSON.stringify(told) },
		JOINING_SECONDS,
	);

async function openJoining(context: RequestContext, token: string | undefined): Promise<Joining | undefined> {
	const claims = token === undefined ? undefined : await openToken(tokenScope(context, "told_of_joining"), token);
	const { press, told } = claims ?? {};
	// Sealed by this program: what opens is what it wrote.
	return typeof press === "string" && typeof told === "string" ? { press, told: JSON.parse(told) } : undefined;
}

/** The transaction that this browser began here, once: the cookie goes whatever comes of it. */
export async function endPkce(context: RequestContext): Promise<PendingSignIn | undefined> {
	const { login, joining } = partsOf(context.browser);
	context.browser.forget(COOKIE);
	const claims = login === undefined ? undefined : await openToken(tokenScope(context, "login"), login);
	const { state, verifier } = claims ?? {};
	if (typeof state !== "string" || typeof verifier !== "string") return undefined;
	return { state, verifier, joining: await openJoining(context, joining) };
}

/** RFC 7636 4.2, S256: the only method there is. */
export async function challengeOf(verifier: string): Promise<string> {
	return toBase64Url(await sha256(verifier));
}
