import { EncryptJWT, errors, type JWTPayload, jwtDecrypt, jwtVerify, SignJWT } from "jose";

/**
 * Tokens that this service gives out and takes back (RFC 7519 with the advice of RFC 8725): one algorithm, one
 * purpose per key, and always issuer, audience, type and key id. Keys follow from one secret, the purpose and the
 * month, so that they rotate by themselves: a token made in a month is taken until the end of the next.
 */
export type TokenPurpose =
	| "session"
	| "login"
	| "sign_in_ticket"
	| "join"
	| "device"
	| "new_browser"
	| "reopen"
	| "second_factor"
	| "authenticator"
	| "unsubscribe"
	| "passkey"
	| "staff"
	| "staff_second_factor"
	| "staff_enrolment"
	| "staff_photo";

/** How many months back a key is still taken; where nothing stands, one. A known device gives no right by itself. */
const MONTHS_KEPT: Partial<Record<TokenPurpose, number>> = { device: 14 };

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
		.sign(await keyOf(scope, kid));
}

/** The claims of a token that is this one's own and still counts; undefined for every other. */
export async function readToken(scope: TokenScope, token: string): Promise<JWTPayload | undefined> {
	return refused(async () => {
		const options = { ...expected(scope), algorithms: ["HS256"] };
		const { payload } = await jwtVerify(token, ({ kid }: { kid?: string }) => activeKey(scope, kid), options);
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
		.encrypt(await keyOf(scope, kid));
}

export async function openToken(scope: TokenScope, token: string): Promise<JWTPayload | undefined> {
	return refused(async () => {
		const options = {
			...expected(scope),
			keyManagementAlgorithms: ["dir"],
			contentEncryptionAlgorithms: ["A256GCM"],
		};
		const { payload } = await jwtDecrypt(token, ({ kid }: { kid?: string }) => activeKey(scope, kid), options);
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

async function activeKey(scope: TokenScope, kid: string | undefined): Promise<Uint8Array> {
	const date = new Date(scope.now);
	const oldest = monthOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (MONTHS_KEPT[scope.purpose] ?? 1), 1));
	if (kid === undefined || !/^\d{4}-\d\d$/.test(kid) || kid < oldest || kid > monthOf(scope.now))
		throw new errors.JWTInvalid("key id");
	return keyOf(scope, kid);
}

/** HKDF (RFC 5869): no purpose can make or read the token of another. */
async function keyOf({ root, purpose }: TokenScope, month: string): Promise<Uint8Array> {
	const material = await crypto.subtle.importKey("raw", root as Uint8Array<ArrayBuffer>, "HKDF", false, ["deriveBits"]);
	const info = new TextEncoder().encode(`token ${purpose} ${month}`);
	const bits = await crypto.subtle.deriveBits(
		{ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
		material,
		256,
	);
	return new Uint8Array(bits);
}

async function refused<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof errors.JOSEError) return undefined;
		throw error;
	}
}
