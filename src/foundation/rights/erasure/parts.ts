import type { Compilable } from "kysely";
import type { JobContext } from "../../context.ts";
import type { UnitKey } from "../../crypto/sealed.ts";
import type { Database } from "../../db/database.ts";
import type { Receipt, ReceiptFile } from "../../proof/receipt.ts";
import type { ErasureHook, Register } from "../../register/declaration.ts";
import type { RealmInForce } from "../realms.ts";
import type { ErasurePayload, ToldRecipient } from "./payload.ts";
import type { ErasureRow } from "./queries-erasure.ts";

/** What the planning of an erasure reads: of which member, by what is in force. */
export type Planning = {
	context: JobContext;
	database: Database;
	register: Register;
	realm: RealmInForce;
	member: string;
};

/** What an erasure needs that stands above the rights, or that only features know. */
export type ErasureParts = {
	register: Register;
	/** What is written beside in the batch that erases. */
	hooks: readonly ErasureHook[];
	/** Imprints of the member that outlive the account on purpose, under hold salts. */
	imprints(planning: Planning): Promise<Uint8Array[]>;
	/** Who was given something of the member, each with the notice that will tell of the erasure. */
	recipients(planning: Planning): Promise<ToldRecipient[]>;
	/** Deletes the objects whose rows are gone, of every kind. */
	removeObjects(context: JobContext): Promise<void>;
	/** Queues the mail that carries the receipt, as one of the erasure and no longer of the member. */
	mail(context: JobContext, erasing: Erasing, proof: { receipt: Receipt; file: ReceiptFile }): Promise<Compilable[]>;
};

/** One step of one erasure. */
export type Run = { context: JobContext; database: Database; parts: ErasureParts; realms: readonly RealmInForce[] };

/** An erasure that is not proven yet, with what it needs, opened. */
export type Erasing = {
	row: ErasureRow & { subject_id: string };
	realm: RealmInForce;
	payload: ErasurePayload;
	/** Seals the payload. */
	unit: UnitKey;
};
