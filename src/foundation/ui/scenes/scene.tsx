import type { Scene } from "../../brand/home.ts";
import type { Look } from "../../brand/settings.ts";
import { sceneTones, TONES, type Tone } from "../../brand/theme/scene-tones.ts";
import type { Scheme } from "../../brand/theme/theme.ts";
import { Coats, Faces, Glasses, Table } from "./scenes-inside.tsx";
import { Bridge, Door, Sails, Windows } from "./scenes-outside.tsx";

const DRAWINGS: Record<Scene, () => unknown> = {
	faces: Faces,
	glasses: Glasses,
	table: Table,
	windows: Windows,
	door: Door,
	coats: Coats,
	sails: Sails,
	bridge: Bridge,
};

const isTone = (name: string): name is Tone => TONES.some((tone) => tone === name);

/**
 * A drawing as a file, in six tones of the brand's two colours, for one scheme. It fills whatever room the preset gives
 * it; what matters stands in its middle.
 */
export function sceneSvg(scene: Scene, theme: Pick<Look["theme"], "colors">, scheme: Scheme): string {
	const tones = sceneTones(theme, scheme);
	const drawing = (
		<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 400" width="480" height="400" aria-hidden="true">
			{DRAWINGS[scene]()}
		</svg>
	);
	// No stylesheet reaches a picture, and none of its own runs in it: each tone is written where it is used.
	return `${drawing}`.replace(/class="s-(line-)?([a-z]+)"/g, (named, line: string | undefined, tone: string) => {
		if (!isTone(tone)) return named;
		const stroke = `fill="none" stroke="${tones[tone]}" stroke-linecap="round" stroke-linejoin="round"`;
		return line === undefined ? `fill="${tones[tone]}"` : stroke;
	});
}
