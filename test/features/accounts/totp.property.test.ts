import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newRecoveryCodes, readRecoveryCode } from "#features/accounts/credentials/authenticator/recovery-codes.ts";
import { authenticatorUri, codeAt, secretText, stepOf } from "#features/accounts/credentials/authenticator/totp.ts";

const STEP = 30_000;
/** RFC 6238 appendix B: the ASCII digits 1 to 0, twice. */
const RFC = secretText(Uint8Array.from("12345678901234567890", (character) => character.charCodeAt(0)));

const secrets = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => secretText(Uint8Array.from(bytes)));
const steps = fc.integer({ min: 50_000_000, max: 70_000_000 });
/** Milliseconds into a step, its edges often. */
const offsets = fc.oneof(fc.constantFrom(0, 1, STEP - 1), fc.integer({ min: 0, max: STEP - 1 }));

describe("a code of an authenticator app", () => {
	it.each([
		[59, "287082"],
		[1_111_111_109, "081804"],
		[1_111_111_111, "050471"],
		[1_234_567_890, "005924"],
		[2_000_000_000, "279037"],
		[20_000_000_000, "353130"],
	])("is that of RFC 6238 at second %i", (second, code) => {
		expect(codeAt(RFC, second * 1000)).toBe(code);
		expect(stepOf(RFC, code, { now: second * 1000, last: 0 })).toBe(Math.floor(second / 30));
	});

	it("is taken in its own step and the ones beside it, to the millisecond, and in no other", () => {
		fc.assert(
			fc.property(secrets, steps, offsets, fc.integer({ min: -4, max: 4 }), (secret, step, offset, away) => {
				const code = codeAt(secret, step * STEP);
				const taken = stepOf(secret, code, { now: (step + away) * STEP + offset, last: 0 });
				// Two steps may have the same six digits; then the code is right by chance.
				const near = [-1, 0, 1].map((delta) => step + away + delta);
				const right = near.filter((one) => codeAt(secret, one * STEP) === code);
				expect(taken === undefined ? right : right.includes(taken)).toEqual(taken === undefined ? [] : true);
				if (Math.abs(away) <= 1) expect(taken).toBeDefined();
			}),
		);
	});

	it("is never taken at or below the step that was taken last", () => {
		fc.assert(
			fc.property(
				secrets,
				steps,
				offsets,
				fc.integer({ min: -1, max: 1 }),
				fc.nat(3),
				(secret, step, offset, away, more) => {
					const now = step * STEP + offset;
					const code = codeAt(secret, (step + away) * STEP);
					expect(stepOf(secret, code, { now, last: step + 1 + more })).toBeUndefined();
				},
			),
		);
	});

	it("is six digits and nothing else", () => {
		const now = 1_800_000_000_000;
		const code = codeAt(RFC, now);
		expect(stepOf(RFC, ` ${code.slice(0, 3)} ${code.slice(3)} `, { now, last: 0 })).toBe(60_000_000);
		for (const wrong of [
			"",
			code.slice(1),
			`${code}0`,
			`0x${code}`,
			`${code}.0`,
			"१२३४५६",
			`-${code}-1`,
			"null",
			code.replaceAll(/./g, "½"),
		])
			expect(stepOf(RFC, wrong, { now, last: 0 })).toBeUndefined();
	});

	it("is the same however its digits are typed: in groups, in full width, in another writing", () => {
		const now = 1_900_000_000_000;
		const code = codeAt(RFC, now);
		const [one, two, three] = [code.slice(0, 2), code.slice(2, 4), code.slice(4)];
		const inWriting = (zero: number) => code.replace(/./g, (digit) => String.fromCodePoint(zero + Number(digit)));
		for (const typed of [
			...[
				`${one}-${two}-${three}`,
				`${one}.${two}.${three}`,
				`${one}\u00a0${two}\u202f${three}`,
				`${one}\u2013${two}${three}`,
			],
			...[`\u202a${code}\u202c`, `\ufeff${one}\u00ad${two}\u200b${three}`, `${one} ${two} ${three}\r\n`],
			// Full width, Arabic, Persian, Devanagari, Thai, mathematical.
			...[0xff10, 0x0660, 0x06f0, 0x0966, 0x0e50, 0x1d7d8].map(inWriting),
		])
			expect(stepOf(RFC, typed, { now, last: 0 }), JSON.stringify(typed)).toBe(Math.floor(now / STEP));
	});

	it("has a key that apps understand, whatever the member is called", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (label) => {
				const uri = new URL(authenticatorUri(RFC, { issuer: "Jupiter Media", label }));
				expect([uri.protocol, uri.host, uri.searchParams.get("secret")]).toEqual(["otpauth:", "totp", RFC]);
				expect(uri.searchParams.get("issuer")).toBe("Jupiter Media");
			}),
		);
	});
});

describe("recovery codes", () => {
	it("are ten of 120 bits, all different", () => {
		const codes = newRecoveryCodes();
		expect(new Set(codes).size).toBe(10);
		for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
	});

	it("are read in any case, with or without signs between, and with the letters that look like digits", () => {
		const code = "AB01-2345-6789-CDEF-GHJK-MNPQ";
		const plain = "AB0123456789CDEFGHJKMNPQ";
		for (const typed of [
			code,
			code.toLowerCase(),
			plain,
			` ${code.replaceAll("-", " ")} `,
			"abol-2345-6789-cdef-ghjk-mnpq",
			"ＡＢ０１–２３４５–６７８９–ＣＤＥＦ–ＧＨＪＫ–ＭＮＰＱ",
			"AB٠١.٢٣٤٥.٦٧٨٩.CDEF.GHJK.MNPQ",
			"\u2066AB01\u00a02345\u00a06789\u200bCDEF_GHJK_MNPQ\u2069",
		])
			expect(readRecoveryCode(typed)).toBe(plain);
		for (const wrong of ["", plain.slice(1), `${plain}A`, `${plain.slice(1)}U`, `${plain.slice(1)}é`])
			expect(readRecoveryCode(wrong)).toBeUndefined();
	});
});
