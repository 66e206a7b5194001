import type { PublishedBrand } from "../../brand/settings.ts";
import type { Realm } from "../../brand/snapshot.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import type { Database } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { Settings } from "../../settings.ts";
import type { Deliverable } from "../incoming/deliverable.ts";
import type { Letters } from "../letters.ts";
import type { MailClass } from "../mail-class.ts";
import type { Signer } from "../signing/dkim.ts";
import type { Limits } from "./queries-drain.ts";
import type { MailConnection } from "./transport.ts";

/** What a run needs of the world. */
export type DrainContext = {
	/** On behalf of the system: a run sends the mail of every realm. */
	database: Database;
	ring: KeyRing;
	findBrand(id: string): PublishedBrand | undefined;
	findRealm(id: string): Realm | undefined;
	letters: Letters;
	/** @throws MailServerUnavailable */
	openConnection(): Promise<MailConnection>;
	settings: Pick<Settings, "stage" | "developmentPort" | "tokenRoot">;
	now(): number;
	/** From 0 to below 1: spreads retries. */
	random(): number;
};

export type DrainReport = Record<"sent" | "retried" | "failed" | "dropped" | "held" | "gathered", number>;

/** One run: what it has, and what it has done. */
export type Run = {
	sources: DrainContext;
	report: DrainReport;
	lease: string;
	until: number;
	connection: MailConnection | undefined;
	/** Why the server cannot be reached: known once, it is not asked again in this run (threat T42). */
	down: string | undefined;
	/** Rows that went into a digest of this run. */
	gathered: Set<string>;
	/** What signs the mail of each domain that it has met, by realm and domain. */
	signers: Map<string, Promise<Signer | undefined>>;
};

/** A row that this run has, with its key and what its member chose; a key that is gone is null. */
export type LeasedMail = Pick<
	Tables["outbox"],
	"realm_id" | "id" | "brand_id" | "member_id" | "recipient_sealed" | "payload_sealed" | "attempts" | "queued_at"
> & {
	class: MailClass;
	state: string;
	key_id: string;
	unit: string | null;
	wrapped_key: Uint8Array | null;
	key_version: number | null;
	created_at: string | null;
	/** Undefined: no choice was made. */
	wanted: boolean | undefined;
	stopped: boolean;
	/** Purposes that the member had restricted where the mail comes from; "" for all. */
	restricted: ReadonlySet<string>;
	/** Whether the mail names the operator, not the brand, where a list of mails shows it. */
	neutral: boolean;
	limits: Limits;
	/** By what came back of the member's mail; undefined: of somebody who is no member. */
	deliverable: Deliverable | undefined;
};
