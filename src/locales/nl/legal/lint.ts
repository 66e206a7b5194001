import type * as en from "../../en/legal/lint.ts";

export const lint: typeof en.lint = {
	"empty-list": "De tekst kondigt een lijst aan en geeft die niet: de lezer weet niet wat er had moeten staan.",
	"repealed-wbp": "De Wet bescherming persoonsgegevens geldt niet meer sinds 25 mei 2018; nu geldt de AVG.",
	"obsolete-notification":
		"Verwerkingen hoeven niet meer bij de toezichthouder te worden gemeld; het nummer betekent niets meer.",
	"changes-without-notice":
		"Leden moeten op tijd horen dat er iets verandert; zonder bericht is de wijziging niet transparant.",
	"special-on-contract-or-interest":
		"Bijzondere gegevens mogen niet op een overeenkomst of gerechtvaardigd belang rusten; hier kan alleen uitdrukkelijke toestemming.",
	"criminal-as-special":
		"Strafrechtelijke gegevens zijn geen bijzondere categorie van artikel 9; ze vallen onder artikel 10 en mogen hier niet worden verwerkt.",
	"filling-in-as-publishing":
		"Een veld invullen is niet hetzelfde als gegevens zelf openbaar maken, en ook geen uitdrukkelijke toestemming.",
	"erasure-term-hides-fiscal":
		"Alles wissen binnen deze termijn botst met de bewaarplicht van zeven jaar voor facturen; de uitzondering ontbreekt.",
	"payment-only-hides-fiscal":
		"Betaalgegevens worden ook voor de belasting bewaard, zeven jaar; dat ze alleen voor de betaling dienen, klopt dus niet.",
	"missing-authority": "De tekst zegt niet dat men bij de toezichthouder kan klagen.",
	"missing-dpo": "De tekst noemt geen functionaris voor gegevensbescherming.",
	"missing-response-term": "De tekst zegt niet binnen welke termijn een verzoek wordt beantwoord.",
};
