import type { Database } from "../db/database.ts";
import type { ObjectStore } from "../objects/store.ts";
import { within } from "../outages.ts";
import { type Edition, editionAt } from "./edition.ts";
import { registryAfter, registryPointer } from "./queries.ts";
import type { PublishedBrand } from "./settings.ts";
import { type EncodedSnapshot, openSnapshot, type Snapshot } from "./snapshot.ts";

/** What the registry needs of the world. `openDatabase` gives a client for this request, with a time limit in ms. */
export type RegistryContext = {
	/** `behind`: the response does not wait for it. */
	openDatabase(timeout: number, behind: boolean): Database;
	copies?: ObjectStore | undefined;
	now(): number;
	/** Resolves after so many milliseconds. */
	wait(milliseconds: number): Promise<void>;
	/** Lets work go on after the response. */
	keepAlive(work: Promise<unknown>): void;
};

export type RegistryHealth = {
	revision: number;
	source: "database" | "copy";
	/** Milliseconds since the database last confirmed the revision. */
	age: number;
	problems: string[];
};

/** Milliseconds (DECISIONS 5; REFRESH_INTERVAL_MS is below 15 s so that a change shows within 15 s of its publication). */
const REFRESH_INTERVAL_MS = 10_000;
const STALE_AFTER_MS = 60_000;
const UNKNOWN_HOST_PAUSE_MS = 1_000;
const RETRY_PAUSE_MS = 5_000;
const QUERY_LIMIT_MS = 1_000;
const COLD_LIMIT_MS = 2_000;
const COPY_LIMIT_MS = 500;
const POLL_INTERVAL_MS = 10;

/**
 * What this isolate knows of the brands. Module state is right here: it holds no member's data, it is keyed by
 * host, and every request may see it.
 */
const state: {
	snapshot: Snapshot | undefined;
	source: "database" | "copy";
	confirmedAt: number;
	triedAt: number;
	failed: boolean;
	/** When the look under way began, 0 when there is none. A cancelled request never says that it ended. */
	lookingSince: number;
	/** A revision whose row was broken: not fetched again until the pointer moves on. */
	broken: number;
} = { snapshot: undefined, source: "database", confirmedAt: 0, triedAt: 0, failed: false, lookingSince: 0, broken: 0 };

/** Forgotten with the snapshot that the brand belongs to. */
const editions = new WeakMap<PublishedBrand, { edition: Edition; from: number }>();

/**
 * The live registry; undefined when neither database nor copy can be had. `isKnown` says whether a registry knows
 * the host of this request: for one that it does not, it is worth to wait for news.
 */
export async function currentRegistry(
	isKnown: (snapshot: Snapshot) => boolean,
	sources: RegistryContext,
): Promise<Snapshot | undefined> {
	const known = state.snapshot;
	if (known === undefined) return coldRegistry(sources);
	const now = sources.now();
	const sinceTry = now - state.triedAt;
	const mayLook = !state.failed || sinceTry > RETRY_PAUSE_MS;
	const stale = now - state.confirmedAt > STALE_AFTER_MS;
	const unknown = sinceTry > UNKNOWN_HOST_PAUSE_MS && !isKnown(known);
	if (stale || unknown) {
		if (isLooking(now)) await awaitOtherQuery(sources, QUERY_LIMIT_MS);
		else if (mayLook) await queryRegistry(sources, QUERY_LIMIT_MS);
	} else if (mayLook && now - state.confirmedAt > REFRESH_INTERVAL_MS && !isLooking(now))
		sources.keepAlive(queryRegistry(sources, QUERY_LIMIT_MS, true));
	return state.snapshot;
}

/** The registry while no look at the database is due; undefined otherwise. */
export function freshRegistry(now: number): Snapshot | undefined {
	return now - state.confirmedAt <= REFRESH_INTERVAL_MS ? state.snapshot : undefined;
}

/** The registry that this isolate saw last, however long ago; undefined before it saw one. */
export const lastRegistry = (): Snapshot | undefined => state.snapshot;

function isLooking(now: number): boolean {
	return state.lookingSince > 0 && now - state.lookingSince < COLD_LIMIT_MS;
}

/** Waits by polling: a promise of another request may not be awaited. */
async function awaitOtherQuery(sources: RegistryContext, limit: number): Promise<void> {
	for (let waited = 0; isLooking(sources.now()) && waited < limit; waited += POLL_INTERVAL_MS)
		await sources.wait(POLL_INTERVAL_MS);
}

/** The brand's edition now, worked out once for as long as nothing comes into force. */
export function currentEdition(brand: PublishedBrand, now: number): Edition {
	const known = editions.get(brand);
	if (known && now >= known.from && now < known.edition.validUntil) return known.edition;
	const edition = editionAt(brand, now);
	editions.set(brand, { edition, from: now });
	return edition;
}

