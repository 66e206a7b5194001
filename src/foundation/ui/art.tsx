import type { Look } from "../brand/settings.ts";

type Preset = Look["theme"]["preset"];

/** Eight numbers from 0 to 1 that belong to a brand, so that two brands of one preset differ (FNV-1a, then xorshift). */
export function brandNumbers(brandId: string): number[] {
	let state = 0x811c9dc5;
	for (const character of brandId) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return Array.from({ length: 8 }, () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) / 0xffffffff;
	});
}

type Numbers = [number, number, number, number];

function round(value: number): number {
	return Math.round(value * 10) / 10;
}

/** Ink: a sheet of rules, one circle printed over them. */
function Sheet([a, b, c]: Numbers) {
	const lines = Array.from({ length: 17 }, (_, index) => 20 + index * 20);
	const x = round(130 + a * 100);
	const y = round(120 + b * 110);
	return (
		<>
			{lines.map((at) => (
				<path class="art-line" d={`M0 ${at}H360`} />
			))}
			<circle class="art-c" cx={x} cy={y} r={round(74 + c * 22)} />
			<circle class="art-b" cx={round(x + 78)} cy={round(y + 52)} r="34" />
			<path class="art-line" d={`M${x} 0V360`} />
		</>
	);
}

/** Dusk: a low sun behind hills that run on to the right and fade into the evening on the left. */
function Hills([a, b, c, d]: Numbers) {
	const y = (share: number, base: number) => round(base + share * 36);
	const ridge = (start: number, end: number) => `S900 ${end} 1400 ${start}V362H-80Z`;
	return (
		<>
			<defs>
				<linearGradient id="evening" gradientUnits="userSpaceOnUse" x1="-80" y1="0" x2="130" y2="0">
					<stop offset="0" stop-color="#fff" stop-opacity="0" />
					<stop offset="1" stop-color="#fff" />
				</linearGradient>
				<mask id="fade" maskUnits="userSpaceOnUse" x="-80" y="0" width="1500" height="500">
					<path fill="url(#evening)" d="M-80 0H1420V500H-80Z" />
				</mask>
			</defs>
			<circle class="art-b" cx={round(190 + a * 70)} cy={round(140 + b * 24)} r={round(62 + c * 16)} />
			<g mask="url(#fade)">
				<path
					class="art-a"
					d={`M-80 ${y(a, 190)}C90 ${y(b, 130)} 210 ${y(c, 240)} 400 ${y(d, 170)}${ridge(150, 260)}`}
				/>
				<path
					class="art-c"
					d={`M-80 ${y(d, 260)}C120 ${y(c, 190)} 240 ${y(b, 300)} 420 ${y(a, 220)}${ridge(230, 320)}`}
				/>
				<path
					class="art-d"
					d={`M-80 ${y(c, 320)}C90 ${y(d, 280)} 270 ${y(a, 330)} 430 ${y(b, 290)}${ridge(300, 350)}`}
				/>
			</g>
		</>
	);
}

/** Ember: rings of warmth round a core, with sparks. */
function Rings([a, b, c, d]: Numbers) {
	const sparks = [
		[80 + a * 40, 70 + b * 30, 7],
		[278 + c * 30, 96 + d * 40, 5],
		[250 - a * 30, 292 + c * 20, 9],
		[92 + d * 20, 258 + a * 24, 4],
	] as const;
	return (
		<>
			<circle class="art-ring" cx="180" cy="180" r="164" />
			<circle class="art-ring" cx="180" cy="180" r={round(128 + b * 8)} />
			<circle class="art-a" cx="180" cy="180" r={round(98 + c * 6)} />
			<circle class="art-c" cx={round(180 + a * 14 - 7)} cy={round(186 + d * 8)} r="66" />
			<circle class="art-b" cx={round(186 + c * 16 - 8)} cy={round(196 + b * 8)} r="36" />
			{sparks.map(([x, y, r]) => (
				<circle class="art-b" cx={round(x)} cy={round(y)} r={r} />
			))}
		</>
	);
}

/** Harbour: sails over water. */
function Sails([a, b, c]: Numbers) {
	const top = round(52 + a * 24);
	const mast = round(176 + b * 20);
	return (
		<>
			<path
				class="art-on"
				d={`M${mast} ${top}V246H${round(mast - 92)}C${mast - 70} 190 ${mast - 22} 130 ${mast} ${top}Z`}
			/>
			<path
				class="art-b"
				d={`M${mast + 10} ${round(top + 34)}V246H${round(mast + 78 + c * 14)}C${mast + 64} 200 ${mast + 34} 140 ${mast + 10} ${round(top + 34)}Z`}
			/>
			<path class="art-on" d={`M${mast - 106} 260H${mast + 104}L${mast + 72} 296H${mast - 76}Z`} />
			<path class="art-wave" d={`M0 300q22.5-18 45 0${"t45 0".repeat(30)}`} />
			<path class="art-wave" d={`M40 324q22.5-18 45 0${"t45 0".repeat(30)}`} />
		</>
	);
}

const DRAWINGS: Record<Preset, (numbers: Numbers) => unknown> = {
	ink: Sheet,
	dusk: Hills,
	ember: Rings,
	harbour: Sails,
};

/** The brand's abstract picture, drawn from its preset, its colours and its id. Decoration: hidden from assistive technology. */
export function BrandArt({ preset, brandId }: { preset: Preset; brandId: string }) {
	const [a = 0, b = 0, c = 0, d = 0] = brandNumbers(brandId);
	return (
		<svg
			class={`art art-${preset}`}
			viewBox="0 0 360 360"
			width="360"
			height="360"
			aria-hidden="true"
			focusable="false"
		>
			{DRAWINGS[preset]([a, b, c, d])}
		</svg>
	);
}
