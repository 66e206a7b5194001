import type { Database } from "../db/database.ts";
import { type CompanionCheck, type CompanionRows, KeysDoNotFit, requireFit } from "./fit.ts";
import { beginHoldSalts, type HoldSalt, readHoldSalts } from "./holds/hold-salts.ts";
import { deriveKeyCheck, deriveKeyEncryptionKey, importWrapped, type UnitKeyRow, wrapLocationOf } from "./key-wrap.ts";
import { addFirstRotation, type KeyNames, newestRotations, type RotationRow, sampleUnitKeys } from "./queries.ts";
import {
	putFirstRange,
	putNewSalt,
	readRange,
	readSalt,
	type SaltRange,
	type SaltStore,
	saltFingerprint,
} from "./salts.ts";

/** What the keys are made of, and what they must fit. */
export type KeySources = {
	/** KEK_ROOT, 32 bytes. */
	root: Uint8Array;
	/** The private bucket. */
	salts: SaltStore;
	/** On behalf of the system. `behind`: no response waits for it. */
	openDatabase(behind: boolean): Database;
	now(): number;
	/** How long an isolate may trust what it knows of the salts, in milliseconds; RING_TTL_MS unless told. */
	kept?: number | undefined;
	/** What else the database must know; absent: nothing. */
	companion?: CompanionCheck | undefined;
	/** Lets work go on after the response; a job has no such thing, and waits. */
	keepAlive?: ((work: Promise<unknown>) => void) | undefined;
};

export type KeyVersion = KeyNames & {
	salt: Uint8Array<ArrayBuffer>;
	kek: CryptoKey;
	/** By realm and kind. */
	indexKeys: Map<string, CryptoKey>;
};

/** Every version alive, and what the database says of them: they were seen to fit. */
export type Keys = {
	range: SaltRange;
	versions: Map<number, KeyVersion>;
	rotations: readonly RotationRow[];
	/** Oldest first. A database names none: it would name them in every backup for ever. */
	holds: readonly HoldSalt[];
};

/** A version by its number. @throws KeysDoNotFit when its salt is not there; SaltsUnavailable */
export async function readVersion(sources: Pick<KeySources, "root" | "salts">, number: number): Promise<KeyVersion> {
	const version = await findVersion(sources, number);
	if (version === undefined) throw new KeysDoNotFit("SALTS", `salt ${number} is missing from the bucket: put it back`);
	return version;
}

async function findVersion(
	{ root, salts }: Pick<KeySources, "root" | "salts">,
	number: number,
): Promise<KeyVersion | undefined> {
	const salt = await readSalt(salts, number);
	return (
		salt && {
			salt,
			kek: await deriveKeyEncryptionKey(root, salt, number),
			saltSha256: await saltFingerprint(salt),
			keyCheck: await deriveKeyCheck(root, salt, number),
			indexKeys: new Map(),
		}
	);
}

/** Times that parts which do not fit are read: a rotation may have moved on between the one and the other. */
const READINGS = 2;

export type Reading = {
	/** What is known already: salts never change, so only new ones are read. */
	before?: Keys | undefined;
	/** False: undefined where there is no key yet. */
	make: boolean;
	behind?: boolean;
};

/**
 * Reads bucket and database side by side, and lets pass only what belongs together. The first salt is made here, in a
 * bucket without one for a database without keys: the database names it before it comes into use.
 * @throws KeysDoNotFit, SaltsUnavailable, DatabaseUnavailable
 */
export async function readKeys(sources: KeySources, reading: Reading & { make: true }): Promise<Keys>;
export async function readKeys(sources: KeySources, reading: Reading): Promise<Keys | undefined>;
export async function readKeys(sources: KeySources, reading: Reading): Promise<Keys | undefined> {
	const database = sources.openDatabase(reading.behind ?? false);
	for (let times = 1; ; times++) {
		try {
			return await readOnce({ ...sources, database }, reading);
		} catch (error) {
			if (!(error instanceof KeysDoNotFit) || times === READINGS) throw error;
		}
	}
}

type Sources = KeySources & { database: Database };

async function readOnce(sources: Sources, { before, make }: Reading): Promise<Keys | undefined> {
	const [bucket, holds, named] = await Promise.all([
		readBucket(sources, before),
		readHoldSalts(sources.salts, before?.holds),
		readNames(sources),
	]);
	if (bucket.range === undefined && named.rotations.length === 0 && named.samples.length === 0 && !make)
		return undefined;
	const { range, versions, rotations, samples } =
		bucket.range === undefined ? await begin(sources, named) : { ...bucket, ...named };
	const opens = (row: UnitKeyRow) => opensUnder(versions.get(row.key_version), row);
	const check = sources.companion;
	const companion = check && { check, rows: named.companion, wasCurrent: before !== undefined };
	await requireFit({ database: sources.database, range, rotations, samples, versions, opens, companion });
	// Every ring knows the first one: no hold is written that an older ring cannot find.
	const known = holds ?? (await beginHoldSalts(sources.salts, sources.now()));
	return { range, versions, rotations, holds: known } as Keys;
}

type Bucket = { range: SaltRange | undefined; versions: Map<number, KeyVersion | undefined> };

async function readBucket(sources: KeySources, before: Keys | undefined): Promise<Bucket> {
	const range = (await readRange(sources.salts))?.range;
	const numbers = range
		? Array.from({ length: range.newest - range.oldest + 1 }, (_, index) => range.oldest + index)
		: [];
	const versions = numbers.map(
		async (number): Promise<[number, KeyVersion | undefined]> => [
			number,
			before?.versions.get(number) ?? (await findVersion(sources, number)),
		],
	);
	return { range, versions: new Map(await Promise.all(versions)) };
}

/** Keys of the newest owners and of the oldest. */
const SAMPLE = 3;
/** Rotations that say what fits: the newest, one under way, and the last complete one. */
const ROTATIONS = 3;

type Names = { rotations: RotationRow[]; samples: UnitKeyRow[]; companion: CompanionRows };

async function readNames({ database, companion }: Sources): Promise<Names> {
	const [rotations, newest, oldest, ...rows] = await database.read(
		newestRotations(ROTATIONS),
		sampleUnitKeys(SAMPLE, "desc"),
		sampleUnitKeys(SAMPLE, "asc"),
		...(companion?.queries ?? []),
	);
	return { rotations, samples: [...newest, ...oldest], companion: rows };
}

/**
 * A bucket in which nothing is in use yet. A database without keys names its first salt, and where it names that very
 * salt, it comes into use: after a stop in between, too.
 */
async function begin(sources: Sources, named: Names): Promise<Bucket & Names> {
	const { salts, database, now } = sources;
	let { rotations } = named;
	if (rotations.length === 0 && named.samples.length === 0) {
		await putNewSalt(salts, 1);
		const first = addFirstRotation(await readVersion(sources, 1), new Date(now()).toISOString());
		[, rotations] = await database.write(first, newestRotations(ROTATIONS));
	}
	const [one, ...more] = rotations;
	const version = one?.number === 1 && more.length === 0 ? await findVersion(sources, 1) : undefined;
	const isNamed = version && version.saltSha256 === one?.salt_sha256 && version.keyCheck === one.key_check;
	if (isNamed) await putFirstRange(salts);
	return { ...(await readBucket(sources, undefined)), ...named, rotations };
}

async function opensUnder(version: KeyVersion | undefined, row: UnitKeyRow): Promise<boolean> {
	if (version === undefined) return false;
	return importWrapped(version.kek, wrapLocationOf(row), row.wrapped_key).then(
		() => true,
		() => false,
	);
}
