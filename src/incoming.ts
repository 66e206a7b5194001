import { answerByMail } from "#features/helpdesk/mail/answer-by-mail.ts";
import { currentRegistry } from "#foundation/brand/registry.ts";
import type { Realm, Snapshot } from "#foundation/brand/snapshot.ts";
import type { JobContext } from "#foundation/context.ts";
import { Unavailable } from "#foundation/errors.ts";
import { type AddressKind, readAddress } from "#foundation/mail/incoming/address-token.ts";
import { isAutomatic } from "#foundation/mail/incoming/automatic.ts";
import { noteBounce } from "#foundation/mail/incoming/bounce.ts";
import { type IncomingMail, MAX_MAIL_BYTES, readMail, UnreadableMail } from "#foundation/mail/incoming/read-mail.ts";
import type { Taken } from "#foundation/mail/incoming/taken.ts";
import { registryContext } from "#foundation/system.ts";

/** Who sent it and to which address, as the servers on its way say (RFC 5321, 2.3.1). `from`: "" of a report. */
export type Envelope = { from: string; to: string };

type Found = { realm: Realm; id: string; kind: AddressKind };
type Door = (job: JobContext, found: Found, mail: IncomingMail, envelope: Envelope) => Promise<Taken>;

/** THE table of what an address of the mail domain takes, by its kind (DECISIONS 125). */
const DOORS: Readonly<Record<AddressKind, Door>> = {
	t: async (job, { realm, id }, mail, { from }) =>
		isAutomatic(mail, from, (host) => job.snapshot().findHost(host) !== undefined)
			? "dropped"
			: answerByMail(job, realm, id, mail),
	b: async (job, { realm, id }, mail) => {
		await noteBounce(job, realm, id, mail);
		return "noted";
	},
};

/**
 * A mail that came in for one address, by whatever door. It may come again whenever this throws, and also when it does
 * not: the same mail has one effect.
 * @throws Unavailable when database, keys or store do not answer: the sending server is to try again
 */
export async function receive(job: JobContext, envelope: Envelope, bytes: Uint8Array): Promise<Taken> {
	const found = await findAddress(job, envelope.to);
	if (found === undefined) return "unknown";
	if (bytes.length > MAX_MAIL_BYTES) return "too_large";
	try {
		return await DOORS[found.kind](job, found, await readMail(bytes), envelope);
	} catch (error) {
		if (error instanceof UnreadableMail) return "unreadable";
		throw error;
	}
}

/** What an address is for, before a byte of the mail is read. @throws Unavailable where no registry can be had */
export async function findAddress(job: JobContext, address: string): Promise<Found | undefined> {
	const known = await currentRegistry(() => true, registryContext(job));
	if (known === undefined) throw new Unavailable("there is no registry yet");
	const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
	for (const realm of known.realms()) {
		if (domainOf(known, realm) !== domain) continue;
		const of = await readAddress(job.settings.tokenRoot, { realm: realm.id, domain }, address, job.now);
		if (of !== undefined) return { realm, ...of };
	}
	return undefined;
}

/** The operator's, which stands in each of its brands alike. */
const domainOf = (known: Snapshot, { brands: [first] }: Realm) =>
	first === undefined ? undefined : known.findBrand(first)?.look.mail.domain?.toLowerCase();
