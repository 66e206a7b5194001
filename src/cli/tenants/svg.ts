import { SaxesParser, type SaxesTagNS } from "saxes";

/** The subset of SVG that a logo may use: shapes, groups and gradients. Whatever is not listed is refused. */
const SHAPE =
	"fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity opacity transform clip-path clip-rule id";
const GRADIENT = "id gradientUnits gradientTransform spreadMethod";
const ELEMENTS: Record<string, ReadonlySet<string>> = Object.fromEntries(
	Object.entries({
		svg: "viewBox width height fill stroke",
		g: SHAPE,
		path: `${SHAPE} d`,
		circle: `${SHAPE} cx cy r`,
		ellipse: `${SHAPE} cx cy rx ry`,
		rect: `${SHAPE} x y width height rx ry`,
		line: `${SHAPE} x1 y1 x2 y2`,
		polyline: `${SHAPE} points`,
		polygon: `${SHAPE} points`,
		title: "",
		defs: "",
		clipPath: "id clipPathUnits",
		linearGradient: `${GRADIENT} x1 y1 x2 y2`,
		radialGradient: `${GRADIENT} cx cy r fx fy`,
		stop: "offset stop-color stop-opacity",
	}).map(([name, attributes]) => [name, new Set(attributes.split(" ").filter((attribute) => attribute !== ""))]),
);
/** Attributes that draw nothing: dropped without a word. */
const SILENT = new Set([
	"xmlns",
	"version",
	"class",
	"role",
	"focusable",
	"overflow",
	"baseProfile",
	"enable-background",
]);
const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

const LIMITS = { depth: 12, elements: 400, attribute: 8000, number: 100_000, side: 4096 };

