import type { Scene } from "../../brand/home.ts";
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

/**
 * A drawing in six tones of the brand's two colours. It fills whatever room the preset gives it; what matters stands in
 * its middle. Decoration: hidden from assistive technology.
 */
export function SceneDrawing({ scene }: { scene: Scene }) {
	return (
		<svg
			class="scene"
			viewBox="0 0 480 400"
			width="480"
			height="400"
			preserveAspectRatio="xMidYMid slice"
			aria-hidden="true"
			focusable="false"
		>
			{DRAWINGS[scene]()}
		</svg>
	);
}
