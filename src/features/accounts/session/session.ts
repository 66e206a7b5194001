import type { Insertable } from "kysely";
import { mailLink } from "#foundation/account-host/links.ts";
import { accountOrigin } from "#foundation/brand/origin.ts";
import type { Context, RequestContext, SessionScope } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { readToken, signToken, type TokenPurpose, type TokenScope } from "#foundation/crypto/tokens.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { deviceOf } from "#foundation/device.ts";
import type { BrandId } from "#foundation/ids.ts";
import { cookieSeconds, soonestEnd, termsInForce } from "#foundation/register/terms.ts";
import { DAY, HOUR } from "#foundation/time.ts";

/**
 * Being signed in (DECISIONS 11): a signed token names a row; the token says who, the row says whether it still
 * counts. A brand's token is of no use on another brand or on the account host, for its audience is part of it.
 */
export type SessionToken = {
	id: string;
	member: string;
	kept: boolean;
	/** Epoch milliseconds. */
	issuedAt: number;
	scope: SessionScope;
};

const COOKIES = { brand: "__Host-session", account: "__Host-account" } as const;
/** Pages that the browser still holds go with the cookie; "cookies" would take along those of sibling hosts. */
export const CLEARED = '"cache", "storage"';
const COOKIE_IDS = { brand: "session", account: "account_session" } as const;
/** Milliseconds that a session lives without being used, unless the member asked to stay. */
const IDLE_LIMIT_MS = 12 * HOUR;
/** Milliseconds from proving the account to the end of a session for privacy rights, used or not. The schema holds it. */
const RIGHTS_LIMIT_MS = HOUR;

/** One purpose for each scope: no token of the one is ever read as the other's. */
const TOKEN_PURPOSES = { full: "session", rights: "rights_session" } as const satisfies Record<
	SessionScope,
	TokenPurpose
>;

/** Seconds that a token counts whose cookie stays until the browser closes, which may be never. */
export const OPEN_BROWSER_SECONDS = DAY / 1000;

/** What tokens of this host and purpose must say of themselves. */
export function tokenScope(context: Context, purpose: TokenPurpose): TokenScope {
	const { site, realm, edition, settings } = context;
	return {
		root: settings.tokenRoot,
		purpose,
		issuer: accountOrigin(realm, settings),
		audience: site === "account" ? `account ${realm.id}` : `brand ${edition.brand.id}`,
		now: context.now,
	};
}

/**
 * Who the cookie of this host names; undefined without a token that is ours and still counts. A session for privacy
 * rights is one only to the routes that admit it.
 */
export async function sessionToken(context: RequestContext): Promise<SessionToken | undefined> {
	const token = await heldSession(context);
	return token?.scope === "full" || context.admitsRights ? token : undefined;
}

/** The same whatever the route admits: to end that session, and to know it again. It says nothing of who may do what. */
export async function heldSession(context: RequestContext): Promise<SessionToken | undefined> {
	const cookie = context.browser.read(COOKIES[context.site]);
	if (cookie === undefined) return undefined;
	return (await tokenOf(context, cookie, "full")) ?? (await tokenOf(context, cookie, "rights"));
}

async function tokenOf(context: Context, cookie: string, scope: SessionScope): Promise<SessionToken | undefined> {
	const claims = await readToken(tokenScope(context, TOKEN_PURPOSES[scope]), cookie);
	const { sid, sub, iat, kept } = claims ?? {};
	if (typeof sid !== "string" || typeof sub !== "string" || typeof iat !== "number") return undefined;
	return { id: sid, member: sub, issuedAt: iat * 1000, kept: kept === true, scope };
}

/** `rightsSince`: when the account was proved for a session for privacy rights, epoch milliseconds; absent: a full one. */
export type NewSession = { member: string; epoch: number; kept: boolean; core: UnitKey; rightsSince?: number };

/**
 * Where the owner goes if somebody else signed in: to security, or to a new password where the sign-in was for privacy
 * rights alone, as the account does not open then.
 */
