import type * as en from "../en/doors.ts";

export const doors: typeof en.doors = {
	lead: "Dit opent je account ook nog. Ken je iets niet, haal het dan weg:",
	nothing: "Behalve je wachtwoord en je mailbox is er niets dat je account opent.",
	door: ({ kind, name, left }) =>
		({
			passkey: `Passkey “${name}”`,
			authenticator: "Je authenticator-app, na het wachtwoord",
			recovery_codes: `Herstelcodes in plaats van de app: nog ${left}`,
		})[kind],
};
