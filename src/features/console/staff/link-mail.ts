import type { Compilable } from "kysely";
import { mailPath, writingBrand } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { queueMail } from "#foundation/mail/outbox.ts";

/**
 * The queries that mail a link of the console to its reader, for the caller's own batch. A link that opens or mends an
 * account is never shown to the member of staff who asked for it (DECISIONS 69).
 * @param letter.to the account's address; `owner`: id of the account, or of the invitation that becomes it
 * @param letter.id of the invitation or reset: one mail for each
 */
export async function linkMail(
	context: Context,
	letter: {
		template: "staff_invited" | "staff_second_step";
		to: string;
		owner: string;
		id: string;
		path: string;
		code: string;
		hours: number;
	},
): Promise<Compilable[]> {
	const { realm, locale } = context;
	const { template, owner, id, hours } = letter;
	const brand = writingBrand(context, []);
	const path = mailPath(context, letter.path, brand, { code: letter.code });
	const ring = await context.keys();
	return queueMail({
		...{ ring, realm: realm.id, brand, member: owner, locale, now: context.now },
		recipient: letter.to,
		letter: { template, variables: { link: { at: "account", path }, hours } },
		class: "transactional",
		cause: `${template}:${id}`,
	});
}
