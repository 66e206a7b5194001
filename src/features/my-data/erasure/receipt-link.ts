import { tokenScope } from "#features/accounts/session/session.ts";
import type { Context } from "#foundation/context.ts";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import { DAY } from "#foundation/time.ts";

/** What shows an erasure to its member, who has no account to sign in to any more. */
export type ReceiptLink = { erasure: string; salt: string; subject: string };

/** Seconds for which it shows it; the mail has the receipt for good. */
const LIFETIME_SECONDS = (7 * DAY) / 1000;

export const signReceiptLink = (context: Context, { erasure, ...own }: ReceiptLink): Promise<string> =>
	signToken(tokenScope(context, "erasure"), { sub: erasure, ...own }, LIFETIME_SECONDS);

/** Undefined for one that is forged, over, or of another realm. */
export async function readReceiptLink(context: Context, token: string): Promise<ReceiptLink | undefined> {
	const claims = await readToken(tokenScope(context, "erasure"), token);
	const { sub: erasure, salt, subject } = claims ?? {};
	if (typeof erasure !== "string" || typeof salt !== "string" || typeof subject !== "string") return undefined;
	return { erasure, salt, subject };
}
