import type { Compilable } from "kysely";
import type { Locale } from "#locales/locales.ts";
import { senderBrand } from "../account-host/links.ts";
import type { Realm } from "../brand/snapshot.ts";
import type { Context } from "../context.ts";
import { open, type UnitKey } from "../crypto/sealed.ts";
import type { BrandId } from "../ids.ts";
import type { Letter } from "./letter.ts";
import { type NewMail, queueMail, queueMailAfterChange } from "./outbox.ts";

/** What a mail takes of a context. */
export type MailOrigin = Pick<Context, "originBrand" | "locale" | "now" | "keys"> & {
	realm: Pick<Realm, "id" | "brands">;
};

/** The address of a member as the database holds it, with the key that opens it. */
type SealedAddress = { core: UnitKey; emailSealed: Uint8Array };

export type Addressee = {
	/** Id of the member, the registration or the account of staff: the key that seals the mail is theirs. */
	member: string;
	/** Absent: the language of the context. */
	locale?: Locale | undefined;
} & ({ brand: BrandId } | { memberships: readonly { brand_id: string }[] }) &
	({ address: string } | SealedAddress);

/**
 * The queries that queue a letter to a member, for the caller's own batch: in the name of the brand that is given, or
 * that writes to a member of such memberships, and in the language of the context (DECISIONS 83).
 * @param cause names the one event that this mail is for, by ids alone: the same cause twice is one mail (threat T37)
 */
export async function notify(context: MailOrigin, to: Addressee, letter: Letter, cause: string): Promise<Compilable[]> {
	return queueMail(await newMail(context, to, letter, cause));
}

/** The same, right after the one statement of the batch that decides whether there is anything to tell. */
export async function notifyAfterChange(
	context: MailOrigin,
	to: Addressee,
	letter: Letter,
	cause: string,
): Promise<Compilable[]> {
	return queueMailAfterChange(await newMail(context, to, letter, cause));
}

export function openAddress(member: string, { core, emailSealed }: SealedAddress): Promise<string> {
	return open(core, { table: "member", column: "email_sealed", row: member }, emailSealed);
}

async function newMail(context: MailOrigin, to: Addressee, letter: Letter, cause: string): Promise<NewMail> {
	return {
		ring: await context.keys(),
		realm: context.realm.id,
		brand: "brand" in to ? to.brand : senderBrand(context, to.memberships),
		member: to.member,
		recipient: "address" in to ? to.address : await openAddress(to.member, to),
		letter,
		locale: to.locale ?? context.locale,
		cause,
		now: context.now,
	};
}
