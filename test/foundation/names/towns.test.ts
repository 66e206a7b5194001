import { describe, expect, it } from "vitest";
import { REGIONS, regionOfTown, TOWNS } from "#foundation/names/towns.ts";

describe("where a town lies", () => {
	it.each([
		["Amsterdam", "noord_holland"],
		["  den  haag ", "zuid_holland"],
		["'s-Gravenhage", "zuid_holland"],
		["‘s Hertogenbosch", "noord_brabant"],
		["DEN BOSCH", "noord_brabant"],
		["Alphen aan den Rijn", "zuid_holland"],
		["Bergen op Zoom", "noord_brabant"],
		["Luik", "wallonia"],
		["Liège", "wallonia"],
		["Sint Niklaas", "flanders"],
		["St.-Niklaas, België", "flanders"],
		["Gent (BE)", "flanders"],
		["Bruxelles", "brussels"],
		["Utrecht, Nederland", "utrecht"],
		["Ede", "gelderland"],
	])("is for %s %s", (typed, region) => {
		expect(regionOfTown(typed)).toBe(region);
	});

	it.each(["", " ", "Nergenshuizen", "Amsterdam-West", "Bergen", "Parijs", "nl", "België", "constructor", "__proto__"])(
		"is not known for %j",
		(typed) => {
			expect(regionOfTown(typed)).toBeUndefined();
		},
	);

	it("is known of about a hundred towns, each once, and of every region some", () => {
		expect(TOWNS.length).toBeGreaterThanOrEqual(100);
		expect(new Set(TOWNS.map(({ town }) => town)).size).toBe(TOWNS.length);
		for (const region of REGIONS) expect(TOWNS.filter((one) => one.region === region).length).toBeGreaterThan(3);
		for (const { town, region } of TOWNS) expect(regionOfTown(town)).toBe(region);
	});
});
