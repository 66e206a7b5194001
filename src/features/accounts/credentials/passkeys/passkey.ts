import {
	type AuthenticationResponseJSON,
	generateAuthenticationOptions,
	generateRegistrationOptions,
	type RegistrationResponseJSON,
	verifyAuthenticationResponse,
	verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { accountOrigin } from "#foundation/brand/origin.ts";
import type { Context } from "#foundation/context.ts";
import { fromBase64, randomBytes, toBase64Url } from "#foundation/crypto/random.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { tokenScope } from "../../session/session.ts";
import type { Answer, Creation, Credential } from "./schema.ts";

/** Passkeys (WebAuthn Level 3) of the account host: found by the browser, and with the user verified. */

/** Seconds in which a challenge may be answered. */
export const CHALLENGE_LIFETIME_SECONDS = 5 * 60;
/** COSE: EdDSA, ES256, RS256. */
const ALGORITHMS = [-8, -7, -257];

/** The account host as an authenticator knows it; nothing of a request comes into it (T6). */
function relyingParty(context: Context): { id: string; origin: string; name: string } {
	const origin = accountOrigin(context.realm, context.settings);
	return { id: new URL(origin).hostname, origin, name: context.edition.legal.operator.name };
}

type Use = { use: "sign_in" } | { use: "add"; member: string };

/** A random challenge, and the sealed token with which it comes back: nothing is stored until it is answered. */
async function newChallenge(
	context: Context,
	use: Use,
): Promise<{ challenge: Uint8Array<ArrayBuffer>; token: string }> {
	const challenge = randomBytes(32);
	const claims = { ...use, challenge: toBase64Url(challenge) };
	return { challenge, token: await sealToken(tokenScope(context, "passkey"), claims, CHALLENGE_LIFETIME_SECONDS) };
}

/** The challenge that this token was made for, if it still counts and was made for this. */
export async function readChallenge(context: Context, token: string, expected: Use): Promise<string | undefined> {
	const claims = await openToken(tokenScope(context, "passkey"), token);
	const { use, member, challenge } = claims ?? {};
	const owner = expected.use === "add" ? expected.member : undefined;
	return use === expected.use && member === owner && typeof challenge === "string" ? challenge : undefined;
}

/** What the browser is asked for signing in: any passkey of this host that the visitor has. */
export async function signInOptions(context: Context) {
	const { challenge, token } = await newChallenge(context, { use: "sign_in" });
	const options = await generateAuthenticationOptions({
		rpID: relyingParty(context).id,
		challenge,
		timeout: CHALLENGE_LIFETIME_SECONDS * 1000,
		userVerification: "required",
	});
	return { options, token };
}

/** What the browser is asked for making a passkey; `known` are those that the member has. */
export async function creationOptions(
	context: Context,
	{ id, userName }: { id: string; userName: string },
	known: readonly Credential[],
) {
	const { challenge, token } = await newChallenge(context, { use: "add", member: id });
	const { id: rpID, name: rpName } = relyingParty(context);
	const options = await generateRegistrationOptions({
		rpName,
		rpID,
		userName,
		userDisplayName: userName,
		userID: new TextEncoder().encode(id),
		challenge,
		timeout: CHALLENGE_LIFETIME_SECONDS * 1000,
		attestationType: "none",
		excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
		authenticatorSelection: { residentKey: "required", userVerification: "required" },
		supportedAlgorithmIDs: ALGORITHMS,
	});
	return { options, token };
}

/**
 * Whether the member with this handle signed the challenge here, with this key, being verified by it.
 * @returns the key's new counter; undefined when anything does not fit, a counter that does not ascend included
 */
export async function verifyAnswer(
	context: Context,
	answer: Answer,
	expected: { challenge: string; member: string; credential: Credential; counter: number },
): Promise<number | undefined> {
	const { challenge, member, credential, counter } = expected;
	const { userHandle } = answer.response;
	const publicKey = fromBase64(credential.publicKey);
	if (userHandle !== toBase64Url(new TextEncoder().encode(member)) || !publicKey) return undefined;
	const { id: expectedRPID, origin: expectedOrigin } = relyingParty(context);
	try {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse({
			response: { ...answer, clientExtensionResults: {} } as AuthenticationResponseJSON,
			expectedChallenge: challenge,
			expectedOrigin,
			expectedRPID,
			credential: { id: credential.id, publicKey, counter },
			requireUserVerification: true,
		});
		return verified ? authenticationInfo.newCounter : undefined;
	} catch {
		// The library throws for whatever does not fit.
		return undefined;
	}
}

/** The new key, if the browser made it for this challenge, here. */
export async function verifyCreation(
	context: Context,
	creation: Creation,
	challenge: string,
): Promise<{ credential: Credential; counter: number } | undefined> {
	const { id: expectedRPID, origin: expectedOrigin } = relyingParty(context);
	try {
		const { verified, registrationInfo } = await verifyRegistrationResponse({
			response: { ...creation, clientExtensionResults: {} } as RegistrationResponseJSON,
			expectedChallenge: challenge,
			expectedOrigin,
			expectedRPID,
			requireUserVerification: true,
			supportedAlgorithmIDs: ALGORITHMS,
		});
		if (!verified) return undefined;
		const { id, publicKey, counter } = registrationInfo.credential;
		const transports = creation.response.transports ?? [];
		return { credential: { id, publicKey: toBase64Url(publicKey), transports }, counter };
	} catch {
		return undefined;
	}
}
