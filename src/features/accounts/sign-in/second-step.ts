import type { Compilable } from "kysely";
import { readAccountSuspension } from "#features/moderation/account-suspension.ts";
import type { StatementOfReasons } from "#features/moderation/reasons.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { readRecoveryCode, recoveryHash } from "../credentials/authenticator/recovery-codes.ts";
import { stepOf } from "../credentials/authenticator/totp.ts";
import { changeNotice } from "../credentials/change-notice.ts";
import * as sql from "../credentials/queries-factor.ts";
import { unitKeys } from "../queries.ts";
import { beginSession, type SignInGrant } from "../session/begin-session.ts";
import { isKnownDevice } from "../session/known-device.ts";
import { memberForChange, membershipsOf } from "../session/queries-session.ts";
import { tokenScope } from "../session/session.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "./attempt-limits.ts";
import { type Barred, barred } from "./rights-sign-in.ts";

/** Seconds between the password and the code. */
const LIFETIME_SECONDS = 5 * 60;

type Verified = { member: string; epoch: number; kept: boolean };

/** What says, on the page that asks for a code, that the password was right. */
export function secondStepToken(context: Context, { member, epoch, kept }: Verified): Promise<string> {
	return sealToken(tokenScope(context, "second_factor"), { sub: member, epoch, kept }, LIFETIME_SECONDS);
}

async function readSecondStep(context: Context, token: string): Promise<Verified | undefined> {
	const claims = await openToken(tokenScope(context, "second_factor"), token);
	const { sub, epoch, kept } = claims ?? {};
	if (typeof sub !== "string" || typeof epoch !== "number") return undefined;
	return { member: sub, epoch, kept: kept === true };
}

export type SecondStep =
	| { outcome: "signed_in"; session: string }
	| { outcome: "refused" | "throttled" | "expired" }
	| ({ outcome: "suspended"; reasons: StatementOfReasons } & Barred)
	| ({ outcome: "closed"; purgeAt: string } & Barred);

/**
 * Signs in by a code of the app, or one for recovery, after the password. A try is counted before it is looked at:
 * five per account in a quarter of an hour, from all browsers together, since each had the password; browsers that
 * the member signed in with have five of their own, which nobody else can use up. Two trips.
 */
export async function takeSecondStep(
	context: RequestContext,
	{ token, code, recovery }: { token: string; code: string; recovery: string },
): Promise<SecondStep> {
	const grant = await readSecondStep(context, token);
	if (grant === undefined) return { outcome: "expired" };
	const { realm } = context;
	const database = context.database();
	const isKnown = await isKnownDevice(context, grant.member);
	const attempts = await attemptLimitsOf(context, "code", grant.member, isKnown);
	const spelled = readRecoveryCode(recovery);
	const hash = await recoveryHash(grant.member, spelled ?? "");
	const [counts, [member], [key], [authenticator], [known], memberships] = await database.write(
		countAttempt(attempts),
		memberForChange(realm.id, grant.member),
		unitKeys(realm.id, grant.member, ["core"]),
		sql.authenticatorOf(realm.id, grant.member),
		sql.recoveryCode(realm.id, grant.member, hash),
		membershipsOf(realm.brands, grant.member),
	);
	if (isExceeded(attempts, counts, isKnown)) return { outcome: "throttled" };
	const gone = !member || !key || !authenticator || member.session_epoch !== grant.epoch;
	if (gone) return { outcome: "expired" };
	const core = await (await context.keys()).openUnit(key);
	const owner = { ...grant, core, emailSealed: member.email_sealed, brand: senderBrand(context, memberships) };
	const isRecovery = spelled !== undefined && known !== undefined && known.used_at === null;
	const proof = isRecovery
		? await recoveryProof(context, owner, hash)
		: await codeProof(context, core, { ...authenticator, member: member.id, code });
	if (proof === undefined) return { outcome: "refused" };
	const session = member.state === "active" ? await beginSession(context, owner) : undefined;
	try {
		await database.write(...proof, refundAttempt(attempts), ...(session?.rows ?? []));
	} catch (error) {
		// The same code came twice at once: the schema let one of them in.
		if (error instanceof ConstraintViolated) return { outcome: "refused" };
		throw error;
	}
	if (member.state === "suspended")
		return { outcome: "suspended", ...barred(member), reasons: await readAccountSuspension(context, member.id) };
	if (session === undefined) return { outcome: "closed", ...barred(member), purgeAt: member.purge_at ?? "" };
	await session.done();
	if (isRecovery) context.sendMail();
	return { outcome: "signed_in", session: session.id };
}

type Authenticator = { secret_sealed: Uint8Array; last_step: number; member: string; code: string };

async function codeProof(
	context: Context,
	core: UnitKey,
	{ secret_sealed, last_step: last, member, code }: Authenticator,
): Promise<Compilable[] | undefined> {
	const secret = await open(core, { table: "authenticator", column: "secret_sealed", row: member }, secret_sealed);
	const step = stepOf(secret, code, { now: context.now, last });
	return step === undefined ? undefined : [sql.takeStep(context.realm.id, member, step)];
}

async function recoveryProof(context: Context, owner: SignInGrant, hash: Uint8Array): Promise<Compilable[]> {
	const at = context.at;
	return [
		sql.spendRecoveryCode(context.realm.id, owner.member, hash, at),
		...(await changeNotice(context, owner, "recovery_code_used")),
	];
}