/** Undefined before the first look has succeeded. */
export function registryHealth(now: number): RegistryHealth | undefined {
	if (state.snapshot === undefined) return undefined;
	const problems = [
		...(state.failed ? ["the database did not answer the last look"] : []),
		...(state.broken > 0 ? [`registry revision ${state.broken} is corrupt; an older one is served`] : []),
		...(state.source === "copy" ? ["served from the copy"] : []),
	];
	return { revision: state.snapshot.revision, source: state.source, age: now - state.confirmedAt, problems };
}

/** Looks now, whatever the age: what the cron trigger does, so that the copy never lags. */
export async function refreshRegistry(sources: RegistryContext): Promise<void> {
	await queryRegistry(sources, COLD_LIMIT_MS);
}

async function coldRegistry(sources: RegistryContext): Promise<Snapshot | undefined> {
	if (isLooking(sources.now())) await awaitOtherQuery(sources, COLD_LIMIT_MS);
	if (state.snapshot || isLooking(sources.now())) return state.snapshot;
	const triedJustNow = state.failed && sources.now() - state.triedAt < UNKNOWN_HOST_PAUSE_MS;
	if (!triedJustNow) await queryRegistry(sources, COLD_LIMIT_MS);
	return state.snapshot;
}

async function queryRegistry(sources: RegistryContext, limit: number, behind = false): Promise<void> {
	state.lookingSince = sources.now();
	state.triedAt = sources.now();
	try {
		const database = sources.openDatabase(limit, behind);
		const [[pointer], [row]] = await database.read(
			registryPointer(),
			registryAfter(state.snapshot?.revision ?? 0, state.broken),
		);
		if (row) await adopt(row, sources);
		else if (pointer?.revision === state.snapshot?.revision) state.broken = 0;
		state.failed = false;
		if (state.broken === 0) state.source = "database";
		state.confirmedAt = sources.now();
	} catch {
		state.failed = true;
	} finally {
		// Still under the flag: requests that wait for this look get the copy too.
		if (state.snapshot === undefined && sources.copies) await copyInTime(sources.copies, sources);
		state.triedAt = sources.now();
		state.lookingSince = 0;
	}
}

async function adopt(row: EncodedSnapshot, sources: RegistryContext): Promise<void> {
	try {
		const snapshot = await openSnapshot(row);
		// Two looks may overlap, and a replica may lag: the registry never goes backwards.
		if (state.snapshot && snapshot.revision <= state.snapshot.revision) return;
		state.snapshot = snapshot;
		state.broken = 0;
		if (sources.copies) sources.keepAlive(storeCopy(sources.copies, row));
	} catch {
		state.broken = row.revision;
	}
}

const CURRENT = "registry/current";
const copyKey = (revision: number) => `registry/${revision}`;

/** The pointer object is written last, so a reader finds either the old copy or the whole new one. */
async function storeCopy(copies: ObjectStore, row: EncodedSnapshot): Promise<void> {
	const current = await readText(copies, CURRENT);
	if (Number(current?.split(" ")[0] ?? 0) >= row.revision) return;
	await copies.put(copyKey(row.revision), row.body);
	await copies.put(CURRENT, new TextEncoder().encode(`${row.revision} ${row.sha256}`));
}

/** A bucket that is away must not hold up the answer that says so. */
async function copyInTime(copies: ObjectStore, sources: RegistryContext): Promise<void> {
	const limitMs = COLD_LIMIT_MS + COPY_LIMIT_MS - (sources.now() - state.triedAt);
	await within(Math.max(limitMs, COPY_LIMIT_MS), () => loadCopy(copies, sources)).catch(() => undefined);
}

async function loadCopy(copies: ObjectStore, sources: RegistryContext): Promise<void> {
	try {
		const [revision, sha256] = ((await readText(copies, CURRENT)) ?? "").split(" ");
		const object = revision && (await copies.get(copyKey(Number(revision))));
		if (!object || !sha256) return;
		const body = new Uint8Array(await object.arrayBuffer());
		const snapshot = await openSnapshot({ revision: Number(revision), sha256, body });
		if (state.snapshot) return;
		state.snapshot = snapshot;
		state.source = "copy";
		state.confirmedAt = sources.now();
	} catch {
		// No copy, or a broken one: the caller answers 503.
	}
}

async function readText(copies: ObjectStore, key: string): Promise<string | undefined> {
	const object = await copies.get(key);
	return object ? new TextDecoder().decode(await object.arrayBuffer()) : undefined;
}
