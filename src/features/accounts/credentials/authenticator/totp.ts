import { Secret, TOTP } from "otpauth";
import { typedCode } from "#foundation/names/typed-code.ts";

/** Codes of an authenticator app: RFC 6238 with what every app knows, SHA-1, six digits, 30 seconds. */
const SETTINGS = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** Steps that a clock may be ahead or behind. */
const TOLERANCE = 1;
/** RFC 4226 4, R6: at least 128 bits, 160 recommended. */
export const SECRET_BYTES = 20;

/** As the app takes it by hand: RFC 4648 base32. */
export function secretText(bytes: Uint8Array<ArrayBuffer>): string {
	return new Secret({ buffer: bytes.buffer }).base32;
}

/** What the QR code says (Key Uri Format). `label`: what the app shows beside `issuer`. */
export function authenticatorUri(secret: string, { issuer, label }: { issuer: string; label: string }): string {
	return new TOTP({ ...SETTINGS, secret: Secret.fromBase32(secret), issuer, label }).toString();
}

/**
 * The step that a code belongs to, if it is the current step or one beside it, and after `last`: every code counts
 * once (RFC 6238 5.2). `now` in epoch milliseconds; the code as it was typed.
 */
export function stepOf(secret: string, code: string, { now, last }: { now: number; last: number }): number | undefined {
	const token = typedCode(code);
	if (!/^\d{6}$/.test(token)) return undefined;
	const key = Secret.fromBase32(secret);
	const delta = TOTP.validate({ ...SETTINGS, secret: key, token, timestamp: now, window: TOLERANCE });
	if (delta === null) return undefined;
	const step = TOTP.counter({ period: SETTINGS.period, timestamp: now }) + delta;
	return step > last ? step : undefined;
}

/** The code of a moment, as an app shows it. */
export function codeAt(secret: string, now: number): string {
	return TOTP.generate({ ...SETTINGS, secret: Secret.fromBase32(secret), timestamp: now });
}
