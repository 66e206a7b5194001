import type { Scene, Section } from "./home.ts";
import type { Look } from "./settings.ts";

/** No two share the order of more than half of their sections, with or without questions. */
export const PRESET_SECTIONS: Record<Look["theme"]["preset"], readonly Section[]> = {
	ink: ["steps", "questions", "manners", "privacy", "offer", "invitation"],
	dusk: ["choice", "offer", "questions", "manners", "invitation", "privacy"],
	ember: ["manners", "questions", "offer", "steps", "privacy"],
	harbour: ["offer", "questions", "choice", "privacy", "steps", "invitation"],
};

const PRESET_SCENES: Record<Look["theme"]["preset"], readonly [Scene, Scene]> = {
	ink: ["faces", "table"],
	dusk: ["windows", "glasses"],
	ember: ["door", "coats"],
	harbour: ["sails", "bridge"],
};

/** The sections of a brand's home page. What is said of members' data is never left out: it comes last where no list names it. */
export function sectionsOf({ home, theme }: Look): readonly Section[] {
	const sections = home?.sections ?? PRESET_SECTIONS[theme.preset];
	return sections.includes("privacy") ? sections : [...sections, "privacy"];
}

/** The drawing of a brand: two brands of one preset need not have the same. */
export function sceneOf({ home, theme }: Look, brandId: string): Scene {
	const [one, other] = PRESET_SCENES[theme.preset];
	const isOdd = [...brandId].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % 2 === 1;
	return home?.scene ?? (isOdd ? other : one);
}
