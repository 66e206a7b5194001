import { comparableEmail } from "#features/accounts/identity.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { JobContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { sha256, uuidv8 } from "#foundation/crypto/random.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { IncomingMail } from "#foundation/mail/incoming/read-mail.ts";
import type { Taken } from "#foundation/mail/incoming/taken.ts";
import { BASE_LOCALE, type Locale } from "#locales/locales.ts";
import { addAnswer } from "../answer.ts";
import type { TicketRow } from "../ticket.ts";
import { contentOf } from "./content.ts";
import { hold } from "./hold.ts";
import type { MailPlace } from "./place.ts";
import { answeredQueries } from "./queries-mail.ts";

/** Messages of a sender without one of staff in between, and mails of others that staff keep for one ticket. */
const MAX_IN_A_ROW = 20;
const MAX_HELD = 5;

/**
 * An answer to a ticket, by the address that a letter about it gave. From the ticket's own sender it becomes a message of
 * theirs. From anybody else it is kept for staff, apart, and neither the ticket's sender nor its author hears of
 * it: an address in a mail proves nothing. The same mail twice is one (RFC 5322, 3.6.4), and nothing is ever answered.
 */
export async function answerByMail(job: JobContext, realm: Realm, ticket: string, mail: IncomingMail): Promise<Taken> {
	const database = job.database("incoming mail");
	const place: MailPlace = {
		...{ realm, settings: job.settings, snapshot: job.snapshot(), keys: job.keys },
		...{ now: job.now, at: job.at, database: () => database },
	};
	const id = await messageId(realm, ticket, mail);
	return retryOnConflict(async () => {
		const rows = await database.read(...answeredQueries(realm.id, ticket, id));
		const [[found], , , , , [known]] = rows;
		if (known !== undefined) return "repeated";
		if (found === undefined || !hasHelpdesk(place, found)) return "gone";
		return take(place, { id, ticket: found, rows, mail });
	});
}

/** Of one mail for one ticket always the same: by its Message-ID, or where it has none, by what stands in it. */
async function messageId({ id: realm }: Realm, ticket: string, mail: IncomingMail): Promise<string> {
	const named =
		mail.messageId !== "" ? mail.messageId : JSON.stringify([mail.from, mail.subject, mail.text, mail.size]);
	return uuidv8(await sha256(JSON.stringify(["incoming mail", realm, ticket, named])));
}

function hasHelpdesk({ snapshot, now }: MailPlace, { brand_id }: TicketRow): boolean {
	const brand = snapshot.findBrand(brand_id);
	return brand !== undefined && currentEdition(brand, now).legal.features.includes("helpdesk");
}

/**
 * Undefined where the key is gone, and with it what it sealed. One that does not open now may open later, so the sending
 * server tries again. @throws KeyUnavailable
 */
const openedBy = async ({ keys }: MailPlace, key: UnitKeyRow | undefined): Promise<UnitKey | undefined> =>
	key === undefined ? undefined : (await keys()).openUnit(key);

type Rows = RowsOf<ReturnType<typeof answeredQueries>>;
type Answered = { id: string; ticket: TicketRow; rows: Rows; mail: IncomingMail };

async function take(place: MailPlace, { id, ticket, rows, mail }: Answered): Promise<Taken> {
	const [, [key], , , , , [staff], [others]] = rows;
	const unit = await openedBy(place, key);
	const address = await addressOf(place, rows);
	if (unit === undefined || address === undefined) return "gone";
	if (mail.from === undefined) return "no_sender";
	const locale = localeOf(place, ticket);
	const content = contentOf(mail, locale);
	if (content === undefined) return "empty";
	if (comparableEmail(mail.from) !== comparableEmail(address) || failsItsDomain(mail)) {
		if ((others?.held ?? 0) >= MAX_HELD) return "too_many";
		await hold(place, { id, about: ticket, from: mail.from, content });
		return "held";
	}
	if (ticket.messages - (staff?.number ?? 0) >= MAX_IN_A_ROW) return "too_many";
	await addAnswer(place, { ticket, unit }, { id, ...content });
	return "added";
}

/** Whether a server on its way found that its author's domain does not stand for it (RFC 8601). */
const failsItsDomain = ({ header }: IncomingMail): boolean =>
	header("authentication-results").some((value) => /\bdmarc\s*=\s*fail\b/i.test(value));

/** The sender's own; undefined where they are gone. */
async function addressOf(place: MailPlace, [, , [core], [member], [asker]]: Rows): Promise<string | undefined> {
	const sealed = member ?? asker;
	const unit = await openedBy(place, core);
	if (unit === undefined || sealed === undefined) return undefined;
	const table = member === undefined ? "ticket_sender" : "member";
	return open(unit, { table, column: "email_sealed", row: sealed.id }, sealed.email_sealed);
}

function localeOf({ snapshot }: MailPlace, { brand_id, language }: TicketRow): Locale {
	const locales = snapshot.findBrand(brand_id)?.look.locales;
	return locales?.available.find((one) => one === language) ?? locales?.default ?? BASE_LOCALE;
}
