import type { Database } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";
import { type ConsentEvent, hashOf, inOrder, isEmptied } from "../ledgers/consent.ts";
import { accessKey, firstBroken, type StaffAccess } from "../ledgers/staff-access.ts";
import { type Chain, chainName, headsKey, leafOf } from "./chain-heads.ts";
import { spanOf } from "./closing.ts";
import {
	accessesAfter,
	accessesEndedBefore,
	accessesOfMembers,
	consentsOf,
	headsOfChains,
	membersOf,
	membersOn,
} from "./queries-verify.ts";

/** `text` names no member: whose chain it is stands in the database. */
type Checked = { chains: number; fault: { text: string } | undefined };

export type ChainsOf = {
	database: Database;
	realm: RealmId;
	brands: readonly string[];
	keyRoot: Uint8Array;
};

const PAGE_SIZE = 500;

/** Each record of access by staff, and whether it still ends where a closed day says. */
export async function verifyAccesses(about: ChainsOf): Promise<Checked> {
	const { database, realm, keyRoot } = about;
	const key = await accessKey(keyRoot, realm);
	const [[cutoff]] = await database.read(accessesEndedBefore(realm));
	const isPast = (at: string) => cutoff !== undefined && at <= cutoff.before;
	const checked: Checked = { chains: 0, fault: undefined };
	let chain: StaffAccess[] = [];
	const end = async () => {
		if (chain.length === 0) return;
		checked.chains += 1;
		const number = await firstBroken(key, chain, isPast);
		if (number !== undefined)
			checked.fault ??= {
				text: `a record of access by staff is broken at its row ${number} (${rowOf(chain, number)})`,
			};
		chain = [];
	};
	for (let after = { member: "", number: 0 }; ; ) {
		const [rows] = await database.read(accessesAfter(realm, after, PAGE_SIZE));
		for (const row of rows) {
			if (chain[0] !== undefined && chain[0].member_id !== row.member_id) await end();
			chain.push(row);
			after = { member: row.member_id, number: row.number };
		}
		if (rows.length < PAGE_SIZE) break;
	}
	await end();
	checked.fault ??= await lostAccess(about, isPast);
	return checked;
}

const rowOf = (chain: readonly StaffAccess[], number: number) =>
	`row ${chain.find((row) => row.number === number)?.id ?? "?"}`;

/**
 * A head of a closed day whose row is gone before its term, in the record of a member who is still there. On the day on
 * which a term ends its rows go one by one: none of that day is missed.
 */
async function lostAccess(about: ChainsOf, isPast: (at: string) => boolean): Promise<Checked["fault"]> {
	const { database, realm } = about;
	for (let after = ""; ; ) {
		const [members] = await database.read(membersOf(realm, after, PAGE_SIZE));
		const ids = members.map(({ member_id }) => member_id);
		const [rows] = ids.length === 0 ? [[]] : await database.read(accessesOfMembers(realm, ids));
		const hashes = hashesByMember(rows);
		const chains = ids.map((member): Chain => ({ kind: "staff_access", member }));
		const day = await firstLost(about, chains, hashes, (on) => isPast(spanOf(on).from));
		if (day !== undefined) return { text: `a record of access by staff lacks the row that it ended with on ${day}` };
		after = ids.at(-1) ?? after;
		if (ids.length < PAGE_SIZE) return undefined;
	}
}

const hashesByMember = (rows: readonly { member_id: string; hash: string }[]) =>
	new Map(
		[...Map.groupBy(rows, ({ member_id }) => member_id)].map(([member, own]) => [member, own.map(({ hash }) => hash)]),
	);

/** The first closed day on which one of these chains ended with a row that it has no more. */
async function firstLost(
	{ database, realm, keyRoot }: ChainsOf,
	chains: readonly Chain[],
	hashes: ReadonlyMap<string, readonly string[]>,
	isPast: (day: string) => boolean,
): Promise<string | undefined> {
	const key = await headsKey(keyRoot, realm);
	const named = new Map(await Promise.all(chains.map(async (chain) => [await chainName(key, chain), chain] as const)));
	if (named.size === 0) return undefined;
	const [heads] = await database.read(headsOfChains(realm, [...named.keys()]));
	for (const { day, leaf, chain: name } of heads) {
		const chain = named.get(name);
		if (chain === undefined || isPast(day)) continue;
		if (!(await hasEnded(key, day, chain, hashes.get(chain.member) ?? [], leaf))) return day;
	}
	return undefined;
}

async function hasEnded(
	key: CryptoKey,
	day: string,
	chain: Chain,
	hashes: readonly string[],
	leaf: string,
): Promise<boolean> {
	// The last rows are the likeliest.
	for (const hash of hashes.toReversed()) if ((await leafOf(key, day, chain, hash)) === leaf) return true;
	return false;
}

/** The consents of each membership, and whether they still hold what they ended with on a closed day. */
export async function verifyConsents(about: ChainsOf): Promise<Checked> {
	const { database, brands } = about;
	const checked: Checked = { chains: 0, fault: undefined };
	for (const brand of brands)
		for (let after = ""; ; ) {
			const [members] = await database.read(membersOn(brand, after, PAGE_SIZE));
			const ids = members.map(({ member_id }) => member_id);
			if (ids.length === 0) break;
			const [events] = await database.read(consentsOf(brand, ids));
			for (const chain of Map.groupBy(events, ({ member_id }) => member_id).values()) {
				checked.chains += 1;
				checked.fault ??= await brokenConsents(brand, chain);
			}
			const chains = ids.map((member): Chain => ({ kind: "consent", member, brand }));
			const day = await firstLost(about, chains, hashesByMember(events), () => false);
			if (day !== undefined)
				checked.fault ??= { text: `consents on ${brand} lack the event that they ended with on ${day}` };
			after = ids.at(-1) ?? after;
			if (ids.length < PAGE_SIZE) break;
		}
	return checked;
}

async function brokenConsents(
	brand: string,
	chain: readonly Tables["consent_event"][],
): Promise<{ text: string } | undefined> {
	for (const { hash, ended_at: _, commitment: __, ...event } of chain)
		if (!isEmptied(event) && (await hashOf(event)) !== hash)
			return { text: `consents on ${brand} are broken (event ${event.id})` };
	return isWhole(chain) ? undefined : { text: `consents on ${brand} are broken: an event is missing` };
}

function isWhole(chain: readonly Pick<ConsentEvent, "previous_hash" | "hash">[]): boolean {
	try {
		return inOrder(chain).length === chain.length;
	} catch {
		return false;
	}
}
