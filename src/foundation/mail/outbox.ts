import type { Compilable } from "kysely";
import type { Locale } from "#locales/locales.ts";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import type { KeyRing } from "../crypto/keys.ts";
import { addUnitKeyAfterChange, addUnitKeyOnce } from "../crypto/queries.ts";
import { sha256, uuidv8 } from "../crypto/random.ts";
import { seal } from "../crypto/sealed.ts";
import type { Tables } from "../db/tables.ts";
import type { BrandId, RealmId } from "../ids.ts";
import { type MailCount, mailCounts } from "./ceiling.ts";
import type { Letter } from "./letter.ts";
import { isOptional, type MailClass } from "./mail-class.ts";
import { writePayload } from "./payload.ts";
import { insertMail, insertMailAfterChange } from "./queries.ts";
import { countMail } from "./queries-ceiling.ts";

export type OutboxRow = Tables["outbox"];

export type NewMail = {
	ring: KeyRing;
	realm: RealmId;
	brand: BrandId;
	/** Whose mail it is: id of the member, or of the registration. The key that seals it is theirs. */
	member: string;
	/** The address, as accounts accepted it. */
	recipient: string;
	letter: Letter;
	locale: Locale;
	/** Of a digest: the class of its mails. Absent: the letter's own. */
	class?: MailClass | undefined;
	/**
	 * Names the one event that this mail is for, by ids alone: `confirm:<registration id>`, `reset:<token id>`. The
	 * same cause written again is the same row, and so one mail (threat T37).
	 */
	cause: string;
	/** Epoch milliseconds. */
	now: number;
};

/**
 * The queries that put a mail in the outbox, for the caller's own batch (DECISIONS 17): the key of this one mail, and
 * the row that it seals. Nothing of either is readable in the database. A mail that strangers can cause is not written
 * when its mailbox had its most (`ceiling.ts`); the last of the queries then changes nothing.
 *
 * @throws ZodError for variables that the letter does not take; RangeError for a class that the letter is not of
 */
export async function queueMail(mail: NewMail): Promise<Compilable[]> {
	const { key, row } = await sealMail(mail);
	const counts = await countsOf(mail);
	if (counts === undefined) return [addUnitKeyOnce(key), insertMail(row)];
	const count = countMail({ realm: mail.realm, id: row.id, afterChange: false }, counts);
	return [count, addUnitKeyAfterChange(key), insertMailAfterChange(row)];
}

/** The same, right after the one statement of the batch that decides whether there is anything to tell. */
export async function queueMailAfterChange(mail: NewMail): Promise<Compilable[]> {
	const { key, row } = await sealMail(mail);
	const counts = await countsOf(mail);
	const rows = [addUnitKeyAfterChange(key), insertMailAfterChange(row)];
	return counts === undefined
		? rows
		: [countMail({ realm: mail.realm, id: row.id, afterChange: true }, counts), ...rows];
}

async function countsOf({ letter, ...mail }: NewMail): Promise<MailCount[] | undefined> {
	const counts = await mailCounts({ ...mail, causedBy: letter.kind.causedBy });
	return counts && [counts.hour, counts.day];
}

/** The rows of a mail. `slot`: since when it has a place among the mails of its week. */
export async function sealMail(mail: NewMail, slot?: string): Promise<{ key: UnitKeyRow; row: OutboxRow }> {
	const { realm, letter, locale } = mail;
	const mailClass = mail.class ?? letter.kind.class;
	// What a member may stop is the letter's to say, whatever a caller says.
	if (isOptional(mailClass) !== isOptional(letter.kind.class))
		throw new RangeError(`mail: ${letter.kind.name} is not of class ${mailClass}`);
	const id = await mailId(realm, mail.cause);
	const { unit, row: key } = await mail.ring.newUnit({ realm, owner: mail.member, unit: `message:${id}` });
	const at = new Date(mail.now).toISOString();
	const location = (column: string) => ({ table: "outbox", column, row: id });
	const row: OutboxRow = {
		realm_id: realm,
		id,
		brand_id: mail.brand,
		kind: "mail",
		member_id: mail.member,
		class: mailClass,
		urgent: isOptional(mailClass) || letter.kind.toEverybody ? 0 : 1,
		key_id: unit.id,
		recipient_sealed: await seal(unit, location("recipient_sealed"), mail.recipient),
		payload_sealed: await seal(unit, location("payload_sealed"), writePayload({ locale, letter })),
		state: "queued",
		leased_by: null,
		due_at: at,
		slot_at: slot ?? null,
		attempts: 0,
		last_error_code: null,
		queued_at: at,
		sent_at: null,
		settled_at: null,
	};
	return { key, row };
}

/** The id of the mail of a cause, before it is written. */
export const mailId = async (realm: RealmId, cause: string): Promise<string> =>
	uuidv8(await sha256(JSON.stringify(["mail", realm, cause])));
