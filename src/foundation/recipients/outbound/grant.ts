import type { Legal, Recipient } from "../../brand/settings.ts";
import { agreedRecipients, stillStands } from "../../choice/agreed.ts";
import type { RecipientAnswer } from "../../choice/cookie.ts";
import type { RequestContext } from "../../context.ts";
import type { Database } from "../../db/database.ts";
import type { BrandId, RealmId } from "../../ids.ts";
import { offerOf } from "../../register/offer.ts";
import { isSentByProgram } from "../../register/sentences.ts";

/** Why data may go: a yes to this very recipient, or the settings alone. */
export type Basis = { kind: "consent"; answer: RecipientAnswer } | { kind: "settings" };

/**
 * That a recipient may get something of the person behind a request: what the sender asks of everyone who gives it data.
 * This file alone makes one, from the edition in force and from an answer that stands: its class is not exported, and what is
 * only shaped like one is refused as the program is checked and as it runs.
 */
class Grant {
	readonly realm: RealmId;
	readonly brand: BrandId;
	/** Its id among the brand's recipients. */
	readonly recipient: string;
	/** Ids of the items of the register that it gets, as the edition in force has them for this brand. */
	readonly items: readonly string[];
	readonly basis: Basis;
	readonly #made = true;

	constructor(given: Pick<Grant, "realm" | "brand" | "recipient" | "items" | "basis">) {
		this.realm = given.realm;
		this.brand = given.brand;
		this.recipient = given.recipient;
		this.items = Object.freeze([...given.items]);
		this.basis = given.basis;
		Object.freeze(this);
	}

	static isOne(value: object): value is Grant {
		return #made in value && value.#made;
	}
}
export type RecipientGrant = Grant;

/** Whether this very file made it. */
export const isGrant = (value: object): value is RecipientGrant => Grant.isOne(value);

/** A member's answers that the ledger stood by, or did not, when it was last asked. */
export type LedgerMemory = Pick<Map<string, boolean>, "get" | "set" | "clear" | "size">;

/** Ids of events of a ledger, and nothing else of anybody; a full memory begins again. */
const MAX_REMEMBERED = 1_000;

/** The recipients of the edition in force that programs send events to, as far as those run. */
export function programRecipients({ edition, running }: Pick<RequestContext, "edition" | "running">): Recipient[] {
	if (!edition.legal.recipients.some(isSentByProgram)) return [];
	return offerOf(edition.legal, running).legal.recipients.filter(isSentByProgram);
}

/**
 * Whether it gets something only from who said yes to it: as its settings say, on a site for adults whatever they say,
 * and for all that is kept in a browser (DECISIONS 121; Tw Art. 11.7a).
 */
const asksFirst = ({ requiresConsent, fields }: Recipient, { adult }: Legal): boolean =>
	requiresConsent || adult || fields.includes("non_necessary_cookies");

/** What a browser's answers let go, before a member's ledger was asked. */
export type Agreed = { recipient: Recipient; answer: RecipientAnswer | undefined };

/** What this browser's own answers say, without a trip: enough to keep something in it, and to send nothing. */
export async function agreedHere(context: RequestContext): Promise<Agreed[]> {
	const recipients = programRecipients(context);
	if (recipients.length === 0) return [];
	const answers = await agreedRecipients(context);
	return recipients.flatMap((recipient) => {
		const answer = answers.find((one) => one.recipient === recipient.id && one.kind === "given");
		return answer === undefined && asksFirst(recipient, context.edition.legal) ? [] : [{ recipient, answer }];
	});
}

/**
 * The grants of this browser now. Answers of members count as the ledger has them, in one trip; those of visitors need
 * none.
 * @throws DatabaseUnavailable while the ledger cannot be asked: then nothing may go
 */
export async function grantsOf(
	context: RequestContext,
	{ database, memory }: { database(): Database; memory: LedgerMemory },
): Promise<RecipientGrant[]> {
	const { realm, edition } = context;
	const brand = edition.brand.id;
	const agreed = await agreedHere(context);
	const answers = agreed.flatMap(({ answer }) => answer ?? []);
	const ofMembers = answers.filter(({ event }) => event !== "");
	const standing = ofMembers.length === 0 ? answers : await stillStands(database(), brand, answers);
	for (const answer of ofMembers) remember(memory, answer, standing.includes(answer));
	return agreed.flatMap(({ recipient, answer }) => {
		if (answer !== undefined && !standing.includes(answer)) return [];
		const basis: Basis = answer === undefined ? { kind: "settings" } : { kind: "consent", answer };
		return [new Grant({ realm: realm.id, brand, recipient: recipient.id, items: recipient.fields, basis })];
	});
}

function remember(memory: LedgerMemory, { event }: RecipientAnswer, stands: boolean): void {
	if (memory.size >= MAX_REMEMBERED) memory.clear();
	memory.set(event, stands);
}
