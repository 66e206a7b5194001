import { argon2 } from "#argon2";

/** KiB of memory, passes over it, lanes, and bytes of hash. */
export type Argon2Cost = { memory: number; passes: number; lanes: number; length: number };

/** Argon2id (RFC 9106) on bytes, in and out of PHC strings; `#argon2` picks the one that this runtime can load. */
export type Argon2 = {
	hash(password: Uint8Array, salt: Uint8Array, cost: Argon2Cost): Promise<string>;
	/** @throws when the PHC string is malformed */
	verify(password: Uint8Array, phc: string): Promise<boolean>;
};

/** OWASP's first choice for Argon2id; 19 MiB, which a Worker of 128 MB can spare. */
const COST: Argon2Cost = { memory: 19_456, passes: 2, lanes: 1, length: 32 };
const PREFIX = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.lanes}$`;
const SALT_LENGTH = 16;

/** A PHC string for the database. About 25 ms of CPU in workerd. */
export async function hashPassword(password: string): Promise<string> {
	return argon2.hash(bytesOf(password), crypto.getRandomValues(new Uint8Array(SALT_LENGTH)), COST);
}

/** Whether the string is the hash of this password. What was not made here, with this cost, verifies nothing. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
	return phc.startsWith(PREFIX) && (await argon2.verify(bytesOf(password), phc));
}

/** Takes as long as `verifyPassword` and says no: for an account that does not exist (T24). */
export async function verifyNoPassword(password: string): Promise<false> {
	await argon2.hash(bytesOf(password), new Uint8Array(SALT_LENGTH), COST);
	return false;
}

/** NFKC, so that one password typed on two keyboards is one (NIST SP 800-63B-4, 3.1.1.2). */
function bytesOf(password: string): Uint8Array {
	return new TextEncoder().encode(password.normalize("NFKC"));
}
