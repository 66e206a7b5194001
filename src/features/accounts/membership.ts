import type { Compilable } from "kysely";
import type { Edition } from "#foundation/brand/edition.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { randomToken } from "#foundation/crypto/random.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { insertMembership } from "./queries.ts";
import * as sql from "./session/queries-session.ts";
import type { SessionToken } from "./session/session.ts";
import { readSignedIn, type SignedIn } from "./session/signed-in.ts";

/** A member's place on one brand. `pairwise_id`: what others of the brand know them by. */
export type Membership = Pick<
	Tables["membership"],
	"brand_id" | "joined_at" | "state" | "statement_notified" | "pairwise_id"
>;

type Queries = readonly Compilable<unknown>[];

type ReadMember<Own extends Queries> = { member: SignedIn; rows: RowsOf<Own> };

/** As `readSignedIn`, with the member's place on this brand: undefined where they are no member of it. */
export async function readMemberOf<const Own extends Queries>(
	context: RequestContext,
	brand: BrandId,
	queries: (token: SessionToken) => Own,
): Promise<(ReadMember<Own> & { membership: Membership | undefined }) | undefined> {
	const read = await readSignedIn(
		context,
		(token): Queries => [sql.membershipOf(brand, token.member), ...queries(token)],
	);
	if (read === undefined) return undefined;
	const [[membership] = [], ...rows] = read.rows as [Membership[], ...unknown[][]];
	return { member: read.member, membership, rows: rows as unknown as RowsOf<Own> };
}

/** The same with all of the member's brands, in the order of joining: for pages of the account host alone. */
export async function readMemberships<const Own extends Queries>(
	context: RequestContext,
	queries: (token: SessionToken) => Own,
): Promise<(ReadMember<Own> & { memberships: Membership[] }) | undefined> {
	const read = await readSignedIn(
		context,
		(token): Queries => [membershipsIn(context, token.member), ...queries(token)],
	);
	if (read === undefined) return undefined;
	const [memberships, ...rows] = read.rows as [Membership[], ...unknown[][]];
	return { member: read.member, memberships, rows: rows as unknown as RowsOf<Own> };
}

/** All brands of the realm that somebody is a member of, for the caller's own trip. */
export const membershipsIn = (context: Context, member: string) => sql.membershipsOf(context.realm.brands, member);

/** The row that makes someone a member of a brand, visible from now on; an old one is kept. */
export function addMembership(context: Context, { brand, statement }: Edition, member: string) {
	const at = context.at;
	return insertMembership({
		brand_id: brand.id,
		member_id: member,
		joined_at: at,
		state: "active",
		statement_notified: statement.number,
		pairwise_id: randomToken(16),
		updated_at: at,
	}).onConflict((conflict) =>
		conflict.columns(["brand_id", "member_id"]).doUpdateSet({ state: "active", updated_at: at }),
	);
}

/** Whether others of the brand see the member. */
export async function setVisibility(
	context: Context,
	{ brand, member, state }: { brand: BrandId; member: string; state: "active" | "hidden" },
): Promise<void> {
	await context.database().write(sql.setMembershipState(brand, member, state, context.at));
}

/** For the batch that keeps a member out of a brand: their sessions on it. */
export const endSessionsOn = (realm: RealmId, member: string, brand: BrandId) =>
	sql.endSessionsOnBrand(realm, member, brand);

/** For the batch in which a member leaves a brand: first the membership, then its keys and its sessions. */
export const endMembership = (realm: RealmId, member: string, brand: BrandId) =>
	[
		sql.removeMembership(brand, member),
		sql.removeBrandKeys(realm, member, brand),
		sql.endSessionsOnBrand(realm, member, brand),
	] as const;
