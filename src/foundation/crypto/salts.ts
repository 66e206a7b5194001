import { Unavailable } from "../errors.ts";
import { within } from "../outages.ts";
import { hexOf } from "./random.ts";

/** The part of an R2 bucket that holds the salts. It is a bucket of its own, and no backup contains it. */
export type SaltStore = {
	get(key: string): Promise<{ etag: string; arrayBuffer(): Promise<ArrayBuffer> } | null>;
	/** Null when the condition did not hold and nothing was written. */
	put(
		key: string,
		value: Uint8Array,
		options?: { onlyIf?: { etagMatches?: string; etagDoesNotMatch?: string } },
	): Promise<unknown>;
	delete(key: string): Promise<void>;
};

/** Which salts there are: all from `oldest` to `newest`; what is written now is written under `writing`. */
export type SaltRange = { oldest: number; writing: number; newest: number };

/** The object that says which salts there are. */
export const RANGE = "salts/range";
const saltName = (version: number) => `salts/${version}`;
/** RFC 5869, 3.1: a salt as long as the hash. */
const SALT_BYTES = 32;

/** The bucket does not answer, or not sense. */
export class SaltsUnavailable extends Unavailable {}

/** Milliseconds that the bucket has for one answer. */
const ANSWER_LIMIT_MS = 2_000;

/** @throws SaltsUnavailable whatever the bucket throws, and when it does not answer in time */
async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
	try {
		return await within(ANSWER_LIMIT_MS, question);
	} catch {
		throw new SaltsUnavailable("the bucket of the salts does not answer (SALTS)");
	}
}

/** An object of the bucket with its etag for a conditional change. @throws SaltsUnavailable */
export function readObject(
	salts: SaltStore,
	name: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; etag: string } | undefined> {
	return ask(async () => {
		const object = await salts.get(name);
		return object === null ? undefined : { bytes: new Uint8Array(await object.arrayBuffer()), etag: object.etag };
	});
}

/** Null when the condition did not hold. @throws SaltsUnavailable */
export function putObject(salts: SaltStore, ...what: Parameters<SaltStore["put"]>): Promise<unknown> {
	return ask(async () => salts.put(...what));
}

/** @throws SaltsUnavailable */
export function deleteObject(salts: SaltStore, name: string): Promise<void> {
	return ask(async () => salts.delete(name));
}

/** Undefined in a bucket in which no salt has come into use. @throws SaltsUnavailable */
export async function readRange(salts: SaltStore): Promise<{ range: SaltRange; etag: string } | undefined> {
	const known = await readObject(salts, RANGE);
	return known && { range: parseRange(known.bytes.buffer), etag: known.etag };
}

/**
 * The first salt comes into use, which a database names already: of many isolates that try, one wins, and all read
 * what it wrote.
 */
export async function putFirstRange(salts: SaltStore): Promise<void> {
	const first = encodeRange({ oldest: 1, writing: 1, newest: 1 });
	await putObject(salts, RANGE, first, { onlyIf: { etagDoesNotMatch: "*" } });
}

/**
 * Moves the range forwards, and what it says of the rest with it; never backwards.
 * @throws SaltsUnavailable when others kept changing it
 */
export async function moveRange(salts: SaltStore, to: Partial<SaltRange>): Promise<void> {
	for (let attempt = 0; attempt < 5; attempt++) {
		const known = await readRange(salts);
		if (known === undefined) throw new SaltsUnavailable("the range of salts is gone");
		const { range, etag } = known;
		const newest = Math.max(range.newest, to.newest ?? 0);
		const writing = Math.max(range.writing, to.writing ?? 0);
		const oldest = Math.max(range.oldest, to.oldest ?? 0);
		if (newest === range.newest && writing === range.writing && oldest === range.oldest) return;
		const bytes = encodeRange({ oldest, writing, newest });
		if ((await putObject(salts, RANGE, bytes, { onlyIf: { etagMatches: etag } })) !== null) return;
	}
	throw new SaltsUnavailable("the range of salts changes all the time");
}

/** A random salt under this number, unless there is one. */
export async function putNewSalt(salts: SaltStore, version: number): Promise<void> {
	const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
	await putObject(salts, saltName(version), salt, { onlyIf: { etagDoesNotMatch: "*" } });
}

/** Undefined once it has been deleted: what was wrapped under it is lost in every copy. */
export async function readSalt(salts: SaltStore, version: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const object = await readObject(salts, saltName(version));
	if (object === undefined) return undefined;
	if (object.bytes.length !== SALT_BYTES) throw new SaltsUnavailable(`salt ${version} has not ${SALT_BYTES} bytes`);
	return object.bytes;
}

/** Tells whether a bucket and a database belong together, and says nothing of the salt. Hex. */
export async function saltFingerprint(salt: Uint8Array<ArrayBuffer>): Promise<string> {
	return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", salt)));
}

export async function deleteSalt(salts: SaltStore, version: number): Promise<void> {
	await deleteObject(salts, saltName(version));
}

function encodeRange({ oldest, writing, newest }: SaltRange): Uint8Array {
	if (oldest > writing || writing > newest) throw new SaltsUnavailable("a range of salts that makes no sense");
	return new TextEncoder().encode(`${oldest} ${writing} ${newest}`);
}

export function parseRange(bytes: ArrayBuffer): SaltRange {
	const [oldest = Number.NaN, writing = Number.NaN, newest = Number.NaN, ...rest] = new TextDecoder()
		.decode(bytes)
		.split(" ")
		.map(Number);
	const ascends = 1 <= oldest && oldest <= writing && writing <= newest;
	if (!ascends || ![oldest, writing, newest].every(Number.isInteger) || rest.length > 0)
		throw new SaltsUnavailable("the range of salts is not readable");
	return { oldest, writing, newest };
}
