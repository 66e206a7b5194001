import type { RequestContext } from "#foundation/context.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { open } from "#foundation/crypto/sealed.ts";
import * as sql from "../queries.ts";
import { ownRegistrations } from "./own-registration.ts";

/** `waiting`: on its way, tried again, or not written because the mailbox had its most. */
export type MailOfRegistration = { address: string; state: "waiting" | "sent" | "refused" };

/**
 * What became of the mail to the address that this browser registered last; undefined where nothing waits. It says how
 * the mailbox took a mail, which is the same for an address that a member has: a mail goes there too (T25). One trip.
 */
export async function mailOfRegistration(context: RequestContext): Promise<MailOfRegistration | undefined> {
	const realm = context.realm.id;
	const own = await ownRegistrations(context);
	if (own.length === 0) return undefined;
	const [[registration], keys, mails] = await context
		.database()
		.read(sql.newestRegistration(realm, own), unitKeysOf(realm, own, ["core"]), sql.mailsOfRegistrations(realm, own));
	const key = keys.find(({ owner_id }) => owner_id === registration?.id);
	if (registration === undefined || key === undefined) return undefined;
	const core = await (await context.keys()).openUnit(key);
	const location = { table: "registration", column: "email_sealed", row: registration.id };
	const newest = mails.find(({ member_id }) => member_id === registration.id)?.state;
	return {
		address: await open(core, location, registration.email_sealed),
		state: newest === "failed" ? "refused" : newest === "sent" ? "sent" : "waiting",
	};
}
