import type { Compilable } from "kysely";
import { mailPath } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { BrandId } from "#foundation/ids.ts";
import { queueMail } from "#foundation/mail/outbox.ts";
import type { MailVariables, StandingDoor } from "#foundation/mail/schema.ts";

export type SecurityChange = MailVariables["security_changed"]["what"];

/** The rows of a mail that tells a member what changed in how they sign in (OWASP ASVS 5.0 6.3.7). */
export async function changeNotice(
	context: Context,
	{ member, core, emailSealed, brand }: { member: string; core: UnitKey; emailSealed: Uint8Array; brand: BrandId },
	what: SecurityChange | "passkey_added",
	/** `name`: of the passkey; `standing`: what else opens the account. */
	{ name, standing }: { name?: string; standing?: StandingDoor[] } = {},
): Promise<Compilable[]> {
	const { realm, locale } = context;
	const now = context.now;
	const at = new Date(now).toISOString();
	const security = { at: "account", path: mailPath(context, "/security", brand) } as const;
	return queueMail({
		ring: await context.keys(),
		realm: realm.id,
		brand,
		member,
		recipient: await open(core, { table: "member", column: "email_sealed", row: member }, emailSealed),
		letter:
			what === "passkey_added"
				? { template: what, variables: { at, name, security } }
				: { template: "security_changed", variables: { what, at, security, standing } },
		locale,
		class: "transactional",
		cause: `${what}:${member}:${at}`,
		now,
	});
}
