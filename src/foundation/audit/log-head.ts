import { z } from "zod";
import { type RealmId, realmIdSchema } from "../ids.ts";
import { PROOF_TYPES, type ProofKey, signProof, verifyProof } from "../proof/signing-key.ts";
import type { Settings } from "../settings.ts";

/** What is signed and published of a realm's log as a day was closed. */
const logHeadSchema = z.strictObject({
	version: z.literal(1),
	realm: realmIdSchema,
	/** Of the calendar in Amsterdam. */
	day: z.iso.date(),
	/** The entry that closed the day: it hangs on every entry before it. */
	number: z.int().min(1),
	hash: z.string(),
	/** Over the heads of the chains that grew on the day; the entry holds it too. */
	ledgers: z.string(),
	closedAt: z.iso.datetime(),
});
export type LogHead = z.infer<typeof logHeadSchema>;

export const signHead = (settings: Pick<Settings, "receiptKey">, head: LogHead): Promise<string> =>
	signProof(settings, PROOF_TYPES.head, head);

/** The head; undefined when it is none, or was not signed by one of these keys. */
export async function readHead(keys: readonly ProofKey[], jws: string): Promise<LogHead | undefined> {
	const proof = await verifyProof(keys, jws, PROOF_TYPES.head);
	return proof.is === "genuine" ? logHeadSchema.safeParse(proof.payload).data : undefined;
}

/** Where the heads of a realm stand outside the database. */
export const headsOf = (realm: RealmId) => `heads/${realm}/`;
