import { chainHash, chainKey } from "../crypto/chain.ts";
import { sha256, toBase64Url } from "../crypto/random.ts";
import type { Database } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import { leavesAfter } from "./queries-day.ts";

/**
 * Looks by staff and consents keep chains of their own, one for each member or for each member and brand. Where those
 * that grew on a day ended is hashed into the log of the realm, so that nobody takes their last rows away unseen.
 */
export type Chain = { kind: "staff_access"; member: string } | { kind: "consent"; member: string; brand: string };

export const headsKey = (root: Uint8Array, realm: RealmId): Promise<CryptoKey> =>
	chainKey(root, `audit heads ${realm}`);

const partsOf = (chain: Chain) => [chain.kind, chain.member, chain.kind === "consent" ? chain.brand : ""];

/** Names a chain for those alone who have the key and the member's id. */
export const chainName = (key: CryptoKey, chain: Chain): Promise<string> =>
	chainHash(key, ["chain", ...partsOf(chain)]);

/** @param hash of the last row of the chain */
export const leafOf = (key: CryptoKey, day: string, chain: Chain, hash: string): Promise<string> =>
	chainHash(key, ["leaf", day, ...partsOf(chain), hash]);

/** Leaves that one trip reads. */
const PAGE_SIZE = 1_000;

/** SHA-256 over the heads of a day in their order, base64url, and how many there are of each kind. */
export async function hashOfHeads(
	database: Database,
	realm: RealmId,
	day: string,
): Promise<{ hash: string; accesses: number; consents: number }> {
	const accesses = await leavesOf(database, { realm, day, kind: "staff_access" });
	const consents = await leavesOf(database, { realm, day, kind: "consent" });
	const text = JSON.stringify({ staff_access: accesses, consent: consents });
	return { hash: toBase64Url(await sha256(text)), accesses: accesses.length, consents: consents.length };
}

async function leavesOf(
	database: Database,
	of: { realm: RealmId; day: string; kind: Chain["kind"] },
): Promise<string[]> {
	const leaves: string[] = [];
	for (;;) {
		const [page] = await database.read(leavesAfter({ ...of, after: leaves.at(-1) ?? "" }, PAGE_SIZE));
		leaves.push(...page.map(({ leaf }) => leaf));
		if (page.length < PAGE_SIZE) return leaves;
	}
}
