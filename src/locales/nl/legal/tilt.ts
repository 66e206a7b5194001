import type * as en from "../../en/legal/tilt.ts";

export const tilt: typeof en.tilt = {
	dpo: "Functionaris voor gegevensbescherming",
	withoutNecessary: "Zonder dit gegeven kunnen we de dienst niet leveren of een wettelijke plicht niet nakomen.",
	withoutOther: "Geen. Je hoeft dit gegeven niet te geven.",
	rights: "Je hebt als betrokkene afdwingbare rechten en kunt naar de toezichthouder en de rechter.",
	signedIn: "Ingelogd zijn, of een link die we je mailen",
	byMail: "Het e-mailadres van het account",
	member: "Jijzelf, of je gebruik van de site",
};
