import type { Compilable } from "kysely";
import type { RequestContext, SessionScope } from "#foundation/context.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { unitKeys } from "../queries.ts";
import { extendSession, liveSession } from "./queries-session.ts";
import {
	clearSessionCookie,
	isDueForRenewal,
	type SessionToken,
	sessionEnd,
	sessionToken,
	setSessionCookie,
} from "./session.ts";

/** Who is signed in on this host, as this request's own trip to the database says. */
export type SignedIn = {
	id: string;
	session: string;
	core: UnitKey;
	epoch: number;
	kept: boolean;
	scope: SessionScope;
	userName: string;
	createdAt: string;
	/** When this session began. */
	signedInAt: string;
	/** The sealed values of the account itself. */
	sealed: { email: Uint8Array; gender: Uint8Array };
};

/**
 * Reads who is signed in and what the page needs of them, keys included, in one trip. Undefined without a live
 * session: the token alone opens nothing, its row decides (DECISIONS 11).
 */
export async function readSignedIn<Queries extends readonly Compilable<unknown>[]>(
	context: RequestContext,
	queries: (token: SessionToken) => Queries,
	/** "write" for queries that count or change something. */
	how: "read" | "write" = "read",
): Promise<{ member: SignedIn; rows: RowsOf<Queries> } | undefined> {
	const token = await sessionToken(context);
	if (token === undefined) return undefined;
	const { realm } = context;
	const now = context.now;
	const own = queries(token);
	const [sessions, keys, ...rows] = await context
		.database()
		[how](
			liveSession(realm.id, token, new Date(now).toISOString()),
			unitKeys(realm.id, token.member, ["core"]),
			...(own as readonly Compilable<unknown>[]),
		);
	const [session] = sessions;
	const [key] = keys;
	const brandId = context.site === "account" ? "" : context.edition.brand.id;
	if (!session || !key || session.member_id !== token.member || session.brand_id !== brandId) {
		clearSessionCookie(context);
		return undefined;
	}
	if (isDueForRenewal(token, now)) await renew(context, session, now);
	const core = await (await context.keys()).openUnit(key);
	const named = { table: "member", column: "user_name_sealed", row: token.member };
	const member: SignedIn = {
		id: token.member,
		session: token.id,
		core,
		epoch: session.session_epoch,
		kept: session.kept_signed_in === 1,
		scope: token.scope,
		userName: await open(core, named, session.user_name_sealed),
		createdAt: session.created_at,
		signedInAt: session.signed_in_at,
		sealed: { email: session.email_sealed, gender: session.gender_sealed },
	};
	return { member, rows: rows as RowsOf<Queries> };
}

type Renewed = { id: string; member_id: string; kept_signed_in: number; signed_in_at: string };

async function renew(context: RequestContext, session: Renewed, now: number): Promise<void> {
	const ends = sessionEnd(context, session.kept_signed_in === 1, Date.parse(session.signed_in_at));
	await context.database().write(extendSession(context.realm.id, session.id, new Date(now).toISOString(), ends));
	await setSessionCookie(context, session);
}

/** A value of the account, opened for a page of its owner. */
export function openOwn(member: SignedIn, column: "email" | "gender"): Promise<string> {
	return open(member.core, { table: "member", column: `${column}_sealed`, row: member.id }, member.sealed[column]);
}
