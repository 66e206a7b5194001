import type { DocumentVersion } from "../../brand/settings.ts";
import type { Locale } from "../../i18n/locale.ts";

export const DOCUMENT_KINDS = ["statement", "terms"] as const;
/** The two legal texts that have numbered versions. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Where a document and its versions live, without the locale's prefix. */
export const DOCUMENT_PATHS: Record<DocumentKind, string> = { statement: "/privacy", terms: "/terms" };

export type VersionState = "in_force" | "announced" | "superseded" | "withdrawn" | "archived";

type DocumentText = {
	contents: string;
	version: (number: number) => string;
	archivedVersion: string;
	inForceSince: string;
	inForceFrom: string;
	/** Of what no longer applies. */
	appliedFrom: string;
	change: string;
	download: string;
	formats: { pdf: string; txt: string; json: string };
	versionLabel: string;
	history: string;
	allVersions: string;
	announcedTitle: (number: number, day: string) => string;
	announcedBody: string;
	readAnnounced: string;
	compareAnnounced: string;
	plannedTitle: string;
	plannedBody: string;
	/** Before the address for questions. */
	plannedAsk: string;
	archivedTitle: string;
	archivedBody: string;
	withdrawnFrom: string;
	withdrawnTitle: string;
	withdrawnBody: string;
	supersededTitle: string;
	supersededBody: string;
	notYetTitle: (day: string) => string;
	notYetBody: string;
	readCurrent: string;
	fingerprint: string;
	fingerprintHelp: string;
	states: Record<VersionState, string>;
	changes: Record<DocumentVersion["change"], string>;
	versionsTitle: Record<DocumentKind, string>;
	versionsLead: Record<DocumentKind, string>;
	versionsDescription: Record<DocumentKind, (brand: string) => string>;
	noVersions: string;
	readVersion: (number: number) => string;
	compareWithPrevious: (from: number, to: number) => string;
	differenceTitle: (from: number, to: number) => string;
	differenceLead: (from: string, to: string) => string;
	differenceDescription: (brand: string, from: number, to: number) => string;
	inWords: string;
	inText: string;
	noFacts: string;
	noDifference: string;
	inserted: [string, string];
	deleted: [string, string];
	legend: string;
	sectionAdded: string;
	sectionRemoved: string;
	compareTitle: string;
	compareFrom: string;
	compareTo: string;
	compare: string;
};

