import { senderBrand } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { randomToken, sha256 } from "#foundation/crypto/random.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { MINUTE } from "#foundation/time.ts";
import { forgetChallenges, spendChallenge } from "../credentials/queries-factor.ts";
import { unitKeys } from "../queries.ts";
import { beginSession } from "../session/begin-session.ts";
import { memberForChange, membershipsOf } from "../session/queries-session.ts";
import { tokenScope } from "../session/session.ts";

/** Milliseconds for which the button stands beside the reasons of a suspension, or beside reopening. */
const OFFER_MS = 15 * MINUTE;

/** A member who proved an account that is suspended or closed. `erasing`: its erasure has begun. */
export type Barred = { member: string; epoch: number; erasing: boolean };

/** As sign-in reads them. */
type BarredRow = { id: string; session_epoch: number; erasing_at: string | null };

export const barred = ({ id, session_epoch: epoch, erasing_at }: BarredRow): Barred => ({
	...{ member: id, epoch, erasing: erasing_at !== null },
});

/**
 * For the button that opens the member's privacy rights (DECISIONS 117): of use once, and only while the account's epoch
 * stays what it was. Undefined for an account that is being erased.
 */
export async function rightsOffer(context: Context, { member, epoch, erasing }: Barred): Promise<string | undefined> {
	if (erasing) return undefined;
	const claims = { sub: member, epoch, jti: randomToken() };
	return sealToken(tokenScope(context, "rights_offer"), claims, OFFER_MS / 1000);
}

/**
 * Begins a session that opens privacy rights and nothing else, for an account that is still suspended or closed. It
 * counts from when the account was proved, so that neither its hour nor the proof of a recent sign-in is longer than
 * after any other sign-in. One read, one write.
 * @returns the session; undefined for an offer that is of no use any more
 */
export async function openRights(context: RequestContext, offer: string): Promise<string | undefined> {
	const claims = await openToken(tokenScope(context, "rights_offer"), offer);
	const { sub: member, epoch, jti, iat } = claims ?? {};
	if (typeof member !== "string" || typeof epoch !== "number" || jti === undefined || iat === undefined)
		return undefined;
	const { realm } = context;
	const database = context.database();
	const [[key], [known], memberships] = await database.read(
		unitKeys(realm.id, member, ["core"]),
		memberForChange(realm.id, member),
		membershipsOf(realm.brands, member),
	);
	if (!key || !known || known.state === "active" || known.session_epoch !== epoch) return undefined;
	const core = await (await context.keys()).openUnit(key);
	const session = await beginSession(context, {
		...{ member, epoch, kept: false, core, emailSealed: known.email_sealed },
		...{ brand: senderBrand(context, memberships), rightsSince: iat * 1000 },
	});
	try {
		await database.write(
			spendChallenge(realm.id, await sha256(jti), new Date(iat * 1000 + OFFER_MS).toISOString()),
			forgetChallenges(realm.id, context.at),
			...session.rows,
		);
	} catch (error) {
		// Pressed before, or the account was reinstated, reopened, taken for erasure or given another key meanwhile.
		if (error instanceof ConstraintViolated) return undefined;
		throw error;
	}
	await session.done();
	return session.id;
}
