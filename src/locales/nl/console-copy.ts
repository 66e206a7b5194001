import type * as en from "../en/console-copy.ts";

export const consoleCopy: typeof en.consoleCopy = {
	title: "Een kopie van je gegevens",
	link: "Een kopie van je gegevens maken",
	lead: "Wat we van je als medewerker bewaren, in één zipbestand (art. 15 AVG): je account, je sessies, je zoekopdrachten. Ben je ook lid van een site, dan maak je die kopie in dat account.",
	proof: "Je bent langer dan een kwartier geleden ingelogd. Laat zien dat jij het bent.",
};
