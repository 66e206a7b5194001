import { describe, expect, it } from "vitest";
import { SCENES, type Section } from "#foundation/brand/home.ts";
import { PRESET_SECTIONS, sceneOf, sectionsOf } from "#foundation/brand/home-defaults.ts";
import { THEME_PRESETS } from "#foundation/brand/settings.ts";
import { sceneTones } from "#foundation/brand/theme/scene-tones.ts";
import { sceneSvg } from "#foundation/ui/scenes/scene.tsx";
import { PAGE_BRANDS } from "../../support/fixtures/page-context.ts";

/** How many sections stand in the same order in both (longest common subsequence). */
function shared(one: readonly Section[], other: readonly Section[]): number {
	const [first, ...rest] = one;
	if (first === undefined || other.length === 0) return 0;
	const at = other.indexOf(first);
	return Math.max(shared(rest, other), at < 0 ? 0 : 1 + shared(rest, other.slice(at + 1)));
}

const PAIRS = THEME_PRESETS.flatMap((one, at) => THEME_PRESETS.slice(at + 1).map((other) => [one, other] as const));

describe("the sections of the presets", () => {
	it.each(PAIRS)(
		"of %s and %s have the order of no more than half in common, with or without questions",
		(one, other) => {
			for (const without of [[], ["questions"]] as Section[][]) {
				const [a, b] = [one, other].map((preset) =>
					PRESET_SECTIONS[preset as keyof typeof PRESET_SECTIONS].filter((section) => !without.includes(section)),
				) as [Section[], Section[]];
				expect(shared(a, b) * 2).toBeLessThanOrEqual(Math.min(a.length, b.length));
			}
		},
	);

	it("always say what happens to data, whatever a brand lists", () => {
		const { look } = PAGE_BRANDS.alfa;
		expect(sectionsOf({ ...look, home: { sections: ["steps"] } })).toEqual(["steps", "privacy"]);
		expect(sectionsOf({ ...look, home: { sections: ["privacy", "steps"] } })).toEqual(["privacy", "steps"]);
		for (const preset of THEME_PRESETS) expect(PRESET_SECTIONS[preset]).toContain("privacy");
	});
});

describe("the drawn scenes", () => {
	it("are at least six, each another drawing, in the tones of the brand and no colour of their own", () => {
		const { theme } = PAGE_BRANDS.alfa.look;
		for (const scheme of ["light", "dark"] as const) {
			const drawings = SCENES.map((scene) => sceneSvg(scene, theme, scheme));
			expect(new Set(drawings).size).toBe(SCENES.length);
			expect(SCENES.length).toBeGreaterThanOrEqual(6);
			const tones: string[] = Object.values(sceneTones(theme, scheme));
			for (const drawing of drawings) {
				expect((drawing.match(/#[0-9a-f]{6}/g) ?? []).filter((color) => !tones.includes(color))).toEqual([]);
				expect(drawing).not.toMatch(/class=|style|<script|href|rgb/);
				expect(new Set(drawing.match(/#[0-9a-f]{6}/g)).size).toBeGreaterThanOrEqual(5);
			}
		}
	});

	it("differ between two brands of one preset, and can be chosen", () => {
		const { look } = PAGE_BRANDS.alfa;
		expect(sceneOf(look, "a")).not.toBe(sceneOf(look, "b"));
		expect(sceneOf({ ...look, home: { scene: "sails" } }, "a")).toBe("sails");
	});
});
