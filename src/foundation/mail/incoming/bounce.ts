import type { Compilable } from "kysely";
import type { Realm } from "../../brand/snapshot.ts";
import type { JobContext } from "../../context.ts";
import { type KeyRing, KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken } from "../../crypto/sealed.ts";
import type { Database, RowsOf } from "../../db/database.ts";
import type { RealmId } from "../../ids.ts";
import { sharedCutoff } from "../../register/terms.ts";
import { openAddress } from "../notify.ts";
import { addBounce, addressOfMember, addSuppression, sentMail, stopMailOf, suppressionOf } from "./queries-bounce.ts";
import type { IncomingMail } from "./read-mail.ts";
import { type Bounce, readReport } from "./report.ts";

/**
 * Notes that a mail came back, by the signed address that it was sent from: what it says elsewhere of whose mail it was
 * counts for nothing, because anybody can write it. Of a mail that is gone, or that never went out, nothing is noted.
 */
export async function noteBounce(job: JobContext, realm: Realm, mailId: string, mail: IncomingMail): Promise<void> {
	const report = readReport(mail);
	if (report === undefined) return;
	const database = job.database("incoming mail");
	const [[sent]] = await database.read(sentMail(realm.id, mailId));
	if (sent === undefined || sent.sent_at === null) return;
	// Nothing is wrong with its reader: somebody has to look at what the receiver says of us.
	if (report.kind === "policy") console.error(`mail: a receiver refuses the sender: ${report.code}`);
	const ring = await job.keys();
	const address = await addressIn(ring, mailId, sent);
	if (address === undefined) return;
	const isTheirs = sent.member !== null && (await isAddressOf(database, ring, realm.id, sent.member, address));
	const member = isTheirs ? (sent.member ?? undefined) : undefined;
	const of = { mailId, member, address, report, sentAt: sent.sent_at };
	const queries = await bounceQueries(ring, realm.id, { ...of, at: job.at });
	if (queries.length > 0) await database.write(...queries);
}

/**
 * Whether a member has that address now. A mail to one that they had before, or that they asked for and never confirmed,
 * says nothing of their mailbox, and who reads there decides nothing of their mail.
 */
export async function isAddressOf(
	database: Database,
	ring: KeyRing,
	realm: RealmId,
	member: string,
	address: string,
): Promise<boolean> {
	const [[known]] = await database.read(addressOfMember(realm, member));
	if (known === undefined) return false;
	const { email_sealed: emailSealed, ...key } = known;
	try {
		const own = await openAddress(member, { core: await ring.openUnit(key), emailSealed });
		return own.toLowerCase() === address.toLowerCase();
	} catch (error) {
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return false;
		throw error;
	}
}

/** `member`: absent where the mailbox is not a member's, and then its `address` counts. Times are ISO 8601. */
export type Noted = {
	mailId: string;
	member: string | undefined;
	address: string;
	report: Bounce;
	sentAt: string;
	at: string;
};

/** What a report leaves: of a member, a row of theirs; of anybody else, an imprint of an address without a mailbox. */
export async function bounceQueries(
	ring: KeyRing,
	realm: RealmId,
	{ mailId, member, address, report, sentAt, at: seen }: Noted,
): Promise<Compilable[]> {
	const { kind, code } = report;
	if (member !== undefined) {
		const at = seen < sentAt ? sentAt : seen;
		const row = { realm_id: realm, mail_id: mailId, member_id: member, kind, code, sent_at: sentAt, bounced_at: at };
		return [addBounce(row), ...(kind === "complaint" ? [stopMailOf(realm, member, at)] : [])];
	}
	if (kind !== "address") return [];
	const { salt, index } = await ring.holdIndex("mail_address", realm, address.toLowerCase());
	return [addSuppression({ realm_id: realm, address_index: index, salt, sent_at: sentAt })];
}

type Sent = RowsOf<readonly [ReturnType<typeof sentMail>]>[0][number];

/** Undefined where it does not open: then nothing is held against anybody. */
async function addressIn(ring: KeyRing, id: string, { recipient_sealed, ...key }: Sent): Promise<string | undefined> {
	try {
		return await open(
			await ring.openUnit(key),
			{ table: "outbox", column: "recipient_sealed", row: id },
			recipient_sealed,
		);
	} catch (error) {
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return undefined;
		throw error;
	}
}

/** Finds whether nothing is sent to an address of somebody who is no member, by the term of mail in the realm. */
export async function suppressionQuery(ring: KeyRing, realm: Realm, recipient: string, now: number) {
	const imprints = await ring.holdIndexes("mail_address", realm.id, recipient.toLowerCase());
	return suppressionOf(realm.id, imprints, sharedCutoff([realm], "mail", new Date(now)));
}
