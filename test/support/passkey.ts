import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** An authenticator in software (WebAuthn Level 3): what a browser with one would send, right or wrong in one thing. */
export type SoftPasskey = {
	id: string;
	userHandle: string;
	/** What it has counted; set it back to be a copy of itself. */
	counter: number;
	/** The field `response` of the form for adding it. */
	creation(challenge: string, wrong?: Wrong): string;
	/** The field `response` of the form for signing in. */
	answer(challenge: string, wrong?: Wrong): string;
};

export type Wrong = {
	origin?: string;
	rpId?: string;
	flags?: number;
	type?: string;
	userHandle?: string;
	sign?: KeyObject;
};

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest();

/** User present and verified, and for a creation: with the key. */
const VERIFIED = 0x05;
const WITH_KEY = 0x40;

/** CBOR (RFC 8949) of what an attestation without statement holds. */
const cborBytes = (bytes: Uint8Array) =>
	Buffer.concat([
		bytes.length < 256 ? Buffer.from([0x58, bytes.length]) : Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]),
		bytes,
	]);
const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);

export function newPasskey({ origin, member }: { origin: string; member: string }): SoftPasskey {
	const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const { x = "", y = "" } = publicKey.export({ format: "jwk" });
	const id = randomBytes(32);
	// COSE (RFC 9052): kty EC2, alg ES256, crv P-256, x, y.
	const cose = Buffer.concat([
		Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
		cborBytes(Buffer.from(x, "base64url")),
		Buffer.from([0x22]),
		cborBytes(Buffer.from(y, "base64url")),
	]);
	const clientData = (type: string, challenge: string, wrong: Wrong) =>
		Buffer.from(
			JSON.stringify({ type: wrong.type ?? type, challenge, origin: wrong.origin ?? origin, crossOrigin: false }),
		);
	const authenticatorData = (flags: number, wrong: Wrong, key = Buffer.alloc(0)) => {
		const count = Buffer.alloc(4);
		count.writeUInt32BE(passkey.counter);
		const hash = sha256(wrong.rpId ?? new URL(origin).hostname);
		return Buffer.concat([hash, Buffer.from([wrong.flags ?? flags]), count, key]);
	};
	const envelope = { id: base64(id), rawId: base64(id), type: "public-key", clientExtensionResults: {} };
	const passkey: SoftPasskey = {
		id: base64(id),
		userHandle: base64(Buffer.from(member)),
		counter: 0,
		creation(challenge, wrong = {}) {
			const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
			const attestation = Buffer.concat([
				Buffer.from([0xa3]),
				...[cborText("fmt"), cborText("none"), cborText("attStmt"), Buffer.from([0xa0]), cborText("authData")],
				cborBytes(authenticatorData(VERIFIED | WITH_KEY, wrong, key)),
			]);
			const clientDataJSON = base64(clientData("webauthn.create", challenge, wrong));
			const response = { clientDataJSON, attestationObject: base64(attestation), transports: ["internal"] };
			return JSON.stringify({ ...envelope, response });
		},
		answer(challenge, wrong = {}) {
			passkey.counter += 1;
			const data = authenticatorData(VERIFIED, wrong);
			const client = clientData("webauthn.get", challenge, wrong);
			const signature = sign("sha256", Buffer.concat([data, sha256(client)]), wrong.sign ?? privateKey);
			const response = {
				clientDataJSON: base64(client),
				authenticatorData: base64(data),
				signature: base64(signature),
				userHandle: wrong.userHandle ?? passkey.userHandle,
			};
			return JSON.stringify({ ...envelope, response });
		},
	};
	return passkey;
}
