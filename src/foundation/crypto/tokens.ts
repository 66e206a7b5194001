import { EncryptJWT, errors, type JWTPayload, jwtDecrypt, jwtVerify, SignJWT } from "jose";

/**
 * Tokens that this service gives out and takes back (RFC 7519 with the advice of RFC 8725): one algorithm, one
 * purpose per key, and always issuer, audience, type and key id. Keys follow from one secret, the purpose and the
 * month, so that they rotate by themselves: a token made in a month is taken until the end of the next.
 */
export type TokenPurpose =
	| "session"
	| "rights_session"
	| "rights_offer"
	| "login"
	| "told_of_joining"
	| "sign_in_ticket"
	| "join"
	| "device"
	| "new_browser"
	| "reopen"
	| "second_factor"
	| "authenticator"
	| "unsubscribe"
	| "erasure"
	| "ticket"
	| "passkey"
	| "staff"
	| "staff_second_factor"
	| "staff_enrolment"
	| "staff_photo";

/** How many months back a key is still taken; where nothing stands, one. A known device gives no right by itself. */
const MONTHS_KEPT: Partial<Record<TokenPurpose, number>> = { device: 14 };

type TokenAlgorithm = "HS256" | "A256GCM";

export type TokenScope = {
	/** TOKEN_ROOT: 32 bytes. */
	root: Uint8Array;
	purpose: TokenPurpose;
	issuer: string;
	audience: string;
	/** Epoch milliseconds. */
	now: number;
};

/** Signed and readable by its bearer (JWS, HS256). `lifetime` in seconds. */
export async function signToken(scope: TokenScope, claims: JWTPayload, lifetime: number): Promise<string> {
	const kid = monthOf(scope.now);
	const seconds = Math.floor(scope.now / 1000);
	return new SignJWT(claims)
		.setProtectedHeader({ alg: "HS256", typ: typeOf(scope), kid })
		.setIssuer(scope.issuer)
		.setAudience(scope.audience)
		.setIssuedAt(seconds)
		.setExpirationTime(seconds + lifetime)
		.sign(await keyOf(scope, "HS256", kid));
}

/** The claims of a token that is this one's own and still counts; undefined for every other. */
export async function readToken(scope: TokenScope, token: string): Promise<JWTPayload | undefined> {
	return refused(async () => {
		const options = { ...expected(scope), algorithms: ["HS256"] };
		const key = ({ kid }: { kid?: string }) => activeKey(scope, "HS256", kid);
		const { payload } = await jwtVerify(token, key, options);
		return payload;
	});
}

/** Sealed: its bearer carries it and cannot read it (JWE, A256GCM). */
export async function sealToken(scope: TokenScope, claims: JWTPayload, lifetime: number): Promise<string> {
	const kid = monthOf(scope.now);
	const seconds = Math.floor(scope.now / 1000);
	return new EncryptJWT(claims)
		.setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: typeOf(scope), kid })
		.setIssuer(scope.issuer)
		.setAudience(scope.audience)
		.setIssuedAt(seconds)
		.setExpirationTime(seconds + lifetime)
		.encrypt(await keyOf(scope, "A256GCM", kid));
}

export async function openToken(scope: TokenScope, token: string): Promise<JWTPayload | undefined> {
	return refused(async () => {
		const options = {
			...expected(scope),
			keyManagementAlgorithms: ["dir"],
			contentEncryptionAlgorithms: ["A256GCM"],
		};
		const key = ({ kid }: { kid?: string }) => activeKey(scope, "A256GCM", kid);
		const { payload } = await jwtDecrypt(token, key, options);
		return payload;
	});
}

function expected(scope: TokenScope) {
	return {
		issuer: scope.issuer,
		audience: scope.audience,
		typ: typeOf(scope),
		requiredClaims: ["exp", "iat"],
		currentDate: new Date(scope.now),
	};
}

const typeOf = ({ purpose }: TokenScope) => `livery-${purpose}+jwt`;

const monthOf = (now: number) => new Date(now).toISOString().slice(0, 7);

async function activeKey(scope: TokenScope, algorithm: TokenAlgorithm, kid: string | undefined): Promise<CryptoKey> {
	const date = new Date(scope.now);
	const oldest = monthOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (MONTHS_KEPT[scope.purpose] ?? 1), 1));
	if (kid === undefined || !/^\d{4}-\d\d$/.test(kid) || kid < oldest || kid > monthOf(scope.now))
		throw new errors.JWTInvalid("key id");
	return keyOf(scope, algorithm, kid);
}

/**
 * Derived keys by secret, purpose and month: what is derived depends on nothing else, so every request may use it. An
 * active month bounds how many there are.
 */
const derived = new WeakMap<Uint8Array, Map<string, CryptoKey>>();

async function keyOf({ root, purpose }: TokenScope, algorithm: TokenAlgorithm, month: string): Promise<CryptoKey> {
	const keys = derived.get(root) ?? new Map<string, CryptoKey>();
	derived.set(root, keys);
	const name = `${algorithm} ${purpose} ${month}`;
	const known = keys.get(name);
	if (known) return known;
	const key = await derive(root, algorithm, `token ${purpose} ${month}`);
	keys.set(name, key);
	return key;
}

/** HKDF (RFC 5869): no purpose can make or read the token of another. */
async function derive(root: Uint8Array, algorithm: TokenAlgorithm, purpose: string): Promise<CryptoKey> {
	const material = await crypto.subtle.importKey("raw", new Uint8Array(root), "HKDF", false, ["deriveKey"]);
	const info = new TextEncoder().encode(purpose);
	const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
	return algorithm === "HS256"
		? crypto.subtle.deriveKey(hkdf, material, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign", "verify"])
		: crypto.subtle.deriveKey(hkdf, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function refused<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof errors.JOSEError) return undefined;
		throw error;
	}
}