export const securityLink = (context: Context, scope: string, brand: BrandId) =>
	scope === "rights"
		? ({ security: mailLink(context, "/reset", brand), rightsOnly: true } as const)
		: { security: mailLink(context, "/security", brand) };

/** A session under an id of its own (T10), for the caller's batch; `setSessionCookie` once that is written. */
export async function sessionRow(context: RequestContext, from: NewSession): Promise<Insertable<Tables["session"]>> {
	const now = context.now;
	const id = uuidv7(now);
	const at = new Date(now).toISOString();
	const device = deviceOf(context.browser.userAgent);
	const sealed = (column: string, text: string) => seal(from.core, { table: "session", column, row: id }, text);
	return {
		realm_id: context.realm.id,
		id,
		brand_id: context.site === "account" ? "" : (context.edition.brand.id satisfies BrandId),
		member_id: from.member,
		seen_at: at,
		...spanOf(context, from),
		epoch: from.epoch,
		device_type_sealed: await sealed("device_type_sealed", device.type),
		operating_system_sealed: await sealed("operating_system_sealed", device.system),
		browser_sealed: await sealed("browser_sealed", device.browser),
	};
}

function spanOf(context: Context, { kept, rightsSince: since }: NewSession) {
	if (since === undefined)
		return {
			...{ scope: "full", created_at: context.at, ends_at: sessionEnd(context, kept) },
			kept_signed_in: kept ? 1 : 0,
		} as const;
	const end = Math.min(since + RIGHTS_LIMIT_MS, Date.parse(sessionEnd(context, false, since)));
	const times = { created_at: new Date(since).toISOString(), ends_at: new Date(end).toISOString() };
	return { ...times, scope: "rights", kept_signed_in: 0 } as const;
}

/**
 * Used or not, no session outlives the term of the statement in force: then members sign in again (OWASP ASVS 5.0
 * 7.3.2). `begun`: when it was signed in, epoch milliseconds.
 */
export function sessionEnd(context: Context, kept: boolean, begun = context.now): string {
	const end = soonestEnd(termsInForce(context), "session", new Date(begun)).getTime();
	return new Date(kept ? end : Math.min(context.now + IDLE_LIMIT_MS, end)).toISOString();
}

/** Whether a session that is in use is due for a new token and a later end; never one for privacy rights. */
export function isDueForRenewal({ issuedAt, kept, scope }: SessionToken, now: number): boolean {
	return scope === "full" && now - issuedAt > (kept ? DAY : HOUR);
}

/** Gives the browser a token for this session, and a new one at each renewal. */
export async function setSessionCookie(
	context: RequestContext,
	{ id, member_id, kept_signed_in }: Pick<Tables["session"], "id" | "member_id" | "kept_signed_in">,
): Promise<void> {
	const kept = kept_signed_in === 1;
	const maxAge = kept ? cookieSeconds(context, COOKIE_IDS[context.site]) : undefined;
	const claims = { sid: id, sub: member_id, kept };
	const token = await signToken(tokenScope(context, "session"), claims, maxAge ?? IDLE_LIMIT_MS / 1000);
	context.browser.keep(COOKIES[context.site], token, { maxAge });
}

/** The same for a session for privacy rights: it ends when its row does, and with the browser. */
export async function setRightsCookie(
	context: RequestContext,
	{ id, member_id, ends_at }: Pick<Tables["session"], "id" | "member_id" | "ends_at">,
): Promise<void> {
	const seconds = Math.floor((Date.parse(ends_at) - context.now) / 1000);
	const token = await signToken(tokenScope(context, "rights_session"), { sid: id, sub: member_id }, seconds);
	context.browser.keep(COOKIES[context.site], token, {});
}

/** Whether an answer with these headers gives the browser a session on its host. */
export const givesSession = (headers: Headers): boolean =>
	headers
		.getSetCookie()
		.some((cookie) =>
			Object.values(COOKIES).some((name) => cookie.startsWith(`${name}=`) && cookie[name.length + 1] !== ";"),
		);

export function clearSessionCookie(context: RequestContext): void {
	context.browser.forget(COOKIES[context.site]);
	context.browser.clearSiteData(CLEARED);
}
