import { requireNotBehind } from "../acts/behind.ts";
import { DatabaseBehind } from "../acts/put.ts";
import type { RealmId } from "../brand/settings.ts";
import { openDatabase } from "../db/database.ts";
import type { Settings } from "../env.ts";
import { daySalt } from "./day-salt.ts";
import {
	deriveActKey,
	deriveDayKey,
	deriveIndexKey,
	deriveKeyEncryptionKey,
	importWrapped,
	newKeyBytes,
	unwrapKey,
	wrapKey,
} from "./key-wrap.ts";
import { uuidv7 } from "./random.ts";
import { readRange, readSalt, type SaltRange, type SaltStore, SaltsUnavailable } from "./salts.ts";
import type { UnitKey } from "./sealed.ts";

export type KeySources = {
	/** KEK_ROOT, 32 bytes. */
	root: Uint8Array;
	/** The private bucket. */
	salts: SaltStore;
	now(): number;
	/** How long an isolate may trust what it knows of the salts, in milliseconds; RING_KEPT unless told. */
	kept?: number | undefined;
	/** Throws where the database must not be used with these keys; asked whenever they are read. */
	requireFit?: (() => Promise<void>) | undefined;
};

/** Milliseconds of a trip that asks whether the database is a copy. */
const FIT_LIMIT = 2_000;

/** The ring's part of the Worker's settings. */
export function keySources(
	{ keyRoot, salts, keysKept, databaseUrl: url, databaseToken: authToken, objects: store }: Settings,
	now: () => number,
): KeySources {
	const options = { url, authToken, timeout: FIT_LIMIT, clock: now };
	const requireFit = () =>
		requireNotBehind({ database: openDatabase(options, { kind: "system", reason: "acts" }), store });
	return { root: keyRoot, salts, now, kept: keysKept, requireFit };
}

/** A row of `unit_key`: the key of one erasure unit, wrapped. Deleting it erases what it sealed, in every copy. */
export type UnitKeyRow = {
	realm_id: string;
	id: string;
	owner_id: string;
	unit: string;
	wrapped_key: Uint8Array;
	key_version: number;
	created_at: string;
};

/** Blind indexes: equality and uniqueness of what is sealed. Another kind is another key. */
export type IndexKind =
	| "email"
	| "user_name"
	| "user_name_likeness"
	| "name_hold"
	| "pairwise"
	| "phone"
	| "staff_email";

export type KeyRing = {
	/** What new rows are written under. */
	version: number;
	/** Every version alive, oldest first. */
	versions: readonly number[];
	/** A new random unit key and its row for `unit_key`. */
	newUnit(owner: { realm: RealmId; owner: string; unit: string }): Promise<{ unit: UnitKey; row: UnitKeyRow }>;
	/** @throws KeyUnavailable when the key-encryption key of that version is gone */
	openUnit(row: UnitKeyRow): Promise<UnitKey>;
	/** The same key wrapped under the version that is written now. @throws KeyUnavailable */
	rewrap(row: UnitKeyRow): Promise<UnitKeyRow>;
	/** HMAC-SHA-256 of the text, which the caller has normalised, under the index key that is written now. */
	index(kind: IndexKind, realm: RealmId, text: string): Promise<Uint8Array>;
	/** The same under every version alive (two while a rotation runs): look up with `in`. */
	indexes(kind: IndexKind, realm: RealmId, text: string): Promise<Uint8Array[]>;
	/** HMAC-SHA-256 under the key of this day (UTC, `2026-11-22`), which is destroyed soon after it. */
	imprint(realm: RealmId, day: string, text: string): Promise<Uint8Array>;
	/** What seals the acts of a realm outside the database. @throws KeyUnavailable when the version is gone */
	actKey(realm: RealmId, version: number): Promise<UnitKey>;
};

/** The key-encryption key that this needs was deleted on purpose, or the row was tampered with. */
export class KeyUnavailable extends Error {}

/** Milliseconds. A rotation waits for longer than this (`rotation.ts`). */
export const RING_KEPT = 30_000;

type Version = {
	salt: Uint8Array<ArrayBuffer>;
	kek: CryptoKey;
	/** By realm and kind. */
	indexKeys: Map<string, CryptoKey>;
};
type Known = { range: SaltRange; versions: Map<number, Version>; readAt: number };

/** What this isolate knows of each store: derived keys only, which every request may use (DECISIONS 16). */
const known = new WeakMap<SaltStore, Known>();

/** The newest day's, by realm; the day before is forgotten. */
const days = new WeakMap<SaltStore, { day: string; salt: Uint8Array<ArrayBuffer>; keys: Map<string, CryptoKey> }>();

/**
 * The keys of now; costs no database trip, and one or two reads of the bucket each 30 seconds.
 * @throws SaltsUnavailable when the bucket does not answer sense
 */
export async function keyRing(sources: KeySources): Promise<KeyRing> {
	const before = known.get(sources.salts);
	const isFresh = before !== undefined && Math.abs(sources.now() - before.readAt) < (sources.kept ?? RING_KEPT);
	return ringOf(isFresh ? before : await readAgain(sources, before), sources);
}

/** The ring as the bucket has it at this moment. */
export async function newestKeyRing(sources: KeySources): Promise<KeyRing> {
	return ringOf(await readAgain(sources, known.get(sources.salts)), sources);
}

