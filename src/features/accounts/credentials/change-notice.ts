import type { Compilable } from "kysely";
import { mailLink } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import type { BrandId } from "#foundation/ids.ts";
import { notify } from "#foundation/mail/notify.ts";
import { PASSKEY_ADDED, SECURITY_CHANGED } from "../letters.ts";
import type { SecurityChange, StandingDoor } from "./schema.ts";

/** The rows of a mail that tells a member what changed in how they sign in (OWASP ASVS 5.0 6.3.7). */
export function changeNotice(
	context: Context,
	owner: { member: string; core: UnitKey; emailSealed: Uint8Array; brand: BrandId },
	what: SecurityChange | "passkey_added",
	/** `name`: of the passkey; `standing`: what else opens the account. */
	{ name, standing }: { name?: string; standing?: StandingDoor[] } = {},
): Promise<Compilable[]> {
	const { at } = context;
	const security = mailLink(context, "/security", owner.brand);
	const letter =
		what === "passkey_added"
			? PASSKEY_ADDED.with({ at, name, security })
			: SECURITY_CHANGED.with({ what, at, security, standing });
	return notify(context, owner, letter, `${what}:${owner.member}:${at}`);
}
