import { readAccountSuspension } from "#features/moderation/account-suspension.ts";
import type { StatementOfReasons } from "#features/moderation/reasons.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { findPassword, reserveHashSlot, verifyNoPassword, verifyPassword } from "#foundation/crypto/password.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { RealmId } from "#foundation/ids.ts";
import { authenticatorByIndex } from "../credentials/queries-factor.ts";
import { comparableIdentifier } from "../identity.ts";
import { confirmation, expiryOfLinksSentAnHourAgo, MAX_CONFIRMATIONS } from "../join/registration.ts";
import * as sql from "../queries.ts";
import { beginSession, type SignInGrant } from "../session/begin-session.ts";
import { membershipsByIndex } from "../session/queries-session.ts";
import { type AttemptLimits, attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "./attempt-limits.ts";
import { followGuess, guessQueries, isNameShut, standing } from "./guesses.ts";
import { type Barred, barred } from "./rights-sign-in.ts";
import { secondStepToken } from "./second-step.ts";

export type SignInOutcome =
	| { outcome: "signed_in"; session: string }
	/** The password is right, and the account wants a code too. */
	| { outcome: "second_step"; token: string }
	| { outcome: "refused" | "throttled" | "unconfirmed" }
	| ({ outcome: "suspended"; reasons: StatementOfReasons } & Barred)
	| ({ outcome: "closed"; purgeAt: string } & Barred);

/**
 * Signs in by user name or e-mail and password. An account that does not exist costs the same work and gets the same
 * answer as a wrong password (T25), and so does one at which others guessed too often, to a browser that is new to it
 * (DECISIONS 67). What state an account is in is said only to who has its password. Anybody may join with somebody
 * else's address and a password of their own: what signing in with those says does not depend on whether the address
 * has a member too. Without a member's password it is two hashes, always (DECISIONS 66).
 */
export async function signIn(
	context: RequestContext,
	{ identifier, password, kept }: { identifier: string; password: string; kept: boolean },
): Promise<SignInOutcome> {
	const { realm } = context;
	const ring = await context.keys();
	const { kind, text } = comparableIdentifier(identifier);
	const column = `${kind}_index` as const;
	const indexes = await ring.indexes(kind, realm.id, text);
	const attempts = await attemptLimitsOf(context, "sign_in", text);
	const database = context.database().for("signing in");
	const [counts, [guesses], named, [member], registrations, keys, [authenticator], memberships, sent] =
		await database.write(
			countAttempt(attempts),
			...(await guessQueries(context, { column, indexes, text })),
			sql.memberByIndex(realm.id, column, indexes),
			sql.registrationByIndex(realm.id, column, indexes),
			sql.coreKeysByIndex(realm.id, column, indexes),
			authenticatorByIndex(realm.id, column, indexes),
			membershipsByIndex(realm, column, indexes),
			sql.confirmationsSince(realm.id, column, indexes, expiryOfLinksSentAnHourAgo(context)),
		);
	const { isKnown, isShut } = await standing(context, guesses);
	if (isExceeded(attempts, counts, isKnown)) return { outcome: "throttled" };
	const key = keys.find(({ owner_id }) => owner_id === member?.id);
	const core = key && (await ring.openUnit(key));
	const asked = { clock: context.clock, realm: realm.id, action: "sign_in", isKnown };
	reserveHashSlot(asked);
	const isLookedAt = member !== undefined && core !== undefined && !isShut;
	const right = isLookedAt
		? await hasPassword(member, core, password)
		: await verifyAgainstDummyHash(ring, realm.id, password);
	if (!right || !member || !core) {
		if (guesses && member && core) followGuess(context, { guesses, isKnown, member, core, memberships });
		reserveHashSlot(asked);
		const waiting = await findWaiting(ring, isNameShut(named) ? [] : registrations, keys, password);
		return waiting ? unconfirmed(context, waiting, sent.length) : { outcome: "refused" };
	}
	const grant = { member: member.id, epoch: member.session_epoch, kept };
	if (authenticator) {
		await database.write(refundAttempt(attempts));
		return { outcome: "second_step", token: await secondStepToken(context, grant) };
	}
	if (member.state === "closed") return { outcome: "closed", ...barred(member), purgeAt: member.purge_at ?? "" };
	if (member.state === "suspended")
		return { outcome: "suspended", ...barred(member), reasons: await readAccountSuspension(context, member.id) };
	const brand = senderBrand(context, memberships);
	return enter(context, { ...grant, core, emailSealed: member.email_sealed, brand }, attempts);
}

async function enter(context: RequestContext, grant: SignInGrant, attempts: AttemptLimits): Promise<SignInOutcome> {
	const session = await beginSession(context, grant);
	await context.database().write(...session.rows, refundAttempt(attempts));
	await session.done();
	return { outcome: "signed_in", session: session.id };
}

/** Never. The key that an account would have is made instead of opened. */
async function verifyAgainstDummyHash(ring: KeyRing, realm: RealmId, password: string): Promise<boolean> {
	await ring.newUnit({ realm, owner: "", unit: "core" });
	return verifyNoPassword(password);
}

type WithPassword = { id: string; password_sealed: Uint8Array | null };

async function hasPassword({ id, password_sealed }: WithPassword, core: UnitKey, password: string): Promise<boolean> {
	if (password_sealed === null) return verifyNoPassword(password);
	const location = { table: "member", column: "password_sealed", row: id };
	return verifyPassword(password, await open(core, location, password_sealed));
}

type Registration = {
	id: string;
	brand_id: string;
	email_sealed: Uint8Array;
	password_sealed: Uint8Array;
	is_members: unknown;
};

/**
 * The registration that was made with this password, among all that wait for one address or name: were it the newest
 * alone, one's own would be found until somebody else joins with that address, which would tell.
 */
async function findWaiting<Row extends Registration>(
	ring: KeyRing,
	registrations: readonly Row[],
	keys: readonly UnitKeyRow[],
	password: string,
): Promise<(Row & { core: UnitKey }) | undefined> {
	const waiting: { row: Row & { core: UnitKey }; phc: string }[] = [];
	for (const row of registrations) {
		const key = keys.find(({ owner_id }) => owner_id === row.id);
		if (key === undefined) continue;
		const core = await ring.openUnit(key);
		const location = { table: "registration", column: "password_sealed", row: row.id };
		waiting.push({ row: { ...row, core }, phc: await open(core, location, row.password_sealed) });
	}
	const phcs = waiting.map(({ phc }) => phc);
	return waiting[await findPassword(password, phcs)]?.row;
}

/**
 * The password is right, but the address is not confirmed: the mail goes out again, unless the address is a member's
 * or was sent so many. After the answer, which takes as long where none goes out.
 */
function unconfirmed(context: Context, registration: Registration & { core: UnitKey }, sent: number): SignInOutcome {
	if (sent < MAX_CONFIRMATIONS && !registration.is_members) context.defer(() => askAgain(context, registration));
	return { outcome: "unconfirmed" };
}

async function askAgain(context: Context, registration: Registration & { core: UnitKey }): Promise<void> {
	const location = { table: "registration", column: "email_sealed", row: registration.id };
	const address = await open(registration.core, location, registration.email_sealed);
	const brand = context.realm.brands.find((id) => id === registration.brand_id);
	if (brand === undefined) return;
	await context.database().write(...(await confirmation(context, { id: registration.id, brand }, address)));
	context.sendMail();
}
