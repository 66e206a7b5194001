import type { KeyRing } from "../crypto/keys.ts";
import type { RealmId } from "../ids.ts";
import { DAY, HOUR } from "../time.ts";

/**
 * What one mailbox is sent at most in an hour and a day (UTC) by what strangers do, over all accounts, brands and
 * letters of a realm (T26, DECISIONS 68). The page that a mail was asked on says the same whether one goes out.
 * `stranger`: anyone may cause it, by naming an address. `way_in`: so may anyone, and it lets the owner in, so strangers
 * cannot use up all of these. `account`: takes being in the account, or comes of what we do; it always goes out.
 */
export type CausedBy = "stranger" | "way_in" | "account";

export const MAX_MAILS = {
	stranger: { hour: 6, day: 12 },
	way_in: { hour: 8, day: 16 },
} as const;

/** A count of `abuse_count`, and how far it may go. */
export type MailCount = { kind: "mail_hour" | "mail_day"; subject: Uint8Array; windowStart: string; most: number };
/** `now` in epoch milliseconds. */
type ToMailbox = { ring: KeyRing; realm: RealmId; recipient: string; causedBy: CausedBy; now: number };

/** What a mail is counted under; undefined for one that no stranger causes. */
export async function mailCounts({
	ring,
	realm,
	recipient,
	causedBy,
	now,
}: ToMailbox): Promise<{ hour: MailCount; day: MailCount } | undefined> {
	if (causedBy === "account") return undefined;
	const startOf = (length: number) => new Date(Math.floor(now / length) * length).toISOString();
	const subject = await ring.keyedHash(realm, startOf(DAY).slice(0, 10), `mailbox ${mailboxOf(recipient)}`);
	const most = MAX_MAILS[causedBy];
	return {
		hour: { kind: "mail_hour", subject, windowStart: startOf(HOUR), most: most.hour },
		day: { kind: "mail_day", subject, windowStart: startOf(DAY), most: most.day },
	};
}

/** Many mail hosts deliver `a.b+c@` to the mailbox of `ab@`. Two mailboxes that count as one lose little by it. */
function mailboxOf(address: string): string {
	const at = address.lastIndexOf("@");
	const [local = ""] = address.slice(0, at).toLowerCase().split("+");
	return `${local.replaceAll(".", "")}${address.slice(at).toLowerCase()}`;
}

/**
 * Hours that a link with which the owner gets in must work, so that there always is one: while the day has room for
 * more mails `usual`, and for the last ones until the day is over.
 * @param sent mails of this day so far
 */
export function hoursOfWayIn({ sent, usual, now }: { sent: number; usual: number; now: number }): number {
	const LAST = 3;
	if (sent < MAX_MAILS.way_in.day - LAST) return usual;
	return Math.max(usual, Math.ceil((DAY - (now % DAY)) / HOUR));
}
