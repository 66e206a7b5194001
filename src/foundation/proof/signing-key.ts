import { base64url, CompactSign, calculateJwkThumbprint, compactVerify, errors, importJWK } from "jose";
import type { Compilable } from "kysely";
import { toBase64Url } from "../crypto/random.ts";
import { build } from "../db/database.ts";
import type { Settings } from "../settings.ts";

/**
 * Proofs that outlive this service: signed with Ed25519 (RFC 8032) as compact JWS (RFC 7515, RFC 8037). Anybody can
 * verify one with the public keys at `/.well-known/livery-proof-keys.json`, and so without this service.
 */
export const PROOF_KEYS_PATH = "/.well-known/livery-proof-keys.json";

/** What a proof is, in its header (`typ`): none can be taken for another. */
export const PROOF_TYPES = { receipt: "livery-receipt", head: "livery-log-head" } as const;
export type ProofType = (typeof PROOF_TYPES)[keyof typeof PROOF_TYPES];

/** A public key. `kid`: its thumbprint (RFC 7638). `x`: base64url. */
export type ProofKey = { kid: string; x: string };

export type SigningKey = ProofKey & { privateKey: CryptoKey };

const jwkOf = (x: string) => ({ kty: "OKP", crv: "Ed25519", x });

export const kidOf = (x: string): Promise<string> => calculateJwkThumbprint(jwkOf(x), "sha256");

/** What stands before the seed in PKCS #8 (RFC 8410, 7): version, algorithm 1.3.101.112, and an OCTET STRING of 32 bytes. */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/** The key of this seed, 32 bytes. */
export async function signingKey(seed: Uint8Array): Promise<SigningKey> {
	const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
	const importKey = (extractable: boolean) =>
		crypto.subtle.importKey("pkcs8", pkcs8, { name: "Ed25519" }, extractable, ["sign"]);
	const { x = "" } = (await crypto.subtle.exportKey("jwk", await importKey(true))) as JsonWebKey;
	return { kid: await kidOf(x), x, privateKey: await importKey(false) };
}

/**
 * A compact JWS over the payload. Its key is written down first, or in the batch that holds the proof: `noteProofKey`.
 */
export async function signProof(
	{ receiptKey }: Pick<Settings, "receiptKey">,
	type: ProofType,
	payload: object,
): Promise<string> {
	const { kid, privateKey } = await signingKey(receiptKey);
	return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
		.setProtectedHeader({ alg: "EdDSA", typ: type, kid })
		.sign(privateKey);
}

/** A key that is there already stays as it was first written. */
export const addProofKey = ({ kid, x }: ProofKey, at: string): Compilable =>
	build
		.insertInto("proof_key")
		.values({ kid, x, first_used_at: at })
		.onConflict((conflict) => conflict.doNothing());

/** Keeps the present public key, for the time after another took its place. */
export const noteProofKey = async ({ receiptKey }: Pick<Settings, "receiptKey">, at: string): Promise<Compilable> =>
	addProofKey(await signingKey(receiptKey), at);

/** Every key that ever signed. */
export const proofKeys = () => build.selectFrom("proof_key").select(["kid", "x", "first_used_at"]).orderBy("kid");

/** The same with the present one, which may not have signed yet. */
export async function allProofKeys(
	{ receiptKey }: Pick<Settings, "receiptKey">,
	known: readonly ProofKey[],
): Promise<ProofKey[]> {
	const { kid, x } = await signingKey(receiptKey);
	return [{ kid, x }, ...known.filter((key) => key.kid !== kid).map((key) => ({ kid: key.kid, x: key.x }))];
}

/** A JWK set (RFC 7517). */
export const keySetOf = (keys: readonly ProofKey[]) => ({
	keys: keys.map(({ kid, x }) => ({ ...jwkOf(x), kid, alg: "EdDSA", use: "sig" })),
});

export type Verified =
	| { is: "genuine"; kid: string; payload: unknown }
	/** No JWS of this type at all. */
	| { is: "malformed" }
	| { is: "unknown_key"; kid: string }
	/** Of a known key, but not what that key signed. */
	| { is: "forged"; kid: string };

/** Whether a text is a proof of this type, signed by one of these keys, to the byte. */
export async function verifyProof(keys: readonly ProofKey[], jws: string, type: ProofType): Promise<Verified> {
	const header = headerOf(jws);
	if (header === undefined || header.typ !== type || header.alg !== "EdDSA" || typeof header.kid !== "string")
		return { is: "malformed" };
	const { kid } = header;
	const key = keys.find((known) => known.kid === kid);
	if (key === undefined) return { is: "unknown_key", kid };
	try {
		const publicKey = await importJWK(jwkOf(key.x), "EdDSA");
		const { payload } = await compactVerify(jws, publicKey, { algorithms: ["EdDSA"] });
		return { is: "genuine", kid, payload: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)) };
	} catch (error) {
		if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
			return { is: "forged", kid };
		throw error;
	}
}

/** By which key a proof says that it is signed; "" where it says none. Nothing is verified. */
export function kidOfProof(jws: string): string {
	const kid = headerOf(jws)?.kid;
	return typeof kid === "string" ? kid : "";
}

/** Undefined for what is not three parts of base64url, each in its one spelling. */
function headerOf(jws: string): Readonly<Record<string, unknown>> | undefined {
	const parts = jws.split(".");
	if (parts.length !== 3 || !parts.every(isCanonical)) return undefined;
	try {
		const header: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(parts[0] ?? "")));
		return typeof header === "object" && header !== null ? { ...header } : undefined;
	} catch {
		return undefined;
	}
}

/** Decoders put up with other last bits, which would let two texts pass for one proof. */
function isCanonical(part: string): boolean {
	if (!/^[\w-]+$/.test(part)) return false;
	try {
		return toBase64Url(base64url.decode(part)) === part;
	} catch {
		return false;
	}
}
