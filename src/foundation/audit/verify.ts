import type { Database } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import { allProofKeys, type ProofKey, proofKeys } from "../proof/signing-key.ts";
import { type AuditEntry, entryHash } from "./audit.ts";
import { hashOfHeads } from "./chain-heads.ts";
import { readHead } from "./log-head.ts";
import { entriesFrom } from "./queries.ts";
import { type DayRow, daysAfter } from "./queries-day.ts";
import { verifyAccesses, verifyConsents } from "./verify-chains.ts";

/** What is wrong, in a sentence for the operator, which names nobody; `number`: of the entry of the log. */
export type Fault = { number?: number; text: string };

export type VerifiedRealm = {
	realm: RealmId;
	entries: number;
	days: number;
	/** Heads that were read outside the database. */
	published: number;
	/** Chains of members; undefined where the secret that they hang on was not given. */
	chains: { accesses: number; consents: number } | undefined;
	/** The first fault of each kind that was found. */
	faults: readonly Fault[];
};

export type VerifySources = {
	database: Database;
	/** The present signing key and KEK_ROOT, where they are known. */
	receiptKey: Uint8Array | undefined;
	keyRoot: Uint8Array | undefined;
	/** Heads of a realm as they stand outside the database, compact JWS. */
	published: (realm: RealmId) => Promise<readonly string[]>;
};

/** Rows of one trip. */
const PAGE_SIZE = 1_000;

/**
 * Walks the log of a realm from its first entry to its last, with everything that hangs on it: closed days, their
 * signatures, the heads that were published, and the chains of living members.
 */
export async function verifyRealm(
	sources: VerifySources,
	realm: RealmId,
	brands: readonly string[],
): Promise<VerifiedRealm> {
	const { database } = sources;
	const [known] = await database.read(proofKeys());
	const keys: ProofKey[] = sources.receiptKey ? await allProofKeys({ receiptKey: sources.receiptKey }, known) : known;
	const days = await allDays(database, realm);
	const published = await sources.published(realm);
	const named = new Map<number, { hash: string; by: string }[]>();
	const name = (number: number, hash: string, by: string) =>
		named.set(number, [...(named.get(number) ?? []), { hash, by }]);
	const faults: (Fault | undefined)[] = [];
	for (const day of days) {
		name(day.number, day.hash, `the closed day ${day.day}`);
		faults.push(await faultOfDay(database, keys, day));
	}
	faults.push(gapIn(days));
	for (const jws of published) {
		const head = await readHead(keys, jws);
		if (head?.realm !== realm)
			faults.push({ text: "a published head is not signed by a key of this deployment, or of another realm" });
		else name(head.number, head.hash, `the published head of ${head.day}`);
	}
	const walked = await walk(database, realm, named);
	const { keyRoot } = sources;
	const about = { database, realm, brands };
	const accesses = keyRoot && (await verifyAccesses({ ...about, keyRoot }));
	const consents = keyRoot && (await verifyConsents({ ...about, keyRoot }));
	const all = [walked.fault, ...faults, accesses?.fault, consents?.fault];
	return {
		...{ realm, entries: walked.entries, days: days.length, published: published.length },
		chains: accesses && consents && { accesses: accesses.chains, consents: consents.chains },
		faults: all.filter((fault) => fault !== undefined),
	};
}

async function allDays(database: Database, realm: RealmId): Promise<DayRow[]> {
	const days: DayRow[] = [];
	for (;;) {
		const [page] = await database.read(daysAfter(realm, days.at(-1)?.day ?? "", PAGE_SIZE));
		days.push(...page);
		if (page.length < PAGE_SIZE) return days;
	}
}

/** Each day since the first was closed, whether or not anything happened. */
function gapIn(days: readonly DayRow[]): Fault | undefined {
	const gap = days.find(({ day }, at) => {
		const before = days[at - 1];
		return before !== undefined && Date.parse(day) - Date.parse(before.day) !== 24 * 60 * 60 * 1_000;
	});
	return gap && { number: gap.number, text: `a closed day before ${gap.day} is missing` };
}

async function faultOfDay(database: Database, keys: readonly ProofKey[], day: DayRow): Promise<Fault | undefined> {
	const wrong = (what: string): Fault => ({ number: day.number, text: `the closed day ${day.day}: ${what}` });
	const head = await readHead(keys, day.jws);
	if (head === undefined) return wrong("its head is not signed by a key of this deployment");
	if (head.realm !== day.realm_id || head.day !== day.day || head.number !== day.number || head.hash !== day.hash)
		return wrong("it is not what was signed");
	const heads = await hashOfHeads(database, day.realm_id as RealmId, day.day);
	if (heads.hash !== day.ledgers_hash || head.ledgers !== day.ledgers_hash)
		return wrong("the heads of chains are not those that were hashed");
	return undefined;
}

type Named = ReadonlyMap<number, readonly { hash: string; by: string }[]>;

/** Every entry hangs on the one before it, is what was hashed, and is the one that closed days and published heads name. */
async function walk(
	database: Database,
	realm: RealmId,
	named: Named,
): Promise<{ entries: number; fault: Fault | undefined }> {
	let fault: Fault | undefined;
	let entries = 0;
	let last: AuditEntry | undefined;
	for (let more = true; more; ) {
		const [page] = await database.read(entriesFrom(realm, last?.number ?? 0, PAGE_SIZE));
		for (const entry of page) {
			fault ??= await faultOfEntry(entry, last, named);
			last = entry;
		}
		entries += page.length;
		more = page.length === PAGE_SIZE;
	}
	return { entries, fault: fault ?? missingEnd(last?.number ?? 0, named) };
}

async function faultOfEntry(
	entry: AuditEntry,
	before: AuditEntry | undefined,
	named: Named,
): Promise<Fault | undefined> {
	const { number } = entry;
	const wanted = (before?.number ?? 0) + 1;
	if (number !== wanted) return { number: wanted, text: `entry ${wanted} is missing` };
	if (entry.previous_hash !== (before?.hash ?? ""))
		return { number, text: `entry ${number} does not follow on the one before it` };
	if ((await entryHash(entry)) !== entry.hash) return { number, text: `entry ${number} was changed` };
	const other = named.get(number)?.find(({ hash }) => hash !== entry.hash);
	return other && { number, text: `entry ${number} is not the one that ${other.by} names` };
}

function missingEnd(last: number, named: Named): Fault | undefined {
	const [first] = [...named.keys()].filter((number) => number > last).sort((one, other) => one - other);
	if (first === undefined) return undefined;
	const by = named.get(first)?.[0]?.by ?? "";
	return { number: last + 1, text: `the log ends at ${last}, and ${by} names entry ${first}: its end was taken away` };
}