export const DOCUMENT_TEXT: Record<Locale, DocumentText> = {
	nl: {
		contents: "Inhoud",
		version: (number) => `Versie ${number}`,
		archivedVersion: "Archiefversie 0",
		inForceSince: "Geldt sinds",
		inForceFrom: "Geldt vanaf",
		appliedFrom: "Gold vanaf",
		change: "Wat er veranderde",
		download: "Bewaren als",
		formats: { pdf: "PDF", txt: "Tekst", json: "JSON voor computers" },
		versionLabel: "Versie",
		history: "Geschiedenis",
		allVersions: "Alle versies",
		announcedTitle: (number, day) => `Vanaf ${day} geldt versie ${number}`,
		announcedBody: "Tot die dag geldt de tekst op deze pagina.",
		readAnnounced: "Lees de nieuwe tekst",
		compareAnnounced: "Bekijk wat er verandert",
		plannedTitle: "Deze tekst loopt vooruit op de dienst",
		plannedBody:
			"Sommige onderdelen die hier beschreven staan worden nog gebouwd. Zolang ze er niet zijn, worden de gegevens die erbij horen ook niet verzameld.",
		plannedAsk: "Is er voor je vraag of verzoek nog geen pagina, schrijf dan naar",
		archivedTitle: "Dit is een oude tekst uit het archief",
		archivedBody:
			"We bewaren deze tekst woord voor woord zoals hij toen gold, ook waar we het nu anders zouden schrijven. Hij geldt niet meer.",
		withdrawnFrom: "Aangekondigd voor",
		withdrawnTitle: "Deze versie heeft nooit gegolden",
		withdrawnBody: "Ze was aangekondigd en is voor die dag door een latere versie vervangen.",
		supersededTitle: "Deze versie geldt niet meer",
		supersededBody: "Je leest een eerdere versie.",
		notYetTitle: (day) => `Deze versie geldt vanaf ${day}`,
		notYetBody: "Tot die dag geldt de huidige versie.",
		readCurrent: "Lees de huidige versie",
		fingerprint: "Vingerafdruk",
		fingerprintHelp: "Hiermee kun je controleren dat een bewaarde tekst dezelfde is (SHA-256).",
		states: {
			in_force: "Geldt nu",
			announced: "Aangekondigd",
			superseded: "Vervangen",
			withdrawn: "Teruggenomen, heeft nooit gegolden",
			archived: "Archief",
		},
		changes: {
			first: "Eerste versie",
			editorial: "Alleen de formulering is aangepast",
			information: "De inhoud is veranderd, dertig dagen vooraf aangekondigd",
			consent: "Er is iets bij gekomen dat pas voor je geldt als je er ja op zegt",
			archived: "Oudere tekst, woord voor woord bewaard",
		},
		versionsTitle: { statement: "Versies van de privacyverklaring", terms: "Versies van de voorwaarden" },
		versionsLead: {
			statement:
				"Elke versie die heeft gegolden staat hier en verandert niet meer. Zo kun je altijd nagaan wat er op een bepaalde dag gold.",
			terms:
				"Elke versie van de voorwaarden die heeft gegolden staat hier en verandert niet meer. Zo kun je altijd nagaan wat er op een bepaalde dag gold.",
		},
		versionsDescription: {
			statement: (brand) => `Alle versies van de privacyverklaring van ${brand}, met de dag waarop ze ingingen.`,
			terms: (brand) => `Alle versies van de voorwaarden van ${brand}, met de dag waarop ze ingingen.`,
		},
		noVersions: "Er is nog geen versie gepubliceerd.",
		readVersion: (number) => `Versie ${number} lezen`,
		compareWithPrevious: (from, to) => `Verschil tussen versie ${from} en ${to}`,
		differenceTitle: (from, to) => `Van versie ${from} naar versie ${to}`,
		differenceLead: (from, to) => `Vergeleken: de versie van ${from} met die van ${to}.`,
		differenceDescription: (brand, from, to) =>
			`Wat er bij ${brand} veranderde tussen versie ${from} en versie ${to}, in woorden en in de tekst.`,
		inWords: "In het kort",
		inText: "In de tekst",
		noFacts: "Aan wat we met gegevens doen verandert niets. Alleen de formulering is anders.",
		noDifference: "Deze twee versies hebben dezelfde tekst.",
		inserted: ["[toegevoegd: ", "]"],
		deleted: ["[vervallen: ", "]"],
		legend: "Onderstreept is toegevoegd, doorgestreept is vervallen.",
		sectionAdded: "Nieuw onderdeel",
		sectionRemoved: "Vervallen onderdeel",
		compareTitle: "Vergelijk twee versies",
		compareFrom: "Van versie",
		compareTo: "naar versie",
		compare: "Vergelijk",
	},
	en: {
		contents: "Contents",
		version: (number) => `Version ${number}`,
		archivedVersion: "Archived version 0",
		inForceSince: "In force since",
		inForceFrom: "In force from",
		appliedFrom: "Applied from",
		change: "What changed",
		download: "Save as",
		formats: { pdf: "PDF", txt: "Text", json: "JSON for computers" },
		versionLabel: "Version",
		history: "History",
		allVersions: "All versions",
		announcedTitle: (number, day) => `Version ${number} applies from ${day}`,
		announcedBody: "Until that day the text on this page applies.",
		readAnnounced: "Read the new text",
		compareAnnounced: "See what changes",
		plannedTitle: "This text is ahead of the service",
		plannedBody:
			"Some of the parts described here are still being built. As long as they are not there, the data that belongs to them is not collected either.",
		plannedAsk: "Where there is no page yet for your question or request, write to",
		archivedTitle: "This is an old text from the archive",
		archivedBody:
			"We keep this text word for word as it applied then, also where we would write it differently today. It no longer applies.",
		withdrawnFrom: "Announced for",
		withdrawnTitle: "This version was never in force",
		withdrawnBody: "It was announced, and a later version took its place before that day.",
		supersededTitle: "This version no longer applies",
		supersededBody: "You are reading an earlier version.",
		notYetTitle: (day) => `This version applies from ${day}`,
		notYetBody: "Until that day the current version applies.",
		readCurrent: "Read the current version",
		fingerprint: "Fingerprint",
		fingerprintHelp: "With this you can check that a text you saved is the same (SHA-256).",
		states: {
			in_force: "In force",
			announced: "Announced",
			superseded: "Replaced",
			withdrawn: "Withdrawn, never in force",
			archived: "Archive",
		},
		changes: {
			first: "First version",
			editorial: "Only the wording was changed",
			information: "The content changed, announced thirty days ahead",
			consent: "Something was added that applies to you only once you say yes to it",
			archived: "Older text, kept word for word",
		},
		versionsTitle: { statement: "Versions of the privacy statement", terms: "Versions of the terms" },
		versionsLead: {
			statement:
				"Every version that has applied stands here and no longer changes. So you can always look up what applied on a given day.",
			terms:
				"Every version of the terms that has applied stands here and no longer changes. So you can always look up what applied on a given day.",
		},
		versionsDescription: {
			statement: (brand) =>
				`All versions of the privacy statement of ${brand}, with the day on which each took effect.`,
			terms: (brand) => `All versions of the terms of ${brand}, with the day on which each took effect.`,
		},
		noVersions: "No version has been published yet.",
		readVersion: (number) => `Read version ${number}`,
		compareWithPrevious: (from, to) => `Difference between versions ${from} and ${to}`,
		differenceTitle: (from, to) => `From version ${from} to version ${to}`,
		differenceLead: (from, to) => `Compared: the version of ${from} with that of ${to}.`,
		differenceDescription: (brand, from, to) =>
			`What changed at ${brand} between version ${from} and version ${to}, in words and in the text.`,
		inWords: "In short",
		inText: "In the text",
		noFacts: "Nothing changes in what we do with data. Only the wording differs.",
		noDifference: "These two versions have the same text.",
		inserted: ["[added: ", "]"],
		deleted: ["[removed: ", "]"],
		legend: "Underlined text was added, struck-through text was removed.",
		sectionAdded: "New part",
		sectionRemoved: "Removed part",
		compareTitle: "Compare two versions",
		compareFrom: "From version",
		compareTo: "to version",
		compare: "Compare",
	},
};
