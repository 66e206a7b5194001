import type * as en from "../../en/rights/drills.ts";

/** Of een reservekopie terug te zetten is, zoals wie voor de dienst zorgt het leest. */
export const drills: typeof en.drills = {
	title: "Reservekopieën",
	passed: (day) => `Op ${day} is een reservekopie als proef teruggezet, en alles klopte.`,
	failed: (day, why) =>
		`De proef van ${day} is mislukt: ${why} Tot een proef lukt, weet niemand of we iets aan een reservekopie hebben.`,
	none: "Er is nog geen reservekopie als proef teruggezet.",
	overdue:
		"Het is de hoogste tijd voor een proef: die hoort elke maand. Vraag degene die de servers beheert om hem te starten.",
	checks: {
		backup: "er is geen reservekopie die heel en leesbaar is.",
		restore: "de reservekopie kwam niet terug zoals hij gemaakt is.",
		migrations: "de teruggezette database paste niet bij deze versie van het programma.",
		keys: "een sleutel in de reservekopie ging niet open.",
		chains: "het logboek of een overzicht in de reservekopie is niet wat er gepubliceerd is.",
		acts: "iets wat nooit ongedaan mag worden gemaakt, was niet opnieuw gedaan.",
		counts: "er ontbraken rijen, of het waren er te veel.",
	},
};
