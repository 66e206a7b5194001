/** An image that cannot be a logo: what is wrong with it, and the way out. */
export class UnfitImage extends Error {
	readonly fix: string;

	constructor(why: string, fix: string) {
		super(why);
		this.fix = fix;
	}
}

const words = (text: string) => new Set(text.split(" ").filter((word) => word !== ""));

/** What draws a shape, or is handed down to shapes: as an attribute, in `style`, or in a rule of a class. */
const PRESENTATION = words(
	"fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-dasharray stroke-dashoffset opacity clip-path clip-rule mask color display visibility paint-order vector-effect shape-rendering color-interpolation",
);
const STOP = words("stop-color stop-opacity color display");

const GRADIENT = "gradientUnits gradientTransform spreadMethod href xlink:href";
const OWN: Record<string, string> = {
	svg: "viewBox width height preserveAspectRatio",
	g: "transform",
	path: "transform d pathLength",
	circle: "transform cx cy r pathLength",
	ellipse: "transform cx cy rx ry pathLength",
	rect: "transform x y width height rx ry pathLength",
	line: "transform x1 y1 x2 y2 pathLength",
	polyline: "transform points pathLength",
	polygon: "transform points pathLength",
	use: "transform x y width height href xlink:href",
	title: "",
	defs: "transform",
	clipPath: "transform clipPathUnits",
	mask: "maskUnits maskContentUnits mask-type x y width height",
	linearGradient: `${GRADIENT} x1 y1 x2 y2`,
	radialGradient: `${GRADIENT} cx cy r fx fy fr`,
	stop: "offset",
};

/** Elements that a logo may hold, each with the attributes of its own. Whatever is not listed is refused or inert. */
export const ELEMENTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
	Object.entries(OWN).map(([name, own]) => [name, words(own)]),
);

/** Elements whose whole content draws nothing. */
export const INERT_ELEMENTS = words("desc metadata");

