import type * as en from "../en/passwords.ts";
import { language } from "./language.ts";

export const passwords: typeof en.passwords = {
	short: (shortest) =>
		`Kies minstens ${language.number(shortest)} tekens. Een wachtwoord van 15 tekens of meer is veel beter.`,
	long: (longest) => `Kies hoogstens ${language.number(longest)} tekens.`,
	context: "Gebruik niet je gebruikersnaam, je e-mailadres of de naam van deze site als wachtwoord.",
	common: "Dit wachtwoord, of iets dat er erg op lijkt, wordt te vaak gebruikt. Bedenk een ander.",
	keyboard: "Letters die naast elkaar op het toetsenbord liggen, zijn snel geraden. Neem een paar losse woorden.",
	repeat: "Herhalingen zijn snel geraden. Neem een paar losse woorden.",
	sequence: "Reeksen zoals abc of 1234 zijn snel geraden. Neem een paar losse woorden.",
	date: "Een datum of een jaartal is snel geraden. Neem een paar losse woorden.",
	guessable: "Dit wachtwoord is te snel geraden. Maak het langer, bijvoorbeeld met een paar losse woorden.",
};