/** Plain words, numbers, colours, path data, transforms: no address, no quotation mark, no escape. */
const VALUE = /^[\w\s#%.,()+-]*$/;
const LOCAL_REFERENCE = /^url\(#[A-Za-z][\w-]{0,40}\)$/;

export class UnfitImage extends Error {
	readonly fix: string;

	constructor(why: string, fix: string) {
		super(why);
		this.fix = fix;
	}
}

export type CleanImage = { type: "image/svg+xml" | "image/png"; bytes: Uint8Array; width: number; height: number };

function escapeXml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function checkValue(element: string, name: string, value: string): void {
	const where = `${element} ${name}`;
	if (value.length > LIMITS.attribute) throw new UnfitImage(`"${where}" is too long.`, "Simplify the drawing.");
	if (LOCAL_REFERENCE.test(value) && ["fill", "stroke", "clip-path"].includes(name)) return;
	if (!VALUE.test(value) || /url|expression|import/i.test(value)) {
		throw new UnfitImage(
			`"${where}" holds a value that a logo may not have.`,
			"Only colours, numbers, and url(#id) of its own.",
		);
	}
	if (name === "id") {
		if (!/^[A-Za-z][\w-]{0,40}$/.test(value))
			throw new UnfitImage(`"${where}" is no plain id.`, "Letters, digits, hyphens.");
		return;
	}
	for (const [number] of value.matchAll(/[+-]?(\d+[.]?\d*|[.]\d+)(e[+-]?\d+)?/gi)) {
		// A colour such as #1e9f00 is not the number 1e9, so only values that are not colours are measured.
		if (value.startsWith("#") || Math.abs(Number(number)) <= LIMITS.number) continue;
		throw new UnfitImage(`"${where}" holds a number beyond ${LIMITS.number}.`, "Scale the drawing down.");
	}
}

/** Prefixes the ids, so that a logo cannot name an element of a page it is put in. */
function ownId(name: string, value: string): string {
	if (name === "id") return `logo-${value}`;
	return LOCAL_REFERENCE.test(value) ? value.replace("#", "#logo-") : value;
}

class Sanitizer {
	private readonly output: string[] = [];
	private readonly open: string[] = [];
	private count = 0;
	size = { width: 0, height: 0 };

	start(tag: SaxesTagNS): void {
		const name = tag.local;
		if (tag.uri !== SVG_NAMESPACE)
			throw new UnfitImage(`<${tag.name}> is not SVG.`, 'Begin with <svg xmlns="http://www.w3.org/2000/svg">.');
		const allowed = Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name] : undefined;
		if (allowed === undefined || (name === "svg") !== (this.open.length === 0)) {
			throw new UnfitImage(
				`A logo may not hold <${name}>.`,
				`Use only ${Object.keys(ELEMENTS).join(", ")}; turn letters into paths.`,
			);
		}
		if (this.open.length >= LIMITS.depth) throw new UnfitImage("The SVG nests too deeply.", "Ungroup it.");
		if (++this.count > LIMITS.elements)
			throw new UnfitImage(`The SVG has over ${LIMITS.elements} elements.`, "Simplify it.");
		const kept = Object.values(tag.attributes).flatMap(({ name: attribute, value }) =>
			this.attribute(name, attribute, value, allowed),
		);
		if (name === "svg") this.measure(tag);
		const head = name === "svg" ? this.root(kept) : kept;
		this.output.push(`<${[name, ...head].join(" ")}>`);
		this.open.push(name);
	}

	private attribute(element: string, name: string, value: string, allowed: ReadonlySet<string>): string[] {
		if (allowed.has(name)) {
			checkValue(element, name, value);
			return [`${name}="${escapeXml(ownId(name, value))}"`];
		}
		if (SILENT.has(name) || name.startsWith("xmlns:") || name.startsWith("data-") || name.startsWith("aria-"))
			return [];
		throw new UnfitImage(
			`<${element}> may not have the attribute "${name.slice(0, 40)}".`,
			"Save it as plain SVG, without styles, scripts and links.",
		);
	}

	private measure(tag: SaxesTagNS): void {
		const box = tag.attributes.viewBox?.value
			.trim()
			.split(/[\s,]+/)
			.map(Number);
		const sides =
			box?.length === 4
				? box.slice(2)
				: [tag.attributes.width, tag.attributes.height].map((side) => Number(side?.value));
		const [width = Number.NaN, height = Number.NaN] = sides;
		if (!(width >= 1 && height >= 1 && width <= LIMITS.side && height <= LIMITS.side)) {
			throw new UnfitImage("The SVG has no usable size.", 'Give it a viewBox such as "0 0 64 64".');
		}
		if (width / height > 8 || height / width > 4)
			throw new UnfitImage("The logo is too long and thin.", "At most 8 by 1 or 1 by 4.");
		this.size = { width: Math.round(width), height: Math.round(height) };
	}

	private root(kept: string[]): string[] {
		const own = kept.filter((attribute) => !/^(width|height)=/.test(attribute));
		const box = own.some((attribute) => attribute.startsWith("viewBox="))
			? []
			: [`viewBox="0 0 ${this.size.width} ${this.size.height}"`];
		return [`xmlns="${SVG_NAMESPACE}"`, `width="${this.size.width}"`, `height="${this.size.height}"`, ...box, ...own];
	}

	end(): void {
		this.output.push(`</${this.open.pop()}>`);
	}

	text(text: string): void {
		if (text.trim() === "") return;
		if (this.open.at(-1) !== "title") throw new UnfitImage("The SVG holds text.", "Turn letters into paths.");
		this.output.push(escapeXml(text.trim().slice(0, 100)));
	}

	get drawing(): string {
		return this.output.join("");
	}
}

/** Rewrites an SVG from an allow-list. Throws `UnfitImage` for anything beyond it. */
export function sanitizeSvg(bytes: Uint8Array): CleanImage {
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new UnfitImage("The SVG is not UTF-8 text.", "Save it as plain SVG.");
	}
	const sanitizer = new Sanitizer();
	const parser = new SaxesParser({ xmlns: true, position: false });
	const refuse = (what: string) => () => {
		throw new UnfitImage(`The SVG holds ${what}.`, "Save it as plain SVG.");
	};
	parser.on("doctype", refuse("a document type"));
	parser.on("processinginstruction", refuse("a processing instruction"));
	parser.on("cdata", refuse("a CDATA section"));
	parser.on("opentag", (tag) => sanitizer.start(tag));
	parser.on("closetag", () => sanitizer.end());
	parser.on("text", (piece) => sanitizer.text(piece));
	parser.on("error", () => {
		throw new UnfitImage("The SVG is not well-formed XML.", "Save it again as plain SVG.");
	});
	parser.write(text).close();
	const { width, height } = sanitizer.size;
	if (width === 0) throw new UnfitImage("There is no drawing in the file.", "Save it as plain SVG.");
	return { type: "image/svg+xml", bytes: new TextEncoder().encode(sanitizer.drawing), width, height };
}
