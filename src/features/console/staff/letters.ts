import type { Compilable } from "kysely";
import { mailPath, writingBrand } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { queueMail } from "#foundation/mail/outbox.ts";

/**
 * The queries that mail a link of the console to its reader, for the caller's own batch. A link that opens or mends an
 * account is never shown to the member of staff who asked for it (DECISIONS 69).
 * @param letter.to the account's address; `owner`: id of the account, or of the invitation that becomes it
 * @param letter.id of the invitation or reset: one mail for each
 */
export async function linkMail(
	c: AppContext,
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
	const { realm, locale, sources } = c.var;
	const { template, owner, id, hours } = letter;
	const brand = writingBrand(c, []);
	const path = mailPath(c, letter.path, brand, { code: letter.code });
	const ring = await c.var.keys();
	return queueMail({
		...{ ring, realm: realm.id, brand, member: owner, locale, now: sources.now() },
		recipient: letter.to,
		letter: { template, variables: { link: { at: "account", path }, hours } },
		class: "transactional",
		cause: `${template}:${id}`,
	});
}
