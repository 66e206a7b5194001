import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { THEME_PRESETS } from "#foundation/brand/settings.ts";
import { PAIRS, type Scheme, TOKEN_NAMES, type Tokens, themeTokens } from "#foundation/brand/theme/theme.ts";

/** Written from WCAG 2.2's definition, apart from the code under test. */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5]
		.map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
		.map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one: string, other: string): number {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

function failures(tokens: Tokens): string[] {
	return PAIRS.flatMap(({ front, on, ratio: least }) =>
		on.filter((back) => ratio(tokens[front], tokens[back]) < least).map((back) => `${front} on ${back}`),
	);
}

const SCHEMES: Scheme[] = ["light", "dark"];
const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const theme = fc.record({
	preset: fc.constantFrom(...THEME_PRESETS),
	colors: fc.record({ brand: hex, accent: hex }),
});

describe("colour tokens", () => {
	it("keep every pair readable for any two colours, in both schemes", () => {
		fc.assert(
			fc.property(theme, (input) => {
				const tokens = themeTokens(input);
				for (const scheme of SCHEMES) expect(failures(tokens[scheme])).toEqual([]);
			}),
			{
				numRuns: 400,
				examples: THEME_PRESETS.flatMap((preset) =>
					["#000000", "#ffffff", "#808080", "#ffff00", "#0000ff"].map(
						(brand): [{ preset: typeof preset; colors: { brand: string; accent: string } }] => [
							{ preset, colors: { brand, accent: brand } },
						],
					),
				),
			},
		);
	});

	it("are all six-digit hex colours", () => {
		fc.assert(
			fc.property(theme, (input) => {
				const tokens = themeTokens(input);
				for (const scheme of SCHEMES)
					for (const name of TOKEN_NAMES) expect(tokens[scheme][name]).toMatch(/^#[0-9a-f]{6}$/);
			}),
			{ numRuns: 100 },
		);
	});

	it("give each of the four presets its own ground and hero", () => {
		const colors = { brand: "#7a1f4b", accent: "#e8a33d" };
		const looks = THEME_PRESETS.map((preset) => {
			const { light, dark } = themeTokens({ preset, colors });
			return `${light.ground} ${light.hero} ${dark.ground} ${dark.hero}`;
		});
		expect(new Set(looks).size).toBe(THEME_PRESETS.length);
	});

	it("keep a brand colour that is readable as it is", () => {
		const { light } = themeTokens({ preset: "ink", colors: { brand: "#7a1f4b", accent: "#a14a00" } });
		expect(light.brand).toBe("#7a1f4b");
		expect(light.link).toBe("#7a1f4b");
	});
});
