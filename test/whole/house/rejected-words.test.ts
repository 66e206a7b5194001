import { describe, expect, it } from "vitest";
import { words } from "#locales/locales.ts";
import { saidBy, wordsIn } from "./words.ts";

/** What Dutch does not say, with what it says instead: one word for one thing, in screens, mails and legal texts. */
const REJECTED: Record<string, string> = {
	aanvaard: "geaccepteerd",
	"altijd raak": "volgen we altijd meteen",
	"bedoelen we haar": "In deze verklaring is ‘wij’ …",
	Blokkademerken: "Kenmerken van geblokkeerde accounts",
	"Dag ‹": "Hallo",
	geaardheid: "gerichtheid",
	"geen foto die we kennen": "herkennen we niet als foto",
	"haar instelt": "die instelt",
	"hem hebt ingesteld": "die hebt ingesteld",
	"Het kort:": "Kort gezegd:",
	"hij toen gold": "die toen gold",
	"Hoort bij:": "(nothing)",
	"lage streepjes": "liggende streepjes (_)",
	"leden verwachten dat ongepaste": "(an interest is no legal duty)",
	"Lid worden van ‹": "Word lid van",
	"meldingen van je account": "Mail in je account",
	"Neem minstens": "Kies minstens",
	"Niets stilletjes anders": "Geen stille wijzigingen",
	"of bij een wettelijke plicht": "which of the two",
	"onleesbare afdruk": "versleuteld",
	"onthoudt hij": "onthoudt die",
	"Ontvangers met naam": "(groups are said to be groups)",
	"Ruimte met wie bindende": "die onder een adequaatheidsbesluit vallen of met wie …",
	"stand van een bezoek": "welke bezoeken bij elkaar horen",
	"stand van het account": "status van het account",
	"stand van je account": "status van je account",
	"tekst over jezelf": "Over mij",
	"terug te rekenen": "eruit afleiden",
	terugrekenen: "eruit afleiden",
	"Trek je haar in": "Trek je die in",
	"Wat erbij hoort": "Wat je hier kunt",
	"Wat hij doet": "Waarvoor",
	weergavenaam: "Naam op deze site",
	"Wie iets krijgt": "Wie je gegevens krijgt",
	"Ze heeft nooit gegolden": "Die heeft nooit gegolden",
	"Ze was aangekondigd": "Deze versie was aangekondigd",
};

const DUTCH = words("nl");
const SAID = wordsIn(DUTCH).map((word) => ({ path: word.path, said: saidBy(DUTCH, word).toLowerCase() }));

const saying = (text: string): string[] =>
	SAID.flatMap((word) => (word.said.includes(text.toLowerCase()) ? [word.path] : []));

describe("Dutch", () => {
	it.each(Object.entries(REJECTED))("never says “%s”, but “%s”", (text) => {
		expect(saying(text)).toEqual([]);
	});

	it("is searched whole: texts, and what is said of a name, a number or a list", () => {
		expect(saying("Word lid van ‹")).toEqual(
			expect.arrayContaining(["accounts.join.title", "accounts.authorize.submitFirst"]),
		);
		expect(saying("liggende streepjes")).toHaveLength(2);
		expect(saying("Kies minstens")).toContain("passwords.short");
		expect(saying("de link werkt één keer").length).toBeGreaterThan(0);
	});
});
