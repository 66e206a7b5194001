import type * as en from "../../en/legal/tilt.ts";

export const tilt: typeof en.tilt = {
	dpo: "Functionaris voor gegevensbescherming",
	arises: "Je geeft dit niet zelf: het ontstaat doordat je de site gebruikt, of je stelt het in als je dat wilt.",
	noRepresentative:
		"Geen: de verwerkingsverantwoordelijke is gevestigd in de Europese Economische Ruimte (art. 27 AVG)",
	withoutOther: "Geen. Je hoeft dit gegeven niet te geven.",
	rights: "Je hebt als betrokkene afdwingbare rechten en kunt naar de toezichthouder en de rechter.",
	signedIn: "Ingelogd zijn, of een link die we je mailen",
	byMail: "Het e-mailadres van het account",
	member: "Jijzelf, of je gebruik van de site",
};
