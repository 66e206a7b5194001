import { DAY } from "../../time.ts";
import { deleteObject, putObject, readObject, type SaltStore, SaltsUnavailable } from "../salts.ts";

/**
 * Salts of imprints that must outlive what they are made of (DECISIONS 94): nothing can compute them again, so a key
 * rotation does not end them. Each quarter has one, in the bucket that no backup holds. A list says which there are,
 * because the bucket is asked for nothing but objects by name.
 */
export type HoldSalt = HoldEntry & {
	salt: Uint8Array<ArrayBuffer>;
	/** By realm and kind. */
	keys: Map<string, CryptoKey>;
};

/**
 * `name`: the quarter, as `2026-Q4`; `2026-Q4.2` where that one was lost and another made. `from`: when it begins to be
 * written under, ISO 8601.
 */
export type HoldEntry = { name: string; from: string };

export const HOLD_LIST = "salts/holds";
const objectName = (name: string) => `salts/hold/${name}`;
const SALT_BYTES = 32;
/** For callers that read the newest salt before the next one began, and for clocks that differ. */
const GRACE_MS = DAY;
/** A salt is made so long before its quarter begins. */
const AHEAD_MS = DAY;
const ENTRY = /^(\d{4}-Q[1-4](?:\.\d+)?) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/;

const iso = (time: number) => new Date(time).toISOString();

/** As `2026-Q4`, UTC. Quarters sort as their names do. */
export function quarterOf(time: number): string {
	const date = new Date(time);
	return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

function startOfQuarter(name: string): number {
	const [year, quarter] = name.split("-Q").map(Number);
	return Date.UTC(year ?? Number.NaN, 3 * ((quarter ?? Number.NaN) - 1));
}

type HoldList = { entries: HoldEntry[]; etag: string };

async function readList(salts: SaltStore): Promise<HoldList | undefined> {
	const object = await readObject(salts, HOLD_LIST);
	return object && { entries: parseList(object.bytes), etag: object.etag };
}

/** @throws SaltsUnavailable */
export function parseList(bytes: Uint8Array): HoldEntry[] {
	const entries = new TextDecoder()
		.decode(bytes)
		.split("\n")
		.map((line): HoldEntry => {
			const [, name = "", from = ""] = ENTRY.exec(line) ?? [];
			return { name, from };
		});
	const ascends = entries.every(({ name, from }, index) => name !== "" && (entries[index - 1]?.from ?? "") <= from);
	if (!ascends || new Set(entries.map(({ name }) => name)).size < entries.length)
		throw new SaltsUnavailable("the list of hold salts is not readable");
	return entries;
}

const encodeList = (entries: readonly HoldEntry[]) =>
	new TextEncoder().encode(entries.map(({ name, from }) => `${name} ${from}`).join("\n"));

/** Undefined once it has been deleted: the imprints under it mean nothing any more, in any copy. */
async function readHoldSalt(salts: SaltStore, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const object = await readObject(salts, objectName(name));
	if (object && object.bytes.length !== SALT_BYTES)
		throw new SaltsUnavailable(`hold salt ${name} has not ${SALT_BYTES} bytes`);
	return object?.bytes;
}

/** Of many callers that make it at once, one wins, and all read what it wrote. */
async function putHoldSalt(salts: SaltStore, name: string): Promise<void> {
	const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
	await putObject(salts, objectName(name), salt, { onlyIf: { etagDoesNotMatch: "*" } });
}

/**
 * The hold salts that there are, oldest first; undefined where none was ever made. One that is listed and gone is left
 * out: what stood under it is free.
 * @param before what is known already: a salt never changes, so only new ones are read
 * @throws SaltsUnavailable
 */
export async function readHoldSalts(
	salts: SaltStore,
	before: readonly HoldSalt[] = [],
): Promise<HoldSalt[] | undefined> {
	const list = await readList(salts);
	if (list === undefined) return undefined;
	const found = list.entries.map(async ({ name, from }): Promise<HoldSalt[]> => {
		const known = before.find((one) => one.name === name);
		if (known) return [known];
		const salt = await readHoldSalt(salts, name);
		return salt ? [{ name, from, salt, keys: new Map() }] : [];
	});
	return (await Promise.all(found)).flat();
}

/** Makes the first one, before anybody has a key ring that knows of none. @throws SaltsUnavailable */
export async function beginHoldSalts(salts: SaltStore, now: number): Promise<HoldSalt[]> {
	const name = quarterOf(now);
	await putHoldSalt(salts, name);
	const first = encodeList([{ name, from: iso(now) }]);
	await putObject(salts, HOLD_LIST, first, { onlyIf: { etagDoesNotMatch: "*" } });
	return (await readHoldSalts(salts)) ?? [];
}

/** `wait`: milliseconds until every isolate knows of a new one. `before`: holds from then or earlier have ended. */
export type HoldRenewal = { now: number; wait: number; before: string };

/**
 * Makes the salt of the quarter that begins within a day, and destroys those under which every hold has ended. Each
 * step may be cut off, and is then done again.
 * @returns the names of those that there are
 * @throws SaltsUnavailable
 */
export async function renewHoldSalts(salts: SaltStore, { now, wait, before }: HoldRenewal): Promise<string[]> {
	const list = await readList(salts);
	if (list === undefined) return [];
	const ended = endedEntries(list.entries, before);
	for (const { name } of ended) await deleteObject(salts, objectName(name));
	// A salt that was lost leaves the list too, so that another is made in its place.
	const living = await Promise.all(
		list.entries
			.filter((entry) => !ended.includes(entry))
			.map(async (entry) => ((await readHoldSalt(salts, entry.name)) ? [entry] : [])),
	);
	const entries = living.flat();
	const quarter = quarterOf(now + AHEAD_MS);
	const newest = entries.at(-1);
	if (newest === undefined || quarterIn(newest.name) < quarter) {
		const name = freeName(quarter, list.entries);
		await putHoldSalt(salts, name);
		entries.push({ name, from: iso(Math.max(startOfQuarter(quarter), now + wait)) });
	}
	if (entries.length === list.entries.length && entries.every((entry, index) => entry === list.entries[index]))
		return entries.map((entry) => entry.name);
	const written = await putObject(salts, HOLD_LIST, encodeList(entries), { onlyIf: { etagMatches: list.etag } });
	if (written === null) throw new SaltsUnavailable("the list of hold salts was changed by another process");
	return entries.map((entry) => entry.name);
}

const quarterIn = (name: string) => name.slice(0, "2026-Q4".length);

/** Rows under a salt that was lost go on to name it, so that its name is not used again. */
function freeName(quarter: string, entries: readonly HoldEntry[]): string {
	const last = entries.findLast(({ name }) => quarterIn(name) === quarter);
	return last === undefined ? quarter : `${quarter}.${Number(last.name.slice(quarter.length + 1) || 1) + 1}`;
}

/** A salt is written under until the next one begins; so long after that as a hold lasts, nothing under it counts. */
function endedEntries(entries: readonly HoldEntry[], before: string): HoldEntry[] {
	return entries.filter((_, index) => {
		const next = entries[index + 1];
		return next !== undefined && Date.parse(next.from) + GRACE_MS <= Date.parse(before);
	});
}
