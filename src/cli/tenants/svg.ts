import { SaxesParser, type SaxesTagNS } from "saxes";
import { References } from "./svg-references.ts";
import { rootAttributes, sizeOf } from "./svg-size.ts";
import { declarationsOf, StyleRules } from "./svg-style.ts";
import { EDITOR_NAMESPACES, ELEMENTS, INERT_ELEMENTS, readValue, UnfitImage, useOf, wayOutOf } from "./svg-values.ts";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
const LIMITS = { depth: 20, elements: 600 };

export type CleanImage = { type: "image/svg+xml" | "image/png"; bytes: Uint8Array; width: number; height: number };

function escapeXml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Attributes, then what the rules say, then `style`: the later stands above the earlier. */
function declared(tag: SaxesTagNS, rules: StyleRules): Map<string, string> {
	const attributes = Object.values(tag.attributes);
	const written = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value ?? "";
	const plain = attributes.filter(({ name, uri }) => name !== "style" && !EDITOR_NAMESPACES.test(uri));
	return new Map([
		...plain.map(({ name, value }): [string, string] => [name, value]),
		...rules.of(tag.local, written("class")),
		...declarationsOf(written("style")),
	]);
}

class Sanitizer {
	readonly #output: string[] = [];
	/** Names of the open elements; undefined for one that is passed over with all that it holds. */
	readonly #open: (string | undefined)[] = [];
	readonly #references = new References();
	readonly #rules: StyleRules;
	#count = 0;
	size = { width: 0, height: 0 };

	constructor(rules: StyleRules) {
		this.#rules = rules;
	}

	start(tag: SaxesTagNS): void {
		const name = tag.local;
		if (this.#isPassedOver(tag)) {
			this.#open.push(undefined);
			return;
		}
		if (tag.uri !== SVG_NAMESPACE)
			throw new UnfitImage(`<${tag.name}> is not SVG.`, 'Begin with <svg xmlns="http://www.w3.org/2000/svg">.');
		if (!ELEMENTS.has(name) || (name === "svg") !== (this.#open.length === 0))
			throw new UnfitImage(`A logo may not hold <${name.slice(0, 40)}>.`, wayOutOf(name));
		if (this.#open.length >= LIMITS.depth) throw new UnfitImage("The SVG nests too deeply.", "Ungroup it.");
		if (++this.#count > LIMITS.elements)
			throw new UnfitImage(`The SVG has over ${LIMITS.elements} elements.`, "Simplify it, or save the logo as PNG.");
		const all = declared(tag, this.#rules);
		this.#references.open(name === "svg" ? undefined : all.get("id"));
		const kept = [...all].flatMap(([attribute, value]) => this.#attribute(name, attribute, value));
		if (name === "svg") this.size = sizeOf(all);
		const head = name === "svg" ? rootAttributes(kept, this.size) : kept;
		this.#output.push(`<${[name, ...head.map(([key, value]) => `${key}="${escapeXml(value)}"`)].join(" ")}>`);
		this.#open.push(name);
	}

	/** Notes of drawing programs, descriptions, and style elements, which were read before. */
	#isPassedOver({ uri, local }: SaxesTagNS): boolean {
		if (this.#open.length === 0) return false;
		if (this.#open.at(-1) === undefined || EDITOR_NAMESPACES.test(uri)) return true;
		return uri === SVG_NAMESPACE && (INERT_ELEMENTS.has(local) || local === "style");
	}

	#attribute(element: string, name: string, written: string): [string, string][] {
		if (name === "id") return element === "svg" ? [] : [[name, this.#references.idOf(written)]];
		const use = useOf(element, name, written);
		if (use === "inert") return [];
		if (use === "refused")
			throw new UnfitImage(
				`<${element}> may not have the attribute "${name.slice(0, 40)}".`,
				/^on/i.test(name) ? "Take scripts out of the drawing." : wayOutOf(name),
			);
		const value = readValue(element, name, written);
		if ("text" in value) return [[name, value.text]];
		const id = this.#references.refer(name, value.refersTo);
		if (name.endsWith("href")) return [["href", `#${id}`]];
		return [[name, `url(#${id})${value.otherwise === "" ? "" : ` ${value.otherwise}`}`]];
	}

	end(): void {
		const name = this.#open.pop();
		if (name === undefined) return;
		this.#references.close();
		this.#output.push(`</${name}>`);
	}

	/** Whether what comes now stands in an element that is left out. */
	get passesOver(): boolean {
		return this.#open.length > 0 && this.#open.at(-1) === undefined;
	}

	text(text: string): void {
		if (text.trim() === "" || this.passesOver) return;
		if (this.#open.at(-1) !== "title") throw new UnfitImage("The SVG holds text.", wayOutOf("text"));
		this.#output.push(escapeXml(text.trim().slice(0, 100)));
	}

	get drawing(): string {
		this.#references.requireBounded();
		return this.#output.join("");
	}
}

const PLAIN = "Save it as plain SVG.";

function parse(text: string, listen: (parser: SaxesParser<{ xmlns: true; position: false }>) => void): void {
	const parser = new SaxesParser({ xmlns: true, position: false });
	parser.on("error", () => {
		throw new UnfitImage("The SVG is not well-formed XML.", "Save it again as plain SVG.");
	});
	listen(parser);
	parser.write(text).close();
}

/** The rules of all style elements, wherever they stand. */
function rulesOf(text: string): StyleRules {
	const rules = new StyleRules();
	if (!text.includes("<style")) return rules;
	parse(text, (parser) => {
		let depth = 0;
		const read = (piece: string) => {
			if (depth > 0) rules.add(piece);
		};
		parser.on("opentag", ({ local }) => {
			if (local === "style" || depth > 0) depth += 1;
		});
		parser.on("closetag", () => {
			if (depth > 0) depth -= 1;
		});
		parser.on("text", read);
		parser.on("cdata", read);
	});
	return rules;
}

/** Rewrites an SVG from an allow-list; what draws nothing is left out. Throws `UnfitImage` for anything beyond it. */
export function sanitizeSvg(bytes: Uint8Array): CleanImage {
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new UnfitImage("The SVG is not UTF-8 text.", PLAIN);
	}
	const sanitizer = new Sanitizer(rulesOf(text));
	const refuse = (what: string) => () => {
		throw new UnfitImage(`The SVG holds ${what}.`, PLAIN);
	};
	parse(text, (parser) => {
		parser.on("doctype", (type) => {
			// The public types of SVG 1.x say nothing; definitions of one's own could.
			if (type.includes("[")) refuse("definitions in its document type")();
		});
		parser.on("processinginstruction", refuse("a processing instruction"));
		parser.on("cdata", () => {
			if (!sanitizer.passesOver) refuse("a CDATA section")();
		});
		parser.on("opentag", (tag) => sanitizer.start(tag));
		parser.on("closetag", () => sanitizer.end());
		parser.on("text", (piece) => sanitizer.text(piece));
	});
	const { width, height } = sanitizer.size;
	if (width === 0) throw new UnfitImage("There is no drawing in the file.", PLAIN);
	const drawing = new TextEncoder().encode(sanitizer.drawing);
	return { type: "image/svg+xml", bytes: drawing, width: Math.round(width), height: Math.round(height) };
}
