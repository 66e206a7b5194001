import { base64url, decodeProtectedHeader, EncryptJWT, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { openToken, readToken, sealToken, signToken, type TokenScope } from "#foundation/crypto/tokens.ts";

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const NOW = Date.UTC(2026, 10, 22, 12);
const SCOPE: TokenScope = {
	root: new Uint8Array(32).fill(5),
	purpose: "session",
	issuer: "https://account.example",
	audience: "brand twero",
	now: NOW,
};
const at = (now: number) => ({ ...SCOPE, now });

/** The key that stands behind a scope, worked out here once more (RFC 5869). */
async function keyOf({ root, purpose, now }: TokenScope): Promise<Uint8Array> {
	const material = await crypto.subtle.importKey("raw", new Uint8Array(root), "HKDF", false, ["deriveBits"]);
	const info = new TextEncoder().encode(`token ${purpose} ${new Date(now).toISOString().slice(0, 7)}`);
	return new Uint8Array(
		await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, material, 256),
	);
}

const WAYS = [
	["signed", signToken, readToken],
	["sealed", sealToken, openToken],
] as const;

describe("a token", () => {
	it.each(WAYS)(
		"that is %s says what was put in it, to the service, use and place that it is of",
		async (_way, make, take) => {
			const token = await make(SCOPE, { sub: "lid-1" }, 60);
			expect(await take(SCOPE, token)).toMatchObject({ sub: "lid-1", iss: SCOPE.issuer, aud: SCOPE.audience });
			const others: Partial<TokenScope>[] = [
				{ audience: "brand geilesexsite" },
				{ audience: "account jupiter-media" },
				{ issuer: "https://account.elsewhere.example" },
				{ root: new Uint8Array(32).fill(6) },
				...(["staff", "login", "device", "second_factor", "passkey", "unsubscribe"] as const).map((purpose) => ({
					purpose,
				})),
			];
			for (const other of others)
				expect(await take({ ...SCOPE, ...other }, token), JSON.stringify(other)).toBeUndefined();
			for (const [, , elsewise] of WAYS.filter(([, , one]) => one !== take))
				expect(await elsewise(SCOPE, token)).toBeUndefined();
		},
	);

	it.each(WAYS)("that is %s counts until its end, and without one never", async (_way, make, take) => {
		const token = await make(SCOPE, { sub: "lid-1" }, 60);
		expect(await take(at(NOW + 59 * SECOND), token)).toBeDefined();
		expect(await take(at(NOW + 60 * SECOND), token)).toBeUndefined();
		const { kid, typ } = decodeProtectedHeader(token);
		const key = await keyOf(SCOPE);
		const endless =
			take === readToken
				? await new SignJWT({ sub: "lid-1" })
						.setProtectedHeader({ alg: "HS256", typ: String(typ), kid: String(kid) })
						.setIssuer(SCOPE.issuer)
						.setAudience(SCOPE.audience)
						.setIssuedAt(NOW / SECOND)
						.sign(key)
				: await new EncryptJWT({ sub: "lid-1" })
						.setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: String(typ), kid: String(kid) })
						.setIssuer(SCOPE.issuer)
						.setAudience(SCOPE.audience)
						.setIssuedAt(NOW / SECOND)
						.encrypt(key);
		expect(await take(SCOPE, endless)).toBeUndefined();
	});

	it.each(WAYS)(
		"that is %s is taken under the key of its month and of the next, and under no other (T40)",
		async (_way, make, take) => {
			const token = await make(SCOPE, { sub: "lid-1" }, 300 * 24 * 60 * 60);
			expect(await take(at(NOW + 5 * DAY), token)).toBeDefined();
			expect(await take(at(Date.UTC(2026, 11, 31, 23, 59, 59)), token)).toBeDefined();
			expect(await take(at(Date.UTC(2027, 0, 1)), token)).toBeUndefined();
			const early = await make(at(NOW + 30 * DAY), { sub: "lid-1" }, 60);
			expect(await take(SCOPE, early)).toBeUndefined();
			expect(decodeProtectedHeader(token).kid).toBe("2026-11");
		},
	);

	it("is of one algorithm, whatever its header says, even under the right key (T13)", async () => {
		const token = await signToken(SCOPE, { sub: "lid-1" }, 60);
		const { kid, typ } = decodeProtectedHeader(token);
		const key = await keyOf(SCOPE);
		const claims = { sub: "lid-1", iss: SCOPE.issuer, aud: SCOPE.audience, iat: NOW / SECOND, exp: NOW / SECOND + 60 };
		const signed = (header: { alg: string; kid?: string; typ?: string; [name: string]: unknown }) =>
			new SignJWT(claims).setProtectedHeader(header).sign(key);
		const known = { kid: String(kid), typ: String(typ) };
		expect(await readToken(SCOPE, await signed({ alg: "HS256", ...known }))).toMatchObject({ sub: "lid-1" });
		const unsigned = new UnsecuredJWT(claims).encode();
		const [, payload = ""] = unsigned.split(".");
		const header = base64url.encode(JSON.stringify({ alg: "none", ...known }));
		for (const [what, wrong] of Object.entries({
			"HS512 under this key": await signed({ alg: "HS512", ...known }),
			unsigned,
			"unsigned, with our header": `${header}.${payload}.`,
			"without a key id": await signed({ alg: "HS256", typ: String(typ) }),
			"with a path for a key id": await signed({ alg: "HS256", ...known, kid: "../../../dev/null" }),
			"without a type": await signed({ alg: "HS256", kid: String(kid) }),
			"of a plain type": await signed({ alg: "HS256", ...known, typ: "JWT" }),
			nothing: "",
		}))
			expect(await readToken(SCOPE, wrong), what).toBeUndefined();
		// An address or a key in the header is looked at by nobody.
		const jwk = { kty: "oct", k: base64url.encode(new Uint8Array(32)) };
		const pointing = await new SignJWT(claims)
			.setProtectedHeader({ alg: "HS256", ...known, jku: "https://evil.test/keys", jwk })
			.sign(new Uint8Array(32));
		expect(await readToken(SCOPE, pointing)).toBeUndefined();
	});
});
