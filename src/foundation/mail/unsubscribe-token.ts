import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { BrandId, RealmId } from "../ids.ts";
import { OPTIONAL_CLASSES, type OptionalClass } from "./mail-class.ts";

/** What a link in a mail may stop, and whose. */
export type Unsubscription = { realm: RealmId; brand: BrandId; member: string; class: OptionalClass };

/** A mail is kept for years, and its link must go on working: much longer than a sign-in may last. */
const MONTHS = 24;
const LIFETIME_SECONDS = 700 * 24 * 60 * 60;
const TYPE = "livery-unsubscribe+jwt";

const claimsSchema = z.object({ sub: z.string().min(1).max(100), class: z.enum(OPTIONAL_CLASSES) });

/**
 * The authenticator of one-click unsubscribe (RFC 8058; DECISIONS 22): signed with a key of its own purpose and
 * month, so that nothing else that this service signs is one, and it is nothing else. `root`: TOKEN_ROOT.
 */
export async function signUnsubscription(root: Uint8Array, of: Unsubscription, now: number): Promise<string> {
	const month = monthOf(now);
	const seconds = Math.floor(now / 1000);
	return new SignJWT({ class: of.class })
		.setProtectedHeader({ alg: "HS256", typ: TYPE, kid: month })
		.setIssuer(of.realm)
		.setAudience(of.brand)
		.setSubject(of.member)
		.setIssuedAt(seconds)
		.setExpirationTime(seconds + LIFETIME_SECONDS)
		.sign(await keyOf(root, month));
}

/** What this brand's own link stops; undefined for every other token, of another brand too. */
export async function readUnsubscription(
	root: Uint8Array,
	brand: { id: BrandId; realm: RealmId },
	token: string,
	now: number,
): Promise<Unsubscription | undefined> {
	const claims = claimsSchema.safeParse(await verified(root, brand, token, now));
	if (!claims.success) return undefined;
	return { realm: brand.realm, brand: brand.id, member: claims.data.sub, class: claims.data.class };
}

async function verified(
	root: Uint8Array,
	brand: { id: BrandId; realm: RealmId },
	token: string,
	now: number,
): Promise<JWTPayload | undefined> {
	const expected = {
		issuer: brand.realm,
		audience: brand.id,
		typ: TYPE,
		algorithms: ["HS256"],
		requiredClaims: ["exp", "iat", "sub"],
		currentDate: new Date(now),
	};
	try {
		return (await jwtVerify(token, ({ kid }: { kid?: string }) => activeKey(root, kid, now), expected)).payload;
	} catch (error) {
		if (error instanceof errors.JOSEError) return undefined;
		throw error;
	}
}

async function activeKey(root: Uint8Array, kid: string | undefined, now: number): Promise<Uint8Array> {
	const parts = /^(20\d{2})-(0[1-9]|1[0-2])$/.exec(kid ?? "");
	const at = new Date(now);
	const age = at.getUTCFullYear() * 12 + at.getUTCMonth() + 1 - (Number(parts?.[1]) * 12 + Number(parts?.[2]));
	// One month ahead too: two machines do not agree to the second on when a month begins.
	if (kid === undefined || !(age >= -1 && age <= MONTHS)) throw new errors.JWTInvalid("key id");
	return keyOf(root, kid);
}

const monthOf = (now: number) => new Date(now).toISOString().slice(0, 7);

/** HKDF (RFC 5869). */
async function keyOf(root: Uint8Array, month: string): Promise<Uint8Array> {
	const material = await crypto.subtle.importKey("raw", new Uint8Array(root), "HKDF", false, ["deriveBits"]);
	const info = new TextEncoder().encode(`token unsubscribe ${month}`);
	const bits = await crypto.subtle.deriveBits(
		{ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
		material,
		256,
	);
	return new Uint8Array(bits);
}
