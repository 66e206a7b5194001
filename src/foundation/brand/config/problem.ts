import { printableLine } from "../../printable.ts";

/** What is wrong with a file that someone wrote, where, and what to do about it. */
export type Problem = {
	file: string;
	/** From 1. */
	line: number;
	/** From 1. */
	column: number;
	/** Dotted, as in TOML: `theme.colors.brand`. Empty for the file as a whole. */
	path: string;
	why: string;
	fix: string;
	level: "error" | "warning";
};

export type Path = readonly (string | number)[];
export type Position = { line: number; column: number };

/** A parsed file: its plain data, and where each key stands. */
export type Source = { file: string; value: unknown; positions: ReadonlyMap<string, Position> };

export function positionKey(path: Path): string {
	return JSON.stringify(path);
}

/** Where a key stands; for a missing one, where its table begins. */
export function locate(source: Source, path: Path): Position {
	for (let length = path.length; length > 0; length--) {
		const position = source.positions.get(positionKey(path.slice(0, length)));
		if (position !== undefined) return position;
	}
	return { line: 1, column: 1 };
}

/** The value at a path, own keys only. */
export function valueAt(value: unknown, path: Path): unknown {
	let current = value;
	for (const key of path) {
		if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
		current = Reflect.get(current, key);
	}
	return current;
}

export function problemAt(source: Source, path: Path, why: string, fix: string): Problem {
	return { file: source.file, ...locate(source, path), path: path.join("."), why, fix, level: "error" };
}

/** As TOML writes it, which knows numbers that JSON does not. */
function written(value: unknown): string {
	if (typeof value === "number") return Number.isNaN(value) ? "nan" : String(value).replace("Infinity", "inf");
	return JSON.stringify(value) ?? String(value);
}

/** A short, printable, one-line quotation of something hostile. */
export function quote(value: unknown): string {
	const text = typeof value === "string" ? value : written(value);
	const signs = [...text];
	const short = signs.length > 60 ? `${signs.slice(0, 57).join("")}...` : text;
	return `"${printableLine(short)}"`;
}

/** Edit distance in which a swap of neighbours costs one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
			}
			row.push(cost);
		}
		beforeLast = last;
		last = row;
	}
	return last[b.length] ?? 0;
}

/** The known word that was probably meant, if any is near. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
	if (word.length > 60) return undefined;
	const lower = word.toLowerCase();
	let best: { word: string; distance: number } | undefined;
	for (const candidate of known) {
		const distance = editDistance(lower, candidate.toLowerCase());
		if (distance <= Math.max(1, Math.floor(candidate.length / 3)) && distance < (best?.distance ?? Infinity)) {
			best = { word: candidate, distance };
		}
	}
	return best?.word;
}

/** `Did you mean "tagline"?`, or the list of what is possible. */
export function suggest(word: string, known: readonly string[]): string {
	const nearest = nearestWord(word, known);
	return nearest === undefined ? `Possible here: ${[...known].sort().join(", ")}.` : `Did you mean "${nearest}"?`;
}
