import type { RequestContext } from "#foundation/context.ts";
import { randomToken, sha256, toBase64Url } from "#foundation/crypto/random.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
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

export type PendingSignIn = { state: string; verifier: string };

/** Begins a sign-in on this brand; gives what goes along to the account host. */
export async function beginPkce(context: RequestContext): Promise<{ state: string; challenge: string }> {
	const pending: PendingSignIn = { state: randomToken(16), verifier: randomToken() };
	const token = await sealToken(tokenScope(context, "login"), pending, LIFETIME_SECONDS);
	context.browser.keep(COOKIE, token, { maxAge: cookieSeconds(context, "sign_in") });
	return { state: pending.state, challenge: await challengeOf(pending.verifier) };
}

/** The transaction that this browser began here, once: the cookie goes whatever comes of it. */
export async function endPkce(context: RequestContext): Promise<PendingSignIn | undefined> {
	const cookie = context.browser.read(COOKIE);
	context.browser.forget(COOKIE);
	const claims = cookie === undefined ? undefined : await openToken(tokenScope(context, "login"), cookie);
	const { state, verifier } = claims ?? {};
	return typeof state === "string" && typeof verifier === "string" ? { state, verifier } : undefined;
}

/** RFC 7636 4.2, S256: the only method there is. */
export async function challengeOf(verifier: string): Promise<string> {
	return toBase64Url(await sha256(verifier));
}
