import { readAccountSuspension } from "#features/moderation/account-suspension.ts";
import type { StatementOfReasons } from "#features/moderation/reasons.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import type { RequestContext } from "#foundation/context.ts";
import { sha256 } from "#foundation/crypto/random.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { CHALLENGE_LIFETIME_SECONDS, readChallenge, verifyAnswer } from "../credentials/passkeys/passkey.ts";
import { type Answer, credentialSchema } from "../credentials/passkeys/schema.ts";
import * as sql from "../credentials/queries-factor.ts";
import { beginSession } from "../session/begin-session.ts";
import { type Barred, barred } from "./rights-sign-in.ts";

export type PasskeySignIn =
	| { outcome: "signed_in"; session: string }
	| { outcome: "expired" | "refused" }
	| ({ outcome: "suspended"; reasons: StatementOfReasons } & Barred)
	| ({ outcome: "closed"; purgeAt: string } & Barred);

/**
 * Signs in by a passkey alone: having it and being verified by it are two factors. A challenge counts once: its row
 * is written with the session, for a cookie would not stop who can copy a form. One read, one write.
 */
export async function signInByPasskey(
	context: RequestContext,
	{ token, answer, kept }: { token: string; answer: Answer | undefined; kept: boolean },
): Promise<PasskeySignIn> {
	const challenge = await readChallenge(context, token, { use: "sign_in" });
	if (challenge === undefined) return { outcome: "expired" };
	if (answer === undefined) return { outcome: "refused" };
	const { realm } = context;
	const database = context.database().for("signing in");
	const hash = await sha256(answer.id);
	const [[passkey], [key], memberships] = await database.read(
		sql.passkeyByHash(realm.id, hash),
		sql.coreKeyOfPasskey(realm.id, hash),
		sql.membershipsOfPasskey(realm, hash),
	);
	if (!passkey || !key) return { outcome: "refused" };
	const { member_id: member, session_epoch: epoch, state } = passkey;
	const core = await (await context.keys()).openUnit(key);
	const location = { table: "passkey", column: "credential_sealed", row: passkey.id };
	const credential = credentialSchema.parse(JSON.parse(await open(core, location, passkey.credential_sealed)));
	const known = { challenge, member, credential, counter: passkey.counter };
	const counter = await verifyAnswer(context, answer, known);
	if (counter === undefined) return { outcome: "refused" };
	const at = new Date(context.now);
	const expires = new Date(at.getTime() + CHALLENGE_LIFETIME_SECONDS * 1000).toISOString();
	const brand = senderBrand(context, memberships);
	const grant = { member, epoch, kept, core, emailSealed: passkey.email_sealed, brand };
	const session = state === "active" ? await beginSession(context, grant) : undefined;
	try {
		await database.write(
			sql.spendChallenge(realm.id, await sha256(challenge), expires),
			sql.forgetChallenges(realm.id, at.toISOString()),
			sql.countPasskey(realm.id, passkey.id, counter, at.toISOString()),
			...(session?.rows ?? []),
		);
	} catch (error) {
		// Answered before, or the counter went on meanwhile.
		if (error instanceof ConstraintViolated) return { outcome: "refused" };
		throw error;
	}
	const proved = { ...passkey, id: member };
	if (state === "suspended")
		return { outcome: "suspended", ...barred(proved), reasons: await readAccountSuspension(context, member) };
	if (session === undefined) return { outcome: "closed", ...barred(proved), purgeAt: passkey.purge_at ?? "" };
	await session.done();
	return { outcome: "signed_in", session: session.id };
}
