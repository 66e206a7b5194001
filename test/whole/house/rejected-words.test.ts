import { describe, expect, it } from "vitest";
import { words } from "#locales/locales.ts";
import { saidBy, wordsIn } from "./words.ts";

/** What Dutch does not say, with what it says instead: one word for one thing, in screens, mails and legal texts. */
const REJECTED: Record<string, string> = {
	"altijd raak": "volgen we altijd meteen",
	"Dag ‹": "Hallo",
	"geen foto die we kennen": "herkennen we niet als foto",
	"Het kort:": "Kort gezegd:",
	"hij toen gold": "die toen gold",
	"lage streepjes": "liggende streepjes (_)",
	"Lid worden van ‹": "Word lid van",
	"Neem minstens": "Kies minstens",
	"Niets stilletjes anders": "Geen stille wijzigingen",
	"onthoudt hij": "onthoudt die",
	"Wat erbij hoort": "Wat je hier kunt",
	"Wat hij doet": "Waarvoor",
	"Wie iets krijgt": "Wie je gegevens krijgt",
	"Ze heeft nooit gegolden": "Die heeft nooit gegolden",
	"Ze was aangekondigd": "Deze versie was aangekondigd",
};

/** The same, where the legal texts still say it: kept out of everything else until they do not. */
const REJECTED_OUTSIDE_LEGAL: Record<string, string> = {
	aanvaard: "geaccepteerd",
	geaardheid: "gerichtheid",
	"meldingen van je account": "Mail in je account",
	"stand van het account": "status van het account",
	"stand van je account": "status van je account",
	"tekst over jezelf": "Over mij",
	weergavenaam: "Naam op deze site",
};

const LEGAL = /^(statement|statementSummary|register|terms|tilt|changes|lint)\./;
const DUTCH = words("nl");
const SAID = wordsIn(DUTCH).map((word) => ({ path: word.path, said: saidBy(DUTCH, word).toLowerCase() }));

const saying = (text: string, said = SAID): string[] =>
	said.flatMap((word) => (word.said.includes(text.toLowerCase()) ? [word.path] : []));

describe("Dutch", () => {
	it.each(Object.entries(REJECTED))("never says “%s”, but “%s”", (text) => {
		expect(saying(text)).toEqual([]);
	});

	it.each(Object.entries(REJECTED_OUTSIDE_LEGAL))("says “%s” in no screen and no mail, but “%s”", (text) => {
		const screens = SAID.filter(({ path }) => !LEGAL.test(path));
		expect(screens.length).toBeGreaterThan(500);
		expect(saying(text, screens)).toEqual([]);
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
