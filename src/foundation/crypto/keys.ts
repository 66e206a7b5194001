import { Unavailable } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import { daySalt } from "./day-salt.ts";
import { KeysDoNotFit } from "./fit.ts";
import { type HoldIndexes, holdIndexes } from "./holds/hold-indexes.ts";
import {
	deriveActKey,
	deriveDayKey,
	deriveIndexKey,
	importWrapped,
	type UnitKeyRow,
	unwrapKey,
	wrapKey,
	wrapLocationOf,
} from "./key-wrap.ts";
import { newUnit } from "./new-unit.ts";
import { type KeySources, type Keys, type KeyVersion, type Reading, readKeys } from "./read-keys.ts";
import { type SaltStore, SaltsUnavailable } from "./salts.ts";
import type { UnitKey } from "./sealed.ts";

export type { KeySources };

/** Blind indexes: equality and uniqueness of what is sealed. Another kind is another key. */
export type IndexKind =
	| "email"
	| "user_name"
	| "user_name_likeness"
	| "pairwise"
	| "phone"
	| "staff_email"
	| "ticket_email"
	| "evidence_subject"
	| "recipient_notice";

export type KeyRing = HoldIndexes & {
	/** What new rows are written under. */
	version: number;
	/** Every version alive, oldest first. */
	versions: readonly number[];
	/** A new random unit key and its row for `unit_key`. `madeAt`: epoch milliseconds, where the moment would tell something. */
	newUnit(owner: {
		realm: RealmId;
		owner: string;
		unit: string;
		madeAt?: number;
	}): Promise<{ unit: UnitKey; row: UnitKeyRow }>;
	/** @throws KeyUnavailable when the key-encryption key of that version is gone */
	openUnit(row: UnitKeyRow): Promise<UnitKey>;
	/** The same key wrapped under the version that is written now. @throws KeyUnavailable */
	rewrap(row: UnitKeyRow): Promise<UnitKeyRow>;
	/** HMAC-SHA-256 of the text, which the caller has normalised, under the index key that is written now. */
	index(kind: IndexKind, realm: RealmId, text: string): Promise<Uint8Array>;
	/** The same under every version alive (two while a rotation runs): look up with `in`. */
	indexes(kind: IndexKind, realm: RealmId, text: string): Promise<Uint8Array[]>;
	/** HMAC-SHA-256 under the key of this day (UTC, `2026-11-22`), which is destroyed soon after it. */
	keyedHash(realm: RealmId, day: string, text: string): Promise<Uint8Array>;
	/** What seals the acts of a realm outside the database. @throws KeyUnavailable when the version is gone */
	actKey(realm: RealmId, version: number): Promise<UnitKey>;
};

/**
 * A key does not open: its key-encryption key is not known here, or the row was tampered with. It never means that
 * something was erased: what was erased has no row.
 */
export class KeyUnavailable extends Unavailable {}

/** Milliseconds. A rotation waits for longer than this (`rotation.ts`). */
export const RING_TTL_MS = 30_000;

/** `lookedAt`: when reading them again began, behind a response. */
type Known = Keys & { readAt: number; lookedAt: number };

/** What this isolate knows of each store: derived keys only, which every request may use (DECISIONS 16). */
const known = new WeakMap<SaltStore, Known>();

/** What stands in the way of reading them, when that was seen, and when it was said. */
const problems = new WeakMap<SaltStore, { error: Unavailable; at: number; saidAt: number }>();
/** Milliseconds: so long a problem is taken to last, and it is said no more often than that. */
const PROBLEM_TTL_MS = 1_000;
const REPORT_INTERVAL_MS = 50_000;

/** The newest day's, by realm; the day before is forgotten. */
const days = new WeakMap<SaltStore, { day: string; salt: Uint8Array<ArrayBuffer>; keys: Map<string, CryptoKey> }>();

/**
 * The current keys, verified to fit the database: read beside it by a cold isolate, then once in 30 seconds,
 * without a trip that a request waits for.
 * @throws KeysDoNotFit, SaltsUnavailable, DatabaseUnavailable
 */
export async function keyRing(sources: KeySources): Promise<KeyRing> {
	return ringOf(await currentKeys(sources, { make: true }), sources);
}

/** The ring as bucket and database have it at this moment. @throws as `keyRing` */
export async function newestKeyRing(sources: KeySources): Promise<KeyRing> {
	return ringOf(await newestKeys(sources), sources);
}

/** For bringing a copy of the database up: everything else fits, and no request gets this ring. @throws as `keyRing` */
export async function ringOfCopy(sources: KeySources): Promise<KeyRing> {
	return ringOf(await readKeys({ ...sources, companion: undefined }, { make: true }), sources);
}

