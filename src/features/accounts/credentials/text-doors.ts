import type { Locale } from "#foundation/i18n/locale.ts";
import type { StandingDoor } from "./schema.ts";

type StandingWords = {
	/** In front of the list. */
	lead: string;
	nothing: string;
	door: (door: Pick<StandingDoor, "kind" | "name" | "left">) => string;
};

/** What else opens an account: said in mails and on pages alike. */
export const STANDING_TEXT: Record<Locale, StandingWords> = {
	nl: {
		lead: "Dit opent je account ook nog. Ken je iets niet, haal het dan weg:",
		nothing: "Behalve je wachtwoord en je mailbox is er niets dat je account opent.",
		door: ({ kind, name, left }) =>
			({
				passkey: `Passkey “${name}”`,
				authenticator: "Je authenticator-app, na het wachtwoord",
				recovery_codes: `Herstelcodes in plaats van de app: nog ${left}`,
			})[kind],
	},
	en: {
		lead: "This opens your account too. If you do not know one of these, remove it:",
		nothing: "Apart from your password and your mailbox, nothing opens your account.",
		door: ({ kind, name, left }) =>
			({
				passkey: `Passkey “${name}”`,
				authenticator: "Your authenticator app, after the password",
				recovery_codes: `Recovery codes instead of the app: ${left} left`,
			})[kind],
	},
};

/** The list in a mail, and the sentence that leads to it. */
export function standingIn(locale: Locale, standing: readonly StandingDoor[] | undefined) {
	const text = STANDING_TEXT[locale];
	if (standing === undefined) return { lead: [], entries: [] };
	return {
		lead: [standing.length > 0 ? text.lead : text.nothing],
		entries: standing.map((door) => ({ title: text.door(door), link: door.link })),
	};
}
