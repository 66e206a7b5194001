import { UnfitImage } from "./svg-values.ts";

const MAX_SIDE = 4096;
const UNITS: Readonly<Record<string, number>> = {
	"": 1,
	px: 1,
	pt: 4 / 3,
	pc: 16,
	mm: 96 / 25.4,
	cm: 96 / 2.54,
	in: 96,
};

type Size = { width: number; height: number };

/** In pixels; undefined for what depends on a page (percent, em). */
function lengthOf(text: string | undefined): number | undefined {
	const match = /^\s*([+]?[0-9]*[.]?[0-9]+(?:e[+-]?[0-9]+)?)\s*([a-z]*)\s*$/i.exec(text ?? "");
	const unit = UNITS[match?.[2]?.toLowerCase() ?? "none"];
	return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit;
}

function boxOf(viewBox: string | undefined): Size | undefined {
	const numbers = viewBox
		?.trim()
		.split(/[\s,]+/)
		.map(Number);
	const [, , width = Number.NaN, height = Number.NaN] = numbers ?? [];
	return numbers?.length === 4 ? { width, height } : undefined;
}

function fits({ width, height }: Size): boolean {
	return width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE;
}

/**
 * The size in which the drawing stands: of its viewBox, unless width and height give it another shape.
 * Throws `UnfitImage`.
 */
export function sizeOf(root: ReadonlyMap<string, string>): Size {
	const box = boxOf(root.get("viewBox"));
	const [width, height] = [lengthOf(root.get("width")), lengthOf(root.get("height"))];
	const stated = width === undefined || height === undefined ? undefined : { width, height };
	const isOther = box && stated && Math.abs(stated.width / stated.height / (box.width / box.height) - 1) > 1e-6;
	const size = isOther || !box ? stated : box;
	if (size === undefined || !fits(size))
		throw new UnfitImage("The SVG has no usable size.", 'Give it a viewBox such as "0 0 64 64".');
	if (size.width / size.height > 8 || size.height / size.width > 4)
		throw new UnfitImage("The logo is too long and thin.", "At most 8 by 1 or 1 by 4.");
	return size;
}

/** The attributes of the root: its size first, then a viewBox, then the others. */
export function rootAttributes(kept: readonly [string, string][], { width, height }: Size): [string, string][] {
	const others = kept.filter(([name]) => name !== "width" && name !== "height");
	const box: [string, string][] = others.some(([name]) => name === "viewBox")
		? []
		: [["viewBox", `0 0 ${width} ${height}`]];
	return [
		["xmlns", "http://www.w3.org/2000/svg"],
		["width", String(width)],
		["height", String(height)],
		...box,
		...others,
	];
}
