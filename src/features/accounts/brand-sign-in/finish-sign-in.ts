import { followLedger } from "#foundation/choice/follow-ledger.ts";
import type { RequestContext } from "#foundation/context.ts";
import { sha256 } from "#foundation/crypto/random.ts";
import { assertKeyCurrent } from "#foundation/crypto/rotation/reseal-queue.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { disclosuresOfJoining } from "#foundation/recipients/outbound/joined.ts";
import { addSession, endSurplusSessions } from "../queries.ts";
import {
	coreKeyOfSignInCode,
	endSession,
	memberOfSignInCode,
	membershipOfHolder,
	spendSignInCode,
} from "../session/queries-session.ts";
import { sessionRow, sessionToken, setSessionCookie } from "../session/session.ts";
import { epochOfCode } from "./authorization.ts";
import { challengeOf, endPkce } from "./pkce.ts";

/**
 * Exchanges a code for a session of this brand, inside this very process: no other service, no client secret. The
 * code is spent by the first who shows it, and counts only for this brand, within its minute, in the browser that
 * holds the verifier, under the member's epoch of when it was given. Two trips to the database.
 */
export async function finishSignIn(
	context: RequestContext,
	{ code, state }: { code: string; state: string },
): Promise<boolean> {
	const pending = await endPkce(context);
	if (pending === undefined || pending.state !== state) return false;
	const { edition, realm } = context;
	const { id: brand } = edition.brand;
	const hash = await sha256(code);
	const database = context.database().for("signing in");
	const [[holder], [key], [membership], [spent]] = await database.write(
		memberOfSignInCode(realm.id, brand, hash),
		coreKeyOfSignInCode(realm.id, brand, hash),
		membershipOfHolder(realm.id, brand, hash),
		spendSignInCode(realm.id, hash),
	);
	const isOurs =
		spent?.brand_id === brand &&
		Date.parse(spent.expires_at) > context.now &&
		spent.challenge === (await challengeOf(pending.verifier));
	if (!isOurs || !key || !membership || holder?.state !== "active") return false;
	if (holder.session_epoch !== epochOfCode(code)) return false;
	const core = await (await context.keys()).openUnit(key);
	const kept = spent.kept_signed_in === 1;
	const session = await sessionRow(context, { member: holder.id, epoch: holder.session_epoch, kept, core });
	const before = await sessionToken(context);
	const ended = before ? [endSession(realm.id, before.id)] : [];
	const told = await disclosuresOfJoining(context, holder.id, pending.joining);
	try {
		const [events] = await database.write(
			consentEvents([brand], holder.id),
			assertKeyCurrent(realm.id, core),
			addSession(session),
			endSurplusSessions(realm.id, holder.id),
			...ended,
			...told,
		);
		await followLedger(context, events);
	} catch (error) {
		// Since the code was given, the member was suspended on this brand, or the key of the account was exchanged.
		if (error instanceof ConstraintViolated) return false;
		throw error;
	}
	await setSessionCookie(context, session);
	return true;
}
