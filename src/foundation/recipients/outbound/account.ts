import type { RecipientAccount, Settings } from "../../settings.ts";

/** An operator's account with a recipient, for one of its brands. */
export const accountOf = (
	{ recipientAccounts }: Pick<Settings, "recipientAccounts">,
	place: Pick<RecipientAccount, "realm" | "brand" | "recipient">,
): RecipientAccount | undefined =>
	recipientAccounts.find(
		({ realm, brand, recipient }) => realm === place.realm && brand === place.brand && recipient === place.recipient,
	);