/** Namespaces in which drawing programs keep notes for themselves. */
export const EDITOR_NAMESPACES =
	/^(http:\/\/(www\.inkscape\.org\/|sodipodi\.sourceforge\.net\/|www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#|creativecommons\.org\/|web\.resource\.org\/cc\/|purl\.org\/dc\/|ns\.adobe\.com\/|www\.bohemiancoding\.com\/sketch\/|www\.serif\.com\/|vectornator\.io|vecta\.io)|https:\/\/(boxy-svg\.com|creativecommons\.org\/))/;

const PNG = "or save the whole logo as PNG, each side from 16 to 1024 pixels.";

/** The way out, for what people meet with drawings straight from a program. */
const WAYS_OUT: ReadonlyMap<string, string> = new Map([
	...["filter", "feGaussianBlur", "feBlend"].map((name): [string, string] => [
		name,
		`Draw shadow and blur as shapes or gradients, ${PNG}`,
	]),
	["text", "Turn letters into paths (Illustrator: Type > Create Outlines; Inkscape: Path > Object to Path)."],
	["image", `Trace the picture into paths, ${PNG}`],
	["pattern", `Expand the pattern into shapes, ${PNG}`],
	["symbol", `Break the link to the symbol, so that its shapes stand in the drawing, ${PNG}`],
	["marker", `Turn arrows and line ends into paths (outline the stroke), ${PNG}`],
]);

export function wayOutOf(element: string): string {
	const listed = [...ELEMENTS.keys()].join(", ");
	return WAYS_OUT.get(element) ?? `Take it out, ${PNG} A drawing may hold ${listed}.`;
}

/** Draws nothing here, whatever it says: a logo has no letters, no links, no scripts, no page around it. */
const INERT =
	/^(xmlns(:.+)?|xml:(space|lang|base)|lang|version|baseProfile|class|role|focusable|tabindex|overflow|contentStyleType|contentScriptType|zoomAndPan|enable-background|data-.+|aria-.+|(font|text|word|letter|writing|glyph|dominant|alignment|baseline|line|white)(-.+)?|direction|kerning|unicode-bidi|isolation|color-rendering|image-rendering|color-profile|pointer-events|cursor|clip|solid-(color|opacity)|-inkscape-.+|-moz-.+|-webkit-.+|flood-(color|opacity)|lighting-color|color-interpolation-filters|marker(-.+)?)$/;

/** Draws nothing when it says what holds without it. */
const INERT_VALUES: Readonly<Record<string, RegExp>> = {
	"mix-blend-mode": /^(normal|inherit)$/,
	filter: /^none$/,
	marker: /^none$/,
	"marker-start": /^none$/,
	"marker-mid": /^none$/,
	"marker-end": /^none$/,
	"mask-type": /^luminance$/,
	"transform-origin": /^0( 0)?$/,
	"text-rendering": /./,
};

/** What may be done with an attribute, or with a property of the same name. */
export function useOf(element: string, name: string, value: string): "kept" | "inert" | "refused" {
	if (ELEMENTS.get(element)?.has(name)) return "kept";
	if (element === "stop" ? STOP.has(name) : PRESENTATION.has(name)) return element === "title" ? "inert" : "kept";
	// What stops and shapes do not share is of no effect on the other kind.
	if (STOP.has(name) || PRESENTATION.has(name)) return "inert";
	const neutral = INERT_VALUES[name];
	if (neutral !== undefined) return neutral.test(value.trim()) ? "inert" : "refused";
	if (element === "svg" && (name === "x" || name === "y")) return "inert";
	return INERT.test(name) ? "inert" : "refused";
}

const LIMITS = { attribute: 32_000, number: 100_000 };
/** Plain words, numbers, colours, path data, transforms: no address, no quotation mark, no escape. */
const VALUE = /^[\w\s#%.,()+-]*$/;
/** `url(#a)`, also in quotes, with a colour for when there is no `a`. */
const REFERENCE =
	/^url\(\s*(?:"#([^"()\\]{1,100})"|'#([^'()\\]{1,100})'|#([^\s"'()\\]{1,100}))\s*\)(?:\s+([\w#%.,() +-]{1,60}))?$/;
const REFERRING = words("fill stroke clip-path mask");

export type Value = { text: string } | { refersTo: string; otherwise: string };

/** An attribute's value, checked. Throws `UnfitImage`. */
export function readValue(element: string, name: string, written: string): Value {
	const where = `${element} ${name}`;
	const value = written.trim();
	if (value.length > LIMITS.attribute) throw new UnfitImage(`"${where}" is too long.`, `Simplify the drawing, ${PNG}`);
	if (name === "href" || name === "xlink:href") {
		const id = /^#(.{1,100})$/s.exec(value)?.[1];
		if (id !== undefined) return { refersTo: id, otherwise: "" };
	}
	const reference = REFERRING.has(name) ? REFERENCE.exec(value) : null;
	if (reference) {
		const [, double, single, bare, otherwise = ""] = reference;
		return { refersTo: double ?? single ?? bare ?? "", otherwise: otherwise.trim() };
	}
	if (!VALUE.test(value) || /url|expression|import|var\(/i.test(value)) {
		throw new UnfitImage(
			`"${where}" holds a value that a logo may not have.`,
			`Only colours, numbers, and url(#id) of its own, ${PNG}`,
		);
	}
	for (const [number] of value.matchAll(/[+-]?(\d+[.]?\d*|[.]\d+)(e[+-]?\d+)?/gi)) {
		// A colour such as #1e9f00 is not the number 1e9, so only values that are not colours are measured.
		if (value.startsWith("#") || Math.abs(Number(number)) <= LIMITS.number) continue;
		throw new UnfitImage(`"${where}" holds a number beyond ${LIMITS.number}.`, "Scale the drawing down.");
	}
	return { text: value };
}
