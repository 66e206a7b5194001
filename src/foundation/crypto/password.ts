import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { argon2 } from "#argon2";
import { type Locale, words } from "#locales/locales.ts";
import { AppError } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import type { PasswordFault } from "./password-fault.ts";
import { fromBase64, sha256 } from "./random.ts";

/** KiB of memory, passes over it, lanes, and bytes of hash. */
export type Argon2Cost = { memory: number; passes: number; lanes: number; length: number };

/** Argon2id (RFC 9106) on bytes, in and out of PHC strings; `#argon2` picks the one that this runtime can load. */
export type Argon2 = {
	hash(password: Uint8Array, salt: Uint8Array, cost: Argon2Cost): Promise<string>;
	/** @throws when the PHC string is malformed */
	verify(password: Uint8Array, phc: string): Promise<boolean>;
};

/** OWASP's Argon2id with 19 MiB, which a Worker of 128 MB can spare. */
const COST: Argon2Cost = { memory: 19_456, passes: 2, lanes: 1, length: 32 };
const PREFIX = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.lanes}$`;
const SALT_BYTES = 16;

/** Argon2 computations of this isolate since its start: what an answer cost is told by their difference. */
export const computed = { hashes: 0 };

function compute(password: string, salt: Uint8Array): Promise<string> {
	computed.hashes += 1;
	return argon2.hash(bytesOf(password), salt, COST);
}

/**
 * A PHC string for the database. About 25 ms of CPU in workerd; call `reserveHashSlot` first.
 * @param salt 16 bytes; random unless told (`sharedSalt`)
 */
export function hashPassword(
	password: string,
	salt: Uint8Array = crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
): Promise<string> {
	return compute(password, salt);
}

/**
 * One salt for all passwords that are chosen for one account, so that one computation tells which of them was typed
 * (`findPassword`). RFC 9106 3.1 asks of a salt that it differs from account to account.
 */
export async function sharedSalt(account: string): Promise<Uint8Array> {
	return (await sha256(JSON.stringify(["password salt", account]))).slice(0, SALT_BYTES);
}

/** Whether the string is the hash of this password. What was not made here, with this cost, verifies nothing. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
	if (!phc.startsWith(PREFIX)) return false;
	computed.hashes += 1;
	return argon2.verify(bytesOf(password), phc);
}

/**
 * Which of these hashes is this password's, -1 for none. One computation however many there are, none included (T25):
 * only those with the salt of the first can be found.
 */
export async function findPassword(password: string, phcs: readonly string[]): Promise<number> {
	const [first = ""] = phcs;
	const salt = first.startsWith(PREFIX) ? fromBase64(first.slice(PREFIX.length).split("$")[0] ?? "") : undefined;
	const phc = await compute(password, salt ?? new Uint8Array(SALT_BYTES));
	return salt === undefined ? -1 : phcs.indexOf(phc);
}

/** Takes as long as `verifyPassword` and says no: for an account that does not exist (T25). */
export async function verifyNoPassword(password: string): Promise<false> {
	await compute(password, new Uint8Array(SALT_BYTES));
	return false;
}

/** NFKC, so that one password typed on two keyboards is one (NIST SP 800-63B-4, 3.1.1.2). */
function bytesOf(password: string): Uint8Array {
	return new TextEncoder().encode(password.normalize("NFKC"));
}

/** Half of an isolate's time in hashes; the other half serves pages. */
const HASHES_PER_SECOND = 20;
/** Beside those, for browsers that signed in to the very account before: a flood does not shut them out (T26). */
const SLOTS_FOR_KNOWN = 10;

/**
 * For whom a hash is made. `clock`: the one that runs on, in epoch milliseconds. Requests do not get here in the order
 * in which they came, so by the moments at which they came each would begin a second of its own.
 */
export type HashRequest = { clock: () => number; realm: RealmId; action: string; isKnown?: boolean };
/** What a realm used for one action, in the second that began at `since` and in the one before it. */
type Share = { realm: RealmId; used: number; usedByKnown: number; usedBefore: number };
const admitted = { since: 0, shares: new Map<string, Share>() };

/**
 * Takes one of the hashes that this isolate spends per second, so that sign-ins cannot starve everything else (T26).
 * Realms that ask have equal shares, and in a realm its actions have: what one does not use, any other may, so a flood
 * takes nothing from them (DECISIONS 68). Limits per account, address and brand come before it. A queue would not help:
 * in workerd a hash runs without interruption, so hashes already come one after another and share one memory.
 * @throws AppError unavailable (503 with Retry-After)
 */
export function reserveHashSlot({ clock, realm, action, isKnown = false }: HashRequest): void {
	const now = clock();
	if (now - admitted.since >= 1_000 || now < admitted.since) beginSecond(now);
	const own = admitted.shares.get(`${realm} ${action}`) ?? { realm, used: 0, usedByKnown: 0, usedBefore: 0 };
	admitted.shares.set(`${realm} ${action}`, own);
	const all = [...admitted.shares.values()];
	const realms = new Set(all.map((share) => share.realm)).size;
	const shareOf = (share: Share, hashes: number) =>
		Math.max(1, Math.floor(hashes / realms / all.filter((other) => other.realm === share.realm).length));
	/** Of the others: what they will use, by what they used in the second before. */
	const setAside = (share: Share) =>
		share === own ? 0 : Math.min(share.usedBefore, shareOf(share, HASHES_PER_SECOND));
	const taken = all.reduce((sum, share) => sum + Math.max(share.used, setAside(share)), 0);
	if (own.used < shareOf(own, HASHES_PER_SECOND) || taken < HASHES_PER_SECOND) own.used += 1;
	else if (isKnown && own.usedByKnown < shareOf(own, SLOTS_FOR_KNOWN)) own.usedByKnown += 1;
	else throw new AppError("unavailable", "too many passwords in this second");
}

function beginSecond(now: number): void {
	const isNext = now >= admitted.since && now - admitted.since < 2_000;
	admitted.since = now;
	for (const [name, share] of admitted.shares)
		if (isNext && share.used > 0) Object.assign(share, { usedBefore: share.used, used: 0, usedByKnown: 0 });
		else admitted.shares.delete(name);
}

/** In characters; as NIST SP 800-63B-4 and OWASP ASVS 6.2 have it: no rules on which characters, paste allowed. */
export const PASSWORD_LENGTH = { shortest: 8, longest: 1_000 } as const;
/** More would cost CPU and tell nothing: 64 characters that are guessed easily are no good beginning. */
const MAX_EXAMINED_LENGTH = 64;
/** Of zxcvbn's 0 to 4: over 10^8 guesses. */
const MIN_SCORE = 3;
const MIN_CONTEXT_LENGTH = 4;

export type Strength = { accepted: boolean; score: 0 | 1 | 2 | 3 | 4; warning?: string };

/** Made at the first use: its dictionaries would be a third of the Worker's start. */
const estimator: { made?: ZxcvbnFactory } = {};

/**
 * Whether a new password may be used, with a reason in words where not.
 * @param context what anyone would try first: user name, e-mail address, brand
 */
export async function strength(password: string, context: readonly string[], locale: Locale): Promise<Strength> {
	const length = [...password].length;
	const text = contextWords(context);
	const refused = (fault: PasswordFault, score: Strength["score"] = 0): Strength => ({
		accepted: false,
		score,
		warning: warningOf(fault, locale),
	});
	if (length < PASSWORD_LENGTH.shortest) return refused("short");
	if (length > PASSWORD_LENGTH.longest) return refused("long");
	if (restOf(password, text).length < PASSWORD_LENGTH.shortest / 2) return refused("context");
	const { score, feedback } = (await zxcvbn()).check(password.slice(0, MAX_EXAMINED_LENGTH), text);
	return score < MIN_SCORE ? refused(faultOf(feedback.warning), score) : { accepted: true, score };
}

function warningOf(fault: PasswordFault, locale: Locale): string {
	const { short, long, ...others } = words(locale).passwords;
	if (fault === "short") return short(PASSWORD_LENGTH.shortest);
	return fault === "long" ? long(PASSWORD_LENGTH.longest) : others[fault];
}

async function zxcvbn(): Promise<ZxcvbnFactory> {
	if (estimator.made) return estimator.made;
	const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
		import("@zxcvbn-ts/core"),
		import("@zxcvbn-ts/language-common"),
	]);
	const made = new ZxcvbnFactory({
		dictionary,
		graphs: adjacencyGraphs,
		l33tMaxSubstitutions: 20,
		maxLength: MAX_EXAMINED_LENGTH,
	});
	estimator.made = made;
	return made;
}

/** The whole names and addresses, and the words that they are made of. */
function contextWords(context: readonly string[]): string[] {
	const all = context.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).map((text) => text.toLowerCase());
	return [...new Set(all)].filter((word) => word.length >= MIN_CONTEXT_LENGTH).sort((a, b) => b.length - a.length);
}

/** What is left of a password without the words that anyone would try. */
function restOf(password: string, words: readonly string[]): string {
	return words.reduce((rest, word) => rest.replaceAll(word, ""), password.toLowerCase());
}

const FAULTS: Readonly<Record<string, PasswordFault>> = {
	straightRow: "keyboard",
	keyPattern: "keyboard",
	simpleRepeat: "repeat",
	extendedRepeat: "repeat",
	sequences: "sequence",
	recentYears: "date",
	dates: "date",
	topTen: "common",
	topHundred: "common",
	common: "common",
	similarToCommon: "common",
	userInputs: "context",
};

function faultOf(warning: string | null): PasswordFault {
	return FAULTS[warning ?? ""] ?? "guessable";
}
