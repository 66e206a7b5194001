import { chainHash, chainKey } from "../crypto/chain.ts";
import { sha256, toBase64Url } from "../crypto/random.ts";
import type { Database } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import { chainHeads } from "./queries-day.ts";

/**
 * Looks by staff and consents keep chains of their own, one for each member or for each member and brand. Where those
 * that grew on a day ended is hashed into the log of the realm, so that nobody takes their last rows away unseen.
 */
export type Chain = { kind: "staff_access"; member: string } | { kind: "consent"; member: string; brand: string };

export const headsKey = (root: Uint8Array, realm: RealmId): Promise<CryptoKey> =>
	chainKey(root, `audit heads ${realm}`);

/** @param hash of the last row of the chain */
export const leafOf = (key: CryptoKey, day: string, chain: Chain, hash: string): Promise<string> =>
	chainHash(key, [day, chain.kind, chain.member, chain.kind === "consent" ? chain.brand : "", hash]);

/** Leaves that one trip reads. */
const PAGE_SIZE = 1_000;

/** SHA-256 over the heads of a day in their order, base64url, and how many there are of each kind. */
export async function hashOfHeads(
	database: Database,
	realm: RealmId,
	day: string,
): Promise<{ hash: string; accesses: number; consents: number }> {
	const lines: string[] = [];
	let accesses = 0;
	for (let after = { kind: "", leaf: "" }; ; ) {
		const [heads] = await database.read(chainHeads(realm, day, after, PAGE_SIZE));
		for (const head of heads) {
			lines.push(`${head.kind} ${head.leaf}\n`);
			if (head.kind === "staff_access") accesses += 1;
			after = head;
		}
		if (heads.length < PAGE_SIZE) break;
	}
	return { hash: toBase64Url(await sha256(lines.join(""))), accesses, consents: lines.length - accesses };
}
