import { UnfitImage } from "./svg-values.ts";

/** `fill:#fff;stroke:none` as pairs, in order. */
export function declarationsOf(style: string): [name: string, value: string][] {
	return style.split(";").flatMap((declaration): [string, string][] => {
		const colon = declaration.indexOf(":");
		if (colon < 0) return [];
		const value = declaration.slice(colon + 1).replace(/!\s*important\s*$/i, "");
		return [[declaration.slice(0, colon).trim().toLowerCase(), value.trim()]];
	});
}

const MAX_RULES = 200;

/** The rules of the style elements of a drawing: those of classes and of elements, as drawing programs write them. */
export class StyleRules {
	readonly #rules: { selector: string; declarations: [string, string][] }[] = [];

	/** Throws `UnfitImage` for rules that hang on anything but one class or one element. */
	add(text: string): void {
		const bare = text.replace(/\/\*.*?\*\//gs, "");
		const rest = bare.replace(/([^{}]*)\{([^{}]*)\}/g, (_all, selectors: string, declarations: string) => {
			for (const selector of selectors.split(",").map((one) => one.trim())) {
				if (!/^[.]?[A-Za-z_][\w-]{0,60}$/.test(selector) || this.#rules.length >= MAX_RULES) throw beyond();
				this.#rules.push({ selector, declarations: declarationsOf(declarations) });
			}
			return "";
		});
		if (rest.trim() !== "") throw beyond();
	}

	/** What the rules say of an element: those of its classes stand above those of its name. */
	of(element: string, classes: string): [name: string, value: string][] {
		const own = classes.split(/\s+/).map((name) => `.${name}`);
		const said = (test: (selector: string) => boolean) =>
			this.#rules.filter(({ selector }) => test(selector)).flatMap(({ declarations }) => declarations);
		return [...said((selector) => selector === element), ...said((selector) => own.includes(selector))];
	}
}

const beyond = () =>
	new UnfitImage(
		"The SVG has style rules beyond those of single classes.",
		"Export it with presentation attributes (Illustrator: Styling > Presentation Attributes; Inkscape: Plain SVG).",
	);
