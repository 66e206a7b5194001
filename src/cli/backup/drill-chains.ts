import { newestRestore } from "#foundation/acts/queries-restore.ts";
import { auditHead } from "#foundation/audit/audit.ts";
import { headsOf, readHead } from "#foundation/audit/log-head.ts";
import { lastDays } from "#foundation/audit/queries-day.ts";
import { verifyRealm } from "#foundation/audit/verify.ts";
import { everPublished } from "#foundation/brand/queries.ts";
import type { Database } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { allProofKeys, proofKeys } from "#foundation/proof/signing-key.ts";
import { MAX_CLOCK_SKEW_MS } from "#foundation/time.ts";
import { CommandError } from "../command.ts";
import type { Manifest } from "./manifest.ts";
import { listAll, type ReadableBucket } from "./objects.ts";

export type Chains = {
	/** The restored copy. */
	database: Database;
	manifest: Manifest;
	/** In which the heads were published. */
	objects: ReadableBucket;
	keyRoot: Uint8Array;
	receiptKey: Uint8Array | undefined;
};

/** Closed days whose published heads are compared one by one. */
const MAX_DAYS = 400;

/**
 * Walks every chain of the copy, and compares where the logs end with what the backup says and with the heads that were
 * published until then.
 * @returns how many entries and published heads
 * @throws CommandError with the first that is wrong
 */
export async function verifyChains(chains: Chains): Promise<{ entries: number; heads: number }> {
	const { database, manifest, objects, keyRoot, receiptKey } = chains;
	const [published] = await database.read(everPublished());
	let [entries, heads] = [0, 0];
	for (const [realm, rows] of Map.groupBy(published, ({ realm_id }) => realm_id as RealmId)) {
		await requireSameHead(database, realm, manifest);
		const all = await publishedHeads(objects, realm);
		await requirePublished(database, realm, all);
		const until = await headsUntil(chains, realm, all);
		const brands = rows.map(({ brand_id }) => brand_id);
		const { faults, entries: walked } = await verifyRealm(
			{ database, receiptKey, keyRoot, published: async () => until },
			realm,
			brands,
		);
		if (faults[0] !== undefined) throw new CommandError(`${realm}: ${faults[0].text}`);
		entries += walked;
		heads += until.length;
	}
	return { entries, heads };
}

async function requireSameHead(database: Database, realm: RealmId, { database: written }: Manifest): Promise<void> {
	const [[head]] = await database.read(auditHead(realm));
	const wanted = written.heads.find((one) => one.realm === realm);
	if (head?.number !== wanted?.number || head?.hash !== wanted?.hash)
		throw new CommandError(`the log of ${realm} does not end where the backup says`);
}

async function publishedHeads(objects: ReadableBucket, realm: RealmId): Promise<string[]> {
	const heads: string[] = [];
	for await (const key of listAll(objects, headsOf(realm))) {
		const bytes = await (await objects.get(key))?.arrayBuffer();
		if (bytes !== undefined) heads.push(new TextDecoder().decode(bytes));
	}
	return heads;
}

/** What the copy calls published stands in the bucket, as it is. */
async function requirePublished(database: Database, realm: RealmId, heads: readonly string[]): Promise<void> {
	const [days] = await database.read(lastDays(realm, MAX_DAYS));
	const lost = days.find(({ put_at, jws }) => put_at !== null && !heads.includes(jws));
	if (lost !== undefined)
		throw new CommandError(`the head of ${lost.day} of ${realm} in the bucket is not the one that the log has`);
}

/**
 * Those that the copy must know: of days that were closed when the backup was made, or that its log reaches. What is no
 * head stays among them: it is a fault. Of days that an earlier restore lost, the log rightly has no head.
 */
async function headsUntil(
	{ database, manifest, receiptKey }: Chains,
	realm: RealmId,
	heads: readonly string[],
): Promise<string[]> {
	const [known, days, [restored]] = await database.read(proofKeys(), lastDays(realm, MAX_DAYS), newestRestore());
	const keys = receiptKey ? await allProofKeys({ receiptKey }, known) : known;
	const until = Date.parse(manifest.madeAt) - MAX_CLOCK_SKEW_MS;
	const lostUntil = restored?.finished_at == null ? 0 : Date.parse(restored.asked_at ?? "");
	const read = await Promise.all(heads.map(async (jws) => ({ jws, head: await readHead(keys, jws) })));
	const wanted = read.filter(({ jws, head }) => {
		if (head === undefined) return true;
		const closedAt = Date.parse(head.closedAt);
		if (days.some((day) => day.jws === jws)) return true;
		return closedAt > lostUntil && (closedAt <= until || head.number <= (days[0]?.number ?? 0));
	});
	return wanted.map(({ jws }) => jws);
}
