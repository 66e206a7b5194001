import type { Compilable } from "kysely";
import { mailLink, senderBrand } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { notify } from "#foundation/mail/notify.ts";
import type { STAFF_INVITED, STAFF_SECOND_STEP } from "../letters.ts";

/**
 * The queries that mail a link of the console to its reader, for the caller's own batch. A link that opens or mends an
 * account is never shown to the member of staff who asked for it (DECISIONS 69).
 * @param link.to the account's address; `owner`: id of the account, or of the invitation that becomes it
 * @param link.id of the invitation or reset: one mail for each
 */
export function linkMail(
	context: Context,
	letter: typeof STAFF_INVITED | typeof STAFF_SECOND_STEP,
	link: { to: string; owner: string; id: string; path: string; code: string; hours: number },
): Promise<Compilable[]> {
	const brand = senderBrand(context, []);
	return notify(
		context,
		{ member: link.owner, brand, address: link.to },
		letter.with({ link: mailLink(context, link.path, brand, { code: link.code }), hours: link.hours }),
		`${letter.name}:${link.id}`,
	);
}
