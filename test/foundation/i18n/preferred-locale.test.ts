import { describe, expect, it } from "vitest";
import { preferredLocale } from "#foundation/i18n/preferred-locale.ts";

describe("the language that a browser asks for first", () => {
	it.each([
		[null, undefined],
		["", undefined],
		["nl", "nl"],
		["en-GB,en;q=0.9,nl;q=0.8", "en"],
		["de-DE,de;q=0.9,en;q=0.5,nl;q=0.4", "en"],
		["nl;q=0.5, EN-us", "en"],
		["en;q=0, nl;q=0.1", "nl"],
		["*", undefined],
		["fr, *;q=0.5, en;q=0.1", undefined],
		["en;q=x, nl", "nl"],
		["english", undefined],
		[`${"xx,".repeat(30)}en`, undefined],
		[";;;,,,;q=", undefined],
	] as const)("of %j is %j", (header, wanted) => {
		expect(preferredLocale(header, ["nl", "en"])).toBe(wanted);
	});
});