/** What the ring is made of, at this moment. @throws as `keyRing` */
export async function newestKeys(sources: KeySources): Promise<Keys> {
	return readAgain(sources, { make: true });
}

/** What is wrong with the keys, in a sentence for the operator; undefined when they fit. Makes none. */
export async function keyProblem(sources: KeySources): Promise<string | undefined> {
	try {
		await currentKeys(sources, { make: false });
		return undefined;
	} catch (error) {
		if (error instanceof Unavailable) return error.message;
		throw error;
	}
}

async function currentKeys(sources: KeySources, reading: Reading & { make: true }): Promise<Keys>;
async function currentKeys(sources: KeySources, reading: Reading): Promise<Keys | undefined>;
async function currentKeys(sources: KeySources, reading: Reading): Promise<Keys | undefined> {
	const { salts, keepAlive, kept = RING_TTL_MS } = sources;
	const before = known.get(salts);
	const age = before === undefined ? kept : Math.abs(sources.now() - before.readAt);
	if (before && age < kept) {
		if (keepAlive && age >= kept / 2 && sources.now() - before.lookedAt >= kept / 10) {
			before.lookedAt = sources.now();
			keepAlive(readAgain(sources, { ...reading, before, behind: true }));
		}
		return before;
	}
	const problem = problems.get(salts);
	if (problem && Math.abs(sources.now() - problem.at) < PROBLEM_TTL_MS) throw problem.error;
	return readAgain(sources, { ...reading, before });
}

async function readAgain(sources: KeySources, reading: Reading & { make: true }): Promise<Keys>;
async function readAgain(sources: KeySources, reading: Reading): Promise<Keys | undefined>;
async function readAgain(sources: KeySources, reading: Reading): Promise<Keys | undefined> {
	const { salts } = sources;
	const readAt = sources.now();
	try {
		const keys = await readKeys(sources, reading);
		if (keys) known.set(salts, { ...keys, readAt, lookedAt: readAt });
		problems.delete(salts);
		return keys;
	} catch (error) {
		if (error instanceof KeysDoNotFit || error instanceof SaltsUnavailable) {
			known.delete(salts);
			noteProblem(salts, error, sources.now());
		}
		throw error;
	}
}

/** One line for the log, once a minute at most: sentences of this folder, with numbers of keys in them. */
function noteProblem(salts: SaltStore, error: Unavailable, at: number): void {
	const last = problems.get(salts);
	const isSaid = last !== undefined && last.error.message === error.message && at - last.saidAt < REPORT_INTERVAL_MS;
	const standstill = error.message;
	if (!isSaid) console.error(`keys: ${standstill}`);
	problems.set(salts, { error, at, saidAt: isSaid ? last.saidAt : at });
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

function ringOf({ range, versions, holds }: Keys, sources: KeySources): KeyRing {
	const versionOf = (number: number): KeyVersion => {
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
		newUnit: (owner) => newUnit(owner, range.writing, versionOf(range.writing).kek, owner.madeAt ?? sources.now()),
		openUnit: (row) => {
			const { id, owner_id: owner, unit, key_version, wrapped_key } = row;
			const version = versions.get(key_version);
			if (version === undefined) return Promise.reject(missing(key_version));
			const opening = importWrapped(version.kek, wrapLocationOf(row), wrapped_key);
			return opening.then(
				(key) => ({ id, owner, unit, key }),
				() => Promise.reject(unopened(key_version)),
			);
		},
		async rewrap(row) {
			const { kek } = versionOf(row.key_version);
			const bytes = await unwrapKey(kek, wrapLocationOf(row), row.wrapped_key).catch(() => {
				throw unopened(row.key_version);
			});
			const moved = { ...row, key_version: range.writing };
			return { ...moved, wrapped_key: await wrapKey(versionOf(range.writing).kek, wrapLocationOf(moved), bytes) };
		},
		index: (kind, realm, text) => indexUnder(range.writing, kind, realm, text),
		indexes: (kind, realm, text) =>
			Promise.all([...versions.keys()].map((number) => indexUnder(number, kind, realm, text))),
		keyedHash: async (realm, day, text) => sign(await dayKey(sources, realm, day), text),
		...holdIndexes({ root: sources.root, holds, now: sources.now() }),
		async actKey(realm, version) {
			const key = await deriveActKey(sources.root, versionOf(version).salt, { realm, version });
			return { id: `acts ${version}`, owner: realm, unit: "acts", key };
		},
	};
}

const missing = (version: number) => new KeyUnavailable(`there is no key-encryption key ${version}`);
const unopened = (version: number) =>
	new KeyUnavailable(`a unit key does not open under key-encryption key ${version}`);
