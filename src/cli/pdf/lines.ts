/** Breaking runs of text into lines. Breaks at white space; a word wider than the line is cut where it must be. */

export type Run = { text: string; font: string; href?: string };

export type Fragment = { run: Run; text: string; x: number; width: number };
export type Line = Fragment[];

type Measure = (text: string, font: string) => number;
type Part = { run: Run; text: string };
type Word = { spaceBefore: Run | undefined; parts: Part[] };

function wordsOf(runs: readonly Run[]): Word[] {
	const words: Word[] = [];
	let space: Run | undefined;
	let open = false;
	for (const run of runs) {
		for (const token of run.text.match(/[ \t\n]+|[^ \t\n]+/g) ?? []) {
			if (/^[ \t\n]/.test(token)) {
				space = run;
				open = false;
				continue;
			}
			const last = words.at(-1);
			if (open && last) last.parts.push({ run, text: token });
			else words.push({ spaceBefore: words.length > 0 ? space : undefined, parts: [{ run, text: token }] });
			space = undefined;
			open = true;
		}
	}
	return words;
}

/** Cuts a part that is wider than a whole line: after punctuation where possible, else between characters. */
function cut(part: Part, width: number, measure: Measure): Part[] {
	const pieces: Part[] = [];
	let rest = [...part.text];
	while (measure(rest.join(""), part.run.font) > width && rest.length > 1) {
		let length = rest.length - 1;
		while (length > 1 && measure(rest.slice(0, length).join(""), part.run.font) > width) length -= 1;
		const soft = rest.slice(0, length).findLastIndex((character) => "/@.-_?&=".includes(character)) + 1;
		const at = soft > length / 2 ? soft : length;
		pieces.push({ run: part.run, text: rest.slice(0, at).join("") });
		rest = rest.slice(at);
	}
	pieces.push({ run: part.run, text: rest.join("") });
	return pieces;
}

class LineBuilder {
	readonly lines: Line[] = [[]];
	x = 0;
	readonly #width: number;
	readonly #measure: Measure;

	constructor(width: number, measure: Measure) {
		this.#width = width;
		this.#measure = measure;
	}

	append(part: Part): void {
		const line = this.lines.at(-1) ?? [];
		const width = this.#measure(part.text, part.run.font);
		const last = line.at(-1);
		if (last && last.run === part.run) {
			last.text += part.text;
			last.width += width;
		} else {
			line.push({ run: part.run, text: part.text, x: this.x, width });
		}
		this.x += width;
	}

	breakLine(): void {
		this.lines.push([]);
		this.x = 0;
	}

	add(word: Word): void {
		const total = word.parts.reduce((sum, part) => sum + this.#measure(part.text, part.run.font), 0);
		const space = word.spaceBefore;
		const gap = space ? this.#measure(" ", space.font) : 0;
		const overflows = space !== undefined && this.x + gap + total > this.#width;
		if (space) this.append({ run: space, text: " " });
		if (overflows) this.breakLine();
		for (const part of word.parts) this.#fit(part, total > this.#width);
	}

	#fit(part: Part, wordIsTooWide: boolean): void {
		if (!wordIsTooWide) {
			this.append(part);
			return;
		}
		cut(part, this.#width, this.#measure).forEach((piece) => {
			const width = this.#measure(piece.text, piece.run.font);
			if (this.x > 0 && this.x + width > this.#width) this.breakLine();
			this.append(piece);
		});
	}
}

/** Lines no wider than `width`; a trailing space stays on its line, so that extracted text keeps its words apart. */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): Line[] {
	const builder = new LineBuilder(width, measure);
	for (const word of wordsOf(runs)) builder.add(word);
	return builder.lines;
}

/** The width of the widest word, and of the whole text on one line. */
export function textWidths(runs: readonly Run[], measure: Measure): { word: number; line: number } {
	let word = 0;
	let line = 0;
	for (const each of wordsOf(runs)) {
		const width = each.parts.reduce((sum, part) => sum + measure(part.text, part.run.font), 0);
		word = Math.max(word, width);
		line += width + (each.spaceBefore ? measure(" ", each.spaceBefore.font) : 0);
	}
	return { word, line };
}
