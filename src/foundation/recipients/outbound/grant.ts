import type { Recipient } from "../../brand/settings.ts";
import { agreedRecipients, stillStands } from "../../choice/agreed.ts";
import type { RecipientAnswer } from "../../choice/cookie.ts";
import type { RequestContext } from "../../context.ts";
import type { Database } from "../../db/database.ts";
import type { BrandId, RealmId } from "../../ids.ts";
import { offerOf } from "../../register/offer.ts";
import { isSentByProgram } from "../../register/sentences.ts";
import { accountOf } from "./account.ts";

type Place = { realm: RealmId; brand: BrandId };

/**
 * What a browser itself says yes to, before a member's ledger was asked: enough to keep something in it, and to send
 * nothing. This file alone makes one, from the edition in force.
 */
class Yes {
	readonly recipient: Recipient;
	readonly answer: RecipientAnswer;
	readonly #place: Place;

	constructor(place: Place, recipient: Recipient, answer: RecipientAnswer) {
		this.#place = place;
		this.recipient = recipient;
		this.answer = Object.freeze(answer);
		Object.freeze(this);
	}

	/** Undefined for what is only shaped like one. */
	static readPlace(yes: Yes): Place | undefined {
		return #place in yes ? yes.#place : undefined;
	}
}
export type Agreed = Yes;

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
	/** The yes to this very recipient by which data go: there is no other basis, whatever settings say. */
	readonly basis: RecipientAnswer;
	readonly #made = true;

	constructor({ realm, brand }: Place, { recipient, answer }: Yes) {
		this.realm = realm;
		this.brand = brand;
		this.recipient = recipient.id;
		this.items = Object.freeze([...recipient.fields]);
		this.basis = answer;
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
 * What this browser's own answers say of the recipients that this deployment can reach for the brand, without a trip. A
 * recipient that nobody is asked about gets nothing (DECISIONS 121; Tw Art. 11.7a).
 */
export async function agreedHere(context: RequestContext): Promise<Agreed[]> {
	const { realm, edition, settings } = context;
	const place = { realm: realm.id, brand: edition.brand.id };
	const recipients = programRecipients(context).filter(
		({ id }) => accountOf(settings, { ...place, recipient: id }) !== undefined,
	);
	if (recipients.length === 0) return [];
	const answers = await agreedRecipients(context);
	return recipients.flatMap((recipient) => {
		const answer = answers.find((one) => one.recipient === recipient.id && one.kind === "given");
		return answer === undefined ? [] : [new Yes(place, recipient, answer)];
	});
}

/**
 * The grants of what a browser said yes to on a brand. Answers of members count as the ledger has them now, in one trip;
 * those of visitors need none.
 * @throws DatabaseUnavailable while the ledger cannot be asked: then nothing may go
 */
export async function grantsOf(
	agreed: readonly Agreed[],
	{ database, memory }: { database(): Database; memory: LedgerMemory },
): Promise<RecipientGrant[]> {
	const made = agreed.flatMap((yes) => {
		const place = Yes.readPlace(yes);
		return place === undefined ? [] : [{ yes, place }];
	});
	const answers = made.map(({ yes }) => yes.answer);
	const ofMembers = answers.filter(({ event }) => event !== "");
	const [first] = made;
	const standing =
		first === undefined || ofMembers.length === 0 ? answers : await stillStands(database(), first.place.brand, answers);
	for (const answer of ofMembers) remember(memory, answer, standing.includes(answer));
	return made.flatMap(({ yes, place }) => (standing.includes(yes.answer) ? [new Grant(place, yes)] : []));
}

function remember(memory: LedgerMemory, { event }: RecipientAnswer, stands: boolean): void {
	if (memory.size >= MAX_REMEMBERED) memory.clear();
	memory.set(event, stands);
}