/** The ring for bringing a copy of the database up: nothing is asked of it, and no request gets this ring. */
export async function ringOfCopy(sources: KeySources): Promise<KeyRing> {
	return ringOf(await readSalts(sources, undefined), sources);
}

async function readAgain(sources: KeySources, before: Known | undefined): Promise<Known> {
	// What was seen to fit is used on while the question cannot be answered.
	const fit = sources.requireFit?.().catch((error: unknown) => {
		if (before === undefined || error instanceof DatabaseBehind) throw error;
	});
	const [read] = await Promise.all([readSalts(sources, before), fit]);
	known.set(sources.salts, read);
	return read;
}

/** Salts never change, so only those not yet known are read; those below the range are forgotten. */
async function readSalts(sources: KeySources, before: Known | undefined): Promise<Known> {
	const readAt = sources.now();
	const { range } = await readRange(sources.salts);
	const numbers = Array.from({ length: range.newest - range.oldest + 1 }, (_, index) => range.oldest + index);
	const versions = await Promise.all(
		numbers.map(
			async (number): Promise<[number, Version]> => [
				number,
				before?.versions.get(number) ?? (await readVersion(sources, number)),
			],
		),
	);
	return { range, versions: new Map(versions), readAt };
}

async function readVersion({ root, salts }: KeySources, number: number): Promise<Version> {
	const salt = await readSalt(salts, number);
	if (salt === undefined) throw new SaltsUnavailable(`salt ${number} is missing`);
	return { salt, kek: await deriveKeyEncryptionKey(root, salt, number), indexKeys: new Map() };
}

async function dayKey({ root, salts }: KeySources, realm: RealmId, day: string): Promise<CryptoKey> {
	const before = days.get(salts);
	const { salt, keys } =
		before?.day === day ? before : { salt: await daySalt(salts, day), keys: new Map<string, CryptoKey>() };
	if (before === undefined || before.day <= day) days.set(salts, { day, salt, keys });
	const key = keys.get(realm) ?? (await deriveDayKey(root, salt, { day, realm }));
	keys.set(realm, key);
	return key;
}

const sign = async (key: CryptoKey, text: string) =>
	new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));

function ringOf({ range, versions }: Known, sources: KeySources): KeyRing {
	const versionOf = (number: number): Version => {
		const version = versions.get(number);
		if (version === undefined) throw missing(number);
		return version;
	};
	const indexUnder = async (number: number, kind: IndexKind, realm: RealmId, text: string): Promise<Uint8Array> => {
		const version = versionOf(number);
		const name = `${realm} ${kind}`;
		const key =
			version.indexKeys.get(name) ??
			(await deriveIndexKey(sources.root, version.salt, { kind, realm, version: number }));
		version.indexKeys.set(name, key);
		return sign(key, text);
	};
	return {
		version: range.writing,
		versions: [...versions.keys()],
		newUnit: (owner) => newUnit(owner, range.writing, versionOf(range.writing).kek, sources.now()),
		openUnit: (row) => {
			const { id, owner_id: owner, unit, key_version, wrapped_key } = row;
			const version = versions.get(key_version);
			if (version === undefined) return Promise.reject(missing(key_version));
			const opening = importWrapped(version.kek, placeOf(row), wrapped_key);
			return opening.then(
				(key) => ({ id, owner, unit, key }),
				() => Promise.reject(unopened(key_version)),
			);
		},
		async rewrap(row) {
			const { kek } = versionOf(row.key_version);
			const bytes = await unwrapKey(kek, placeOf(row), row.wrapped_key).catch(() => {
				throw unopened(row.key_version);
			});
			const moved = { ...row, key_version: range.writing };
			return { ...moved, wrapped_key: await wrapKey(versionOf(range.writing).kek, placeOf(moved), bytes) };
		},
		index: (kind, realm, text) => indexUnder(range.writing, kind, realm, text),
		indexes: (kind, realm, text) =>
			Promise.all([...versions.keys()].map((number) => indexUnder(number, kind, realm, text))),
		imprint: async (realm, day, text) => sign(await dayKey(sources, realm, day), text),
		async actKey(realm, version) {
			const key = await deriveActKey(sources.root, versionOf(version).salt, { realm, version });
			return { id: `acts ${version}`, owner: realm, unit: "acts", key };
		},
	};
}

async function newUnit(
	{ realm, owner, unit }: { realm: RealmId; owner: string; unit: string },
	version: number,
	kek: CryptoKey,
	now: number,
): Promise<{ unit: UnitKey; row: UnitKeyRow }> {
	const bytes = newKeyBytes();
	const named = { realm_id: realm, id: uuidv7(now), owner_id: owner, unit, key_version: version };
	const wrapped_key = await wrapKey(kek, placeOf(named), bytes);
	const row: UnitKeyRow = { ...named, wrapped_key, created_at: new Date(now).toISOString() };
	return { unit: await importUnit(row, bytes), row };
}

const missing = (version: number) => new KeyUnavailable(`there is no key-encryption key ${version}`);
const unopened = (version: number) =>
	new KeyUnavailable(`a unit key does not open under key-encryption key ${version}`);

function placeOf(row: Omit<UnitKeyRow, "wrapped_key" | "created_at">) {
	return { realm: row.realm_id, id: row.id, owner: row.owner_id, unit: row.unit, version: row.key_version };
}

async function importUnit(row: UnitKeyRow, bytes: Uint8Array<ArrayBuffer>): Promise<UnitKey> {
	const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
	return { id: row.id, owner: row.owner_id, unit: row.unit, key };
}
