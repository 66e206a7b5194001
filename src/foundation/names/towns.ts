import { withoutFormatSigns } from "./unseen.ts";

/**
 * Larger towns of the Netherlands and Belgium, and the part of the country that each lies in: provinces of the
 * Netherlands (ISO 3166-2:NL), regions of Belgium (ISO 3166-2:BE).
 */
const TOWNS_OF = {
	groningen: ["Groningen", "Hoogezand", "Stadskanaal", "Veendam", "Delfzijl"],
	friesland: ["Leeuwarden", "Drachten", "Heerenveen", "Sneek", "Harlingen"],
	drenthe: ["Assen", "Emmen", "Hoogeveen", "Meppel", "Coevorden"],
	overijssel: ["Enschede", "Zwolle", "Almelo", "Deventer", "Hengelo", "Kampen", "Oldenzaal"],
	flevoland: ["Almere", "Lelystad", "Dronten", "Emmeloord"],
	gelderland: ["Nijmegen", "Arnhem", "Apeldoorn", "Ede", "Doetinchem", "Zutphen", "Tiel", "Harderwijk", "Wageningen"],
	utrecht: ["Utrecht", "Amersfoort", "Nieuwegein", "Veenendaal", "Zeist", "Woerden", "Houten"],
	noord_holland: [
		...["Amsterdam", "Haarlem", "Zaandam", "Hilversum", "Alkmaar", "Hoorn", "Purmerend", "Amstelveen"],
		...["Den Helder", "Hoofddorp"],
	],
	zuid_holland: [
		...["Rotterdam", "Den Haag", "Leiden", "Dordrecht", "Zoetermeer", "Delft", "Gouda", "Schiedam"],
		...["Vlaardingen", "Alphen aan den Rijn", "Spijkenisse", "Capelle aan den IJssel", "Gorinchem"],
	],
	zeeland: ["Middelburg", "Vlissingen", "Goes", "Terneuzen", "Zierikzee"],
	noord_brabant: [
		...["Eindhoven", "Tilburg", "Breda", "'s-Hertogenbosch", "Helmond", "Oss", "Roosendaal", "Bergen op Zoom"],
		...["Oosterhout", "Waalwijk", "Veldhoven"],
	],
	limburg: ["Maastricht", "Heerlen", "Venlo", "Sittard", "Roermond", "Weert", "Kerkrade", "Geleen"],
	flanders: [
		...["Antwerpen", "Gent", "Brugge", "Leuven", "Mechelen", "Aalst", "Kortrijk", "Hasselt", "Oostende"],
		...["Sint-Niklaas", "Genk", "Roeselare", "Turnhout"],
	],
	brussels: ["Brussel", "Schaarbeek", "Anderlecht", "Molenbeek", "Elsene", "Ukkel"],
	wallonia: ["Luik", "Charleroi", "Namen", "Bergen (Henegouwen)", "Doornik", "Verviers", "Waver", "Aarlen"],
} as const satisfies Record<string, readonly string[]>;

export type Region = keyof typeof TOWNS_OF;
export const REGIONS = Object.keys(TOWNS_OF) as Region[];

/** Other names of the same towns: of another language of the country, or as people write them. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
	"Alphen a/d Rijn": "Alphen aan den Rijn",
	Antwerp: "Antwerpen",
	Anvers: "Antwerpen",
	Arlon: "Aarlen",
	Bruges: "Brugge",
	Brussels: "Brussel",
	Bruxelles: "Brussel",
	"Capelle a/d IJssel": "Capelle aan den IJssel",
	"Den Bosch": "'s-Hertogenbosch",
	Gand: "Gent",
	Ghent: "Gent",
	Ixelles: "Elsene",
	Liège: "Luik",
	Louvain: "Leuven",
	Malines: "Mechelen",
	Mons: "Bergen (Henegouwen)",
	Namur: "Namen",
	Ostend: "Oostende",
	Ostende: "Oostende",
	"'s-Gravenhage": "Den Haag",
	Schaerbeek: "Schaarbeek",
	"The Hague": "Den Haag",
	Tournai: "Doornik",
	Uccle: "Ukkel",
	Wavre: "Waver",
};

/** Without regard to case, marks, spaces and signs; `Sint` may be short, and the country may stand behind. */
function comparable(town: string): string {
	return withoutFormatSigns(town)
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[,(]?\s*\b(nederland|netherlands|belgie|belgium|belgique|nl|be)\)?\s*$/u, "")
		.replace(/\bst\b\.?/gu, "sint")
		.replace(/[^\p{L}\p{N}]/gu, "");
}

const REGION_BY_TOWN: ReadonlyMap<string, Region> = new Map(
	REGIONS.flatMap((region) => TOWNS_OF[region].map((town) => [comparable(town), region] as const)),
);
const REGION_BY_NAME: ReadonlyMap<string, Region> = new Map([
	...REGION_BY_TOWN,
	...Object.entries(ALSO_CALLED).flatMap(([name, town]) => {
		const region = REGION_BY_TOWN.get(comparable(town));
		return region === undefined ? [] : [[comparable(name), region] as const];
	}),
]);

/** The towns of the list, each with its region. */
export const TOWNS: readonly { town: string; region: Region }[] = REGIONS.flatMap((region) =>
	TOWNS_OF[region].map((town) => ({ town, region })),
);

/** Where a town lies that a person typed; undefined for one that is not on the list. */
export const regionOfTown = (typed: string): Region | undefined => REGION_BY_NAME.get(comparable(typed));
