import { accountOrigin } from "#foundation/brand/origin.ts";
import type { Context } from "#foundation/context.ts";
import { readToken, signToken, type TokenScope } from "#foundation/crypto/tokens.ts";
import type { MailLink } from "#foundation/mail/schema.ts";
import { DAY } from "#foundation/time.ts";
import { LINK_DAYS } from "./ticket.ts";

type Place = Pick<Context, "realm" | "settings" | "now">;

/** Of one brand: the link of another opens nothing here. */
const scopeOf = ({ realm, settings, now }: Place, brand: string): TokenScope => ({
	...{ root: settings.tokenRoot, purpose: "ticket", issuer: accountOrigin(realm, settings) },
	...{ audience: `brand ${brand}`, now },
});

/** The page of a ticket, for the reader of the mail that brings it: signed, and for so many days. */
export async function ticketLink(
	context: Place,
	{ id, brand_id: brand, sender_id: sender }: { id: string; brand_id: string; sender_id: string },
): Promise<MailLink> {
	const token = await signToken(scopeOf(context, brand), { sub: sender, ticket: id }, (LINK_DAYS * DAY) / 1_000);
	return { at: "brand", path: `/helpdesk/${id}/${token}` };
}

/** Whose ticket a link opens; undefined for a forged or foreign one, one of another ticket, and one that is over. */
export async function senderOfLink(
	context: Place & Pick<Context, "edition">,
	id: string,
	token: string,
): Promise<string | undefined> {
	const { sub, ticket } = (await readToken(scopeOf(context, context.edition.brand.id), token)) ?? {};
	return typeof sub === "string" && ticket === id ? sub : undefined;
}
