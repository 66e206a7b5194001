import type { RequestContext } from "#foundation/context.ts";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import { heldSession, tokenScope } from "../session/session.ts";

/** Seconds in which a browser follows the redirects after a sign-in. */
const LIFETIME_SECONDS = 120;

/**
 * Says in an address that this account host has just begun a session, and from which brand the member came. It is of
 * use only beside the cookie of that very session, so a link with somebody else's ticket signs nobody in.
 */
export function signInTicket(context: RequestContext, session: string): Promise<string> {
	const claims = { sid: session, brand: context.originBrand?.id ?? "" };
	return signToken(tokenScope(context, "sign_in_ticket"), claims, LIFETIME_SECONDS);
}

/**
 * `valid`: this browser holds the session that was just begun, for this brand. `no_cookie`: the session was begun, but
 * the browser came back without any. `none`: everything else.
 */
export async function ticketState(context: RequestContext, ticket: string): Promise<"valid" | "no_cookie" | "none"> {
	const claims = await readToken(tokenScope(context, "sign_in_ticket"), ticket);
	if (claims === undefined || claims.brand !== (context.originBrand?.id ?? "")) return "none";
	const session = await heldSession(context);
	if (session === undefined) return "no_cookie";
	return session.id === claims.sid ? "valid" : "none";
}
