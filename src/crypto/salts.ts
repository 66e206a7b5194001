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
const SALT_LENGTH = 32;

export class SaltsUnavailable extends Error {}

/**
 * The range, and its etag for a conditional change. At the very first use the first salt is made: of many isolates
 * that try, one wins, and all read what it wrote.
 */
export async function readRange(salts: SaltStore): Promise<{ range: SaltRange; etag: string }> {
	const known = await salts.get(RANGE);
	if (known) return { range: parseRange(await known.arrayBuffer()), etag: known.etag };
	await putNewSalt(salts, 1);
	await salts.put(RANGE, encodeRange({ oldest: 1, writing: 1, newest: 1 }), { onlyIf: { etagDoesNotMatch: "*" } });
	const made = await salts.get(RANGE);
	if (made === null) throw new SaltsUnavailable("the first salt was written and is not there");
	return { range: parseRange(await made.arrayBuffer()), etag: made.etag };
}

/**
 * Moves the range forwards, and what it says of the rest with it; never backwards.
 * @throws SaltsUnavailable when others kept changing it
 */
export async function moveRange(salts: SaltStore, to: Partial<SaltRange>): Promise<void> {
	for (let attempt = 0; attempt < 5; attempt++) {
		const { range, etag } = await readRange(salts);
		const newest = Math.max(range.newest, to.newest ?? 0);
		const writing = Math.max(range.writing, to.writing ?? 0);
		const oldest = Math.max(range.oldest, to.oldest ?? 0);
		if (newest === range.newest && writing === range.writing && oldest === range.oldest) return;
		const bytes = encodeRange({ oldest, writing, newest });
		if ((await salts.put(RANGE, bytes, { onlyIf: { etagMatches: etag } })) !== null) return;
	}
	throw new SaltsUnavailable("the range of salts changes all the time");
}

/** A random salt under this number, unless there is one. */
export async function putNewSalt(salts: SaltStore, version: number): Promise<void> {
	const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH));
	await salts.put(saltName(version), salt, { onlyIf: { etagDoesNotMatch: "*" } });
}

/** Undefined once it has been deleted: what was wrapped under it is lost in every copy. */
export async function readSalt(salts: SaltStore, version: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const object = await salts.get(saltName(version));
	if (object === null) return undefined;
	const salt = new Uint8Array(await object.arrayBuffer());
	if (salt.length !== SALT_LENGTH) throw new SaltsUnavailable(`salt ${version} has not ${SALT_LENGTH} bytes`);
	return salt;
}

/** Tells whether a bucket and a database belong together, and says nothing of the salt. Hex. */
export async function saltFingerprint(salts: SaltStore, version: number): Promise<string> {
	const salt = await readSalt(salts, version);
	if (salt === undefined) throw new SaltsUnavailable(`salt ${version} is missing`);
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", salt));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function deleteSalt(salts: SaltStore, version: number): Promise<void> {
	await salts.delete(saltName(version));
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
