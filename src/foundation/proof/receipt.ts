import { z } from "zod";
import { fromBase64, sha256, toBase64Url } from "../crypto/random.ts";
import { brandIdSchema, realmIdSchema } from "../ids.ts";
import { parseMailAddress } from "../names/mail-address.ts";
import { RETENTION_IDS } from "../register/retention.ts";
import { PROOF_TYPES, type ProofKey, verifyProof } from "./signing-key.ts";

/** What an erasure left as a proof: signed, and without anything by which others find the person (DECISIONS 114). */

const time = z.iso.datetime();
const count = z.int().min(0);
const name = z.string().min(1).max(120);
const basis = z.string().min(1).max(80);

/** Everything that a receipt may say. Times are ISO 8601 in UTC, days are of the calendar in Amsterdam. */
export const receiptSchema = z.strictObject({
	version: z.literal(1),
	realm: realmIdSchema,
	erasure: z.uuid(),
	request: z.uuid(),
	erasedAt: time,
	/** The last copy of the database that could be read is gone by then. */
	copiesGoneBy: z.iso.date(),
	/** What was in force on the brand that writes to the member. */
	statement: z.array(z.strictObject({ brand: brandIdSchema, number: count })).max(100),
	erased: z.array(z.strictObject({ table: name, rows: count })).max(200),
	keys: count,
	objects: count,
	/** Beginnings of the SHA-256 of each key that was destroyed, in hex. */
	keyFingerprints: z.array(z.string().regex(/^[0-9a-f]{8,64}$/)).max(200),
	/** `what`: an item of the register, or a table. `until`: null while an event that begins the term is yet to come. */
	retained: z
		.array(
			z.strictObject({
				what: name,
				rows: count,
				basis,
				rules: z.array(z.enum(RETENTION_IDS)).max(40),
				until: time.nullable(),
			}),
		)
		.max(200),
	holds: z.array(z.strictObject({ id: z.uuid(), reasonCode: name.optional(), basis, until: time.nullable() })).max(100),
	recipients: z.array(z.strictObject({ name, outcome: z.enum(["told", "waiting", "by_hand"]) })).max(200),
	/** By other code than that which erased: how many places were looked at, and what was left there. */
	verified: z.strictObject({ at: time, checks: count, left: count }),
	/** The last entry of the realm's log as the receipt was made. */
	log: z.strictObject({ number: count, hash: z.string().regex(/^[\w-]{43}$/) }),
	commitment: z.string().regex(/^[\w-]{43}$/),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** What the person gets. From the receipt alone nobody can tell whom it is about. */
export const receiptFileSchema = z.strictObject({
	receipt: z.string(),
	/** base64url. */
	salt: z.string().regex(/^[\w-]{22,86}$/),
	/** The id that the account had. */
	subject: z.string().min(1).max(64),
});
export type ReceiptFile = z.infer<typeof receiptFileSchema>;

/** As it is mailed and downloaded. */
export const RECEIPT_FILE_NAME = "erasure-receipt.json";

/** Characters of a receipt, or of the file that holds one. */
export const MAX_RECEIPT_LENGTH = 16 * 1024;

/** Ties a receipt to a person: only who knows salt, account and address can make it again. */
export async function receiptCommitment(salt: string, subject: string, address: string): Promise<string> {
	const email = (parseMailAddress(address) ?? address.trim()).toLowerCase();
	return toBase64Url(await sha256(JSON.stringify([salt, subject, email])));
}

export type Verdict =
	| { is: "no_receipt" }
	| { is: "unknown_key"; kid: string }
	/** Not what its key signed: made by somebody else, or changed afterwards. */
	| { is: "forged"; kid: string }
	/** Signed, and it says more than this version of the code understands. */
	| { is: "not_understood"; kid: string }
	| { is: "other_realm" }
	| { is: "genuine"; kid: string; receipt: Receipt; about: "this_address" | "another_address" | undefined };

/**
 * Judges a text that should be a receipt, or a file that holds one.
 * @param realm whose receipts count; undefined: any
 * @param address for which the receipt may be; without the file, nobody can tell
 */
export async function judgeReceipt(
	keys: readonly ProofKey[],
	text: string,
	{ realm, address }: { realm?: string; address?: string | undefined },
): Promise<Verdict> {
	const file = fileIn(text);
	const proof = await verifyProof(keys, file?.receipt ?? text.trim(), PROOF_TYPES.receipt);
	if (proof.is === "malformed") return { is: "no_receipt" };
	if (proof.is !== "genuine") return proof;
	const parsed = receiptSchema.safeParse(proof.payload);
	if (!parsed.success) return { is: "not_understood", kid: proof.kid };
	if (realm !== undefined && parsed.data.realm !== realm) return { is: "other_realm" };
	const commitment = file && address !== undefined && (await receiptCommitment(file.salt, file.subject, address));
	const isAbout = commitment === parsed.data.commitment ? "this_address" : "another_address";
	return { is: "genuine", kid: proof.kid, receipt: parsed.data, about: commitment ? isAbout : undefined };
}

/** The file; undefined for what is a receipt alone, or neither. */
export function fileIn(text: string): ReceiptFile | undefined {
	if (!text.trim().startsWith("{")) return undefined;
	try {
		const parsed = receiptFileSchema.safeParse(JSON.parse(text));
		return parsed.success && fromBase64(parsed.data.salt) ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}
