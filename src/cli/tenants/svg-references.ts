import { UnfitImage } from "./svg-values.ts";

type Node = { children: number[]; refersTo: string[] };

/** How many elements a renderer may draw, with those that it draws again because others refer to them. */
const MAX_DRAWN = 2_000;

/** The ids of a drawing, prefixed so that a logo cannot name an element of a page it is put in, and who refers to them. */
export class References {
	readonly #nodes: Node[] = [];
	readonly #open: number[] = [];
	/** The first element with an id is meant by it. */
	readonly #byId = new Map<string, number>();
	readonly #unusual = new Map<string, string>();

	open(id: string | undefined): void {
		const index = this.#nodes.push({ children: [], refersTo: [] }) - 1;
		this.#nodes[this.#open.at(-1) ?? -1]?.children.push(index);
		this.#open.push(index);
		if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, index);
	}

	close(): void {
		this.#open.pop();
	}

	/** A plain id keeps its name; any other gets a number, which no plain one has. */
	idOf(id: string): string {
		if (/^[A-Za-z][\w-]{0,60}$/.test(id)) return `logo-${id}`;
		const known = this.#unusual.get(id) ?? `logo-${this.#unusual.size + 1}`;
		this.#unusual.set(id, known);
		return known;
	}

	/** @returns the id under which the element stands. A gradient is no drawing of its own, so it is not counted */
	refer(attribute: string, id: string): string {
		if (attribute !== "fill" && attribute !== "stroke") this.#nodes[this.#open.at(-1) ?? -1]?.refersTo.push(id);
		return this.idOf(id);
	}

	/** Throws `UnfitImage` for a drawing that holds itself, or that refers to itself into the thousands. */
	requireBounded(): void {
		const drawn = new Map<number, number>();
		const count = (index: number, above: ReadonlySet<number>): number => {
			const known = drawn.get(index);
			if (known !== undefined) return known;
			if (above.has(index))
				throw new UnfitImage("A part of the SVG refers to itself.", "Take that reference out of the drawing.");
			const within = new Set([...above, index]);
			const { children = [], refersTo = [] } = this.#nodes[index] ?? {};
			const targets = refersTo.flatMap((id) => this.#byId.get(id) ?? []);
			const sum = [...children, ...targets].reduce((all, each) => all + count(each, within), 1);
			if (sum > MAX_DRAWN)
				throw new UnfitImage(
					`The SVG draws over ${MAX_DRAWN} elements, by references.`,
					"Simplify it, or save the logo as PNG.",
				);
			drawn.set(index, sum);
			return sum;
		};
		count(0, new Set());
	}
}
