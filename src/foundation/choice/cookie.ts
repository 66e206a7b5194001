/**
 * What a visitor answered, recipient by recipient, in this browser on this brand (Tw Art. 11.7a, GDPR Art. 7). It stands
 * in a cookie of the brand's own host and nowhere else; a member's answer also stands in the consent ledger, whose event
 * the cookie then names.
 */

export const CHOICE_COOKIE = "__Host-cookies";

export type RecipientAnswer = {
	/** Id of the brand's recipient. */
	recipient: string;
	kind: "given" | "refused";
	/** sha256, hex, of the words that were answered. */
	textHash: string;
	/** ISO 8601. */
	at: string;
	/** Id of the event in the member's consent ledger; '' for an answer given without signing in. */
	event: string;
};
