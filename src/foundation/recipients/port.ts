import type { ItemId } from "../register/items.ts";
import type { NoticeKind } from "./notice.ts";

/** What a recipient is told. */
export type Notice = {
	/** The same however often it is sent: who has seen it does nothing the second time. */
	id: string;
	/** The operator that tells. */
	realm: string;
	act: NoticeKind;
	/** Whom it is about, as this very recipient was told. */
	references: readonly string[];
	/** What of it the act touches, of what this recipient was given. */
	items: readonly ItemId[];
	/** When the act was done, ISO 8601. */
	at: string;
};

/**
 * What came of it. `gone`: the recipient holds nothing under these references any more. `code`: a status, or what
 * stood in the way; never a word of the recipient's. `after`: milliseconds for which it asks to be left alone.
 */
export type Outcome =
	| { result: "told" }
	| { result: "gone" | "refused"; code: string }
	| { result: "later"; code: string; after?: number };

/** A recipient that takes notices. It answers, and throws nothing for what the recipient does. */
export type RecipientPort = { notify(notice: Notice): Promise<Outcome> };

/** Which recipients take notices by themselves. */
export type RecipientPorts = {
	find(realm: string, recipient: string): RecipientPort | undefined;
	all: readonly { realm: string; recipient: string }[];
};
