import type { RequestContext } from "../../context.ts";
import { randomFraction } from "../../crypto/random.ts";
import { cookieSeconds } from "../../register/terms.ts";
import type { Agreed, LedgerMemory } from "./grant.ts";

/** What a browser keeps for the recipient of statistics, where its visitor and the edition let it. */
export const CLIENT_COOKIE = "__Host-ga";

/** Whose it is, by the id that the register names as its setter. */
const CLIENT_OF = "google-analytics";

/** Seconds of thirteen months, which no edition can make longer. */
const MAX_SECONDS = 395 * 24 * 60 * 60;

/** Two positive numbers, joined by a period (Measurement Protocol reference, `client_id`). */
const CLIENT_ID = /^[1-9]\d{0,9}\.[1-9]\d{0,9}$/;

/** A number that says nothing but itself: no time stands in it. */
export const randomClientId = (): string => `${randomNumber()}.${randomNumber()}`;

const randomNumber = () => 1 + Math.floor(randomFraction() * (2 ** 31 - 1));

/** The number that this browser has from us; undefined for anything that we never wrote. */
export function clientIdOf({ browser }: Pick<RequestContext, "browser">): string | undefined {
	const value = browser.read(CLIENT_COOKIE);
	return value !== undefined && CLIENT_ID.test(value) ? value : undefined;
}

/**
 * Gives this browser a number, or takes it away, as its answers say now. A member's answer gives one only once the ledger
 * stood by it. The number ends thirteen months after it was given, however often it is used.
 * @returns the number that it has now, and whether the answer writes a cookie
 */
export function keepClientId(
	context: RequestContext,
	agreed: readonly Agreed[],
	{ memory, mayGive }: { memory: Pick<LedgerMemory, "get">; mayGive: boolean },
): { clientId: string | undefined; isWritten: boolean } {
	const { browser } = context;
	const said = agreed.find(
		({ recipient }) => recipient.id === CLIENT_OF && recipient.fields.includes("non_necessary_cookies"),
	)?.answer;
	const known = said === undefined || said.event === "" ? undefined : memory.get(said.event);
	const current = clientIdOf(context);
	if (said === undefined || known === false) {
		const isThere = browser.read(CLIENT_COOKIE) !== undefined;
		if (isThere) browser.forget(CLIENT_COOKIE);
		return { clientId: undefined, isWritten: isThere };
	}
	const isSure = said.event === "" || known === true;
	if (current !== undefined || !isSure || !mayGive) return { clientId: current, isWritten: false };
	const clientId = randomClientId();
	const maxAge = Math.min(cookieSeconds(context, "ga") ?? MAX_SECONDS, MAX_SECONDS);
	browser.keep(CLIENT_COOKIE, clientId, { maxAge });
	return { clientId, isWritten: true };
}
