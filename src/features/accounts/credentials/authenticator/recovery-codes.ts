import { randomBytes, sha256 } from "#foundation/crypto/random.ts";
import { typedCode } from "#foundation/names/typed-code.ts";

/** Crockford's base32: no I, L, O and U, which are misread. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const COUNT = 10;
/** 24 letters are 120 bits: from 112 a plain hash suffices (OWASP ASVS 5.0 6.5.2). */
const LENGTH = 24;

/** Ten new codes, each in groups of four. */
export function newRecoveryCodes(): string[] {
	return Array.from({ length: COUNT }, () => {
		const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
		return letters.replace(/(.{4})(?=.)/g, "$1-");
	});
}

/** What is typed, in its one spelling; undefined for what is no such code. */
export function readRecoveryCode(typed: string): string | undefined {
	const plain = typedCode(typed).toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
	return plain.length === LENGTH && [...plain].every((letter) => LETTERS.includes(letter)) ? plain : undefined;
}

/** What the database holds of a code, which is in its one spelling: of use to this member only. */
export function recoveryHash(member: string, code: string): Promise<Uint8Array> {
	return sha256(JSON.stringify(["recovery", member, code.replaceAll("-", "")]));
}
