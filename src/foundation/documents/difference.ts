import { align } from "./difference-align.ts";
import { type Block, chaptersOf, type DocumentTree, groupsOf, type Inline, inlineText, type Section } from "./tree.ts";

/** What became of a piece: `changed` when something inside it differs. */
export type Mark = "same" | "changed" | "insert" | "delete";

export type MarkedRun = { mark: "same" | "insert" | "delete"; text: string };

export type MarkedBlock =
	| { kind: "paragraph"; mark: Mark; text: MarkedRun[] }
	| { kind: "list"; mark: Mark; items: { mark: Mark; text: MarkedRun[] }[] }
	| { kind: "definitions"; mark: Mark; items: { mark: Mark; term: MarkedRun[]; text: MarkedRun[] }[] }
	| {
			kind: "table";
			mark: Mark;
			caption: MarkedRun[];
			head: MarkedRun[][];
			rows: { mark: Mark; cells: MarkedRun[][] }[];
	  };

export type MarkedSection = {
	id: string;
	mark: Mark;
	heading: MarkedRun[];
	blocks: MarkedBlock[];
	sections: MarkedSection[];
};

function tokens(text: string): string[] {
	return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** A link's address is part of what it says, so that a changed address shows. */
function visible(inlines: readonly Inline[]): string {
	return inlines.map((inline) => (typeof inline === "string" ? inline : `${inline.text} (${inline.href})`)).join("");
}

/** Word by word: runs that stay, go and come. */
export function compareText(before: string | undefined, after: string | undefined): MarkedRun[] {
	if (before === after) return after === undefined || after === "" ? [] : [{ mark: "same", text: after }];
	const pairs = align(tokens(before ?? ""), tokens(after ?? ""), (a, b) => (a === b ? (/^\s/.test(a) ? 0.1 : 1) : 0));
	const runs: MarkedRun[] = [];
	const push = (mark: MarkedRun["mark"], text: string): void => {
		const last = runs.at(-1);
		if (last?.mark === mark) last.text += text;
		else runs.push({ mark, text });
	};
	for (const pair of pairs) {
		if (pair.before !== undefined && pair.after !== undefined) push("same", pair.after);
		else if (pair.before !== undefined) push("delete", pair.before);
		else if (pair.after !== undefined) push("insert", pair.after);
	}
	return runs;
}

function compareInlines(before: readonly Inline[] | undefined, after: readonly Inline[] | undefined): MarkedRun[] {
	const plain = compareText(before && inlineText(before), after && inlineText(after));
	const sameWords = before && after && inlineText(before) === inlineText(after);
	return sameWords && visible(before) !== visible(after) ? compareText(visible(before), visible(after)) : plain;
}

function markOf(before: unknown, after: unknown, runs: readonly MarkedRun[][]): Mark {
	if (before === undefined) return "insert";
	if (after === undefined) return "delete";
	return runs.every((run) => run.every(({ mark }) => mark === "same")) ? "same" : "changed";
}

/** Comparing whole texts costs more than comparing words, so fewer comparisons are allowed. */
const MAX_TEXT_COMPARISONS = 40_000;

type Likeness = (a: string, b: string) => number;

/** Share of words in common, 0 to 1; 1 only for equal texts. Each text is cut into words once. */
function likenessOfTexts(): Likeness {
	const seen = new Map<string, Set<string>>();
	const wordsOf = (text: string): Set<string> => {
		const words = seen.get(text) ?? new Set(tokens(text).filter((token) => token.trim() !== ""));
		seen.set(text, words);
		return words;
	};
	return (a, b) => {
		if (a === b) return 1;
		const [left, right] = [wordsOf(a), wordsOf(b)];
		let shared = 0;
		for (const word of left) if (right.has(word)) shared += 1;
		const score = (2 * shared) / (left.size + right.size || 1);
		return score >= 0.4 ? Math.min(score, 0.99) : 0;
	};
}

function pairUp<T>(before: readonly T[], after: readonly T[], text: (item: T) => string) {
	const likeness = likenessOfTexts();
	return align(before, after, (a, b) => likeness(text(a), text(b)), MAX_TEXT_COMPARISONS);
}

type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

function compareTables(before: Of<"table"> | undefined, after: Of<"table"> | undefined): MarkedBlock {
	const columns = Math.max(before?.head.length ?? 0, after?.head.length ?? 0);
	const across = <T>(compare: (column: number) => T): T[] => Array.from({ length: columns }, (_, i) => compare(i));
	const likeness = likenessOfTexts();
	const rowText = (row: Inline[][]): string => row.map(inlineText).join(" ");
	// A row is found again by its first cell, what the row is about; failing that by its words.
	const alike = (a: Inline[][], b: Inline[][]): number =>
		inlineText(a[0] ?? []) === inlineText(b[0] ?? []) ? 1 : likeness(rowText(a), rowText(b)) / 2;
	const rows = align(rowsOf(before), rowsOf(after), alike, MAX_TEXT_COMPARISONS).map((pair) => {
		const cells = across((column) => compareInlines(pair.before?.[column], pair.after?.[column]));
		return { mark: markOf(pair.before, pair.after, cells), cells };
	});
	const caption = compareText(before?.caption, after?.caption);
	const head = across((column) => compareText(before?.head[column], after?.head[column]));
	const inside = rows.some(({ mark }) => mark !== "same");
	const mark = markOf(before, after, [caption, ...head]);
	return { kind: "table", mark: mark === "same" && inside ? "changed" : mark, caption, head, rows };
}

/** The rows, and what a group of them says as a row of one cell before them. */
function rowsOf(table: Of<"table"> | undefined): Inline[][][] {
	if (table === undefined) return [];
	return groupsOf(table).flatMap(({ says, rows }) => (says.length > 0 ? [[says], ...rows] : rows));
}

function compareLists(before: Of<"list"> | undefined, after: Of<"list"> | undefined): MarkedBlock {
	const items = pairUp(before?.items ?? [], after?.items ?? [], inlineText).map((pair) => {
		const text = compareInlines(pair.before, pair.after);
		return { mark: markOf(pair.before, pair.after, [text]), text };
	});
	return { kind: "list", mark: summary(before, after, items), items };
}

function compareDefinitions(before: Of<"definitions"> | undefined, after: Of<"definitions"> | undefined): MarkedBlock {
	const pairs = align(before?.items ?? [], after?.items ?? [], (a, b) => (a.term === b.term ? 1 : 0));
	const items = pairs.map((pair) => {
		const term = compareText(pair.before?.term, pair.after?.term);
		const text = compareInlines(pair.before?.text, pair.after?.text);
		return { mark: markOf(pair.before, pair.after, [term, text]), term, text };
	});
	return { kind: "definitions", mark: summary(before, after, items), items };
}

function summary(before: unknown, after: unknown, parts: readonly { mark: Mark }[]): Mark {
	const mark = markOf(before, after, []);
	return mark === "same" && parts.some((part) => part.mark !== "same") ? "changed" : mark;
}

function compareBlocks(before: Block | undefined, after: Block | undefined): MarkedBlock[] {
	if (before && after && before.kind !== after.kind) {
		return [...compareBlocks(before, undefined), ...compareBlocks(undefined, after)];
	}
	const of = <K extends Block["kind"]>(block: Block | undefined, kind: K): Of<K> | undefined =>
		block?.kind === kind ? (block as Of<K>) : undefined;
	const kind = (after ?? before)?.kind;
	if (kind === "table") return [compareTables(of(before, "table"), of(after, "table"))];
	if (kind === "list") return [compareLists(of(before, "list"), of(after, "list"))];
	if (kind === "definitions") return [compareDefinitions(of(before, "definitions"), of(after, "definitions"))];
	const text = compareInlines(of(before, "paragraph")?.text, of(after, "paragraph")?.text);
	return [{ kind: "paragraph", mark: markOf(before, after, [text]), text }];
}

function blockText(block: Block): string {
	if (block.kind === "paragraph") return inlineText(block.text);
	if (block.kind === "list") return block.items.map(inlineText).join(" ");
	if (block.kind === "definitions") return block.items.map((item) => item.term).join(" ");
	return `${block.caption} ${block.head.join(" ")}`;
}

/** Two tables or two lists in the same place are the same one, however much their words differ. */
function likenessOfBlocks(): (a: Block, b: Block) => number {
	const likeness = likenessOfTexts();
	return (a, b) => {
		if (a.kind !== b.kind) return 0;
		return Math.max(likeness(blockText(a), blockText(b)), a.kind === "paragraph" ? 0 : 0.2);
	};
}

function compareSection(before: Section | undefined, after: Section | undefined): MarkedSection {
	const heading = compareText(before?.heading, after?.heading);
	const blocks = align(before?.blocks ?? [], after?.blocks ?? [], likenessOfBlocks(), MAX_TEXT_COMPARISONS).flatMap(
		(pair) => compareBlocks(pair.before, pair.after),
	);
	const sections = compareSections(before?.sections ?? [], after?.sections ?? []);
	const mark = markOf(before, after, [heading]);
	const inside = [...blocks, ...sections].some((part) => part.mark !== "same");
	return {
		id: (after ?? before)?.id ?? "",
		mark: mark === "same" && inside ? "changed" : mark,
		heading,
		blocks,
		sections,
	};
}

/** A section that stands elsewhere now is compared where it stands now. */
function compareSections(before: readonly Section[], after: readonly Section[]): MarkedSection[] {
	const find = (sections: readonly Section[], id: string | undefined) => sections.find((one) => one.id === id);
	return align(before, after, (a, b) => (a.id === b.id ? 1 : 0)).flatMap((pair) => {
		if (pair.after === undefined && find(after, pair.before.id)) return [];
		return [compareSection(pair.before ?? find(before, pair.after?.id), pair.after)];
	});
}

/** Of a chapter its heading differs or not; its sections are compared by themselves. */
function inOrder(tree: DocumentTree): Section[] {
	return chaptersOf(tree).flatMap(({ chapter, sections }) =>
		chapter
			? [{ id: chapter.id, heading: chapter.heading, promises: [], blocks: [], sections: [] }, ...sections]
			: sections,
	);
}

/**
 * What differs between two texts: sections found again by id, blocks by likeness, then word by word. The first
 * marked section (`title`) holds the title and the lead.
 */
export function compareTrees(before: DocumentTree, after: DocumentTree): MarkedSection[] {
	const top = ({ title, lead }: DocumentTree): Section => ({
		id: "title",
		heading: title,
		promises: [],
		blocks: lead.length === 0 ? [] : [{ kind: "paragraph", text: lead }],
		sections: [],
	});
	return compareSections([top(before), ...inOrder(before)], [top(after), ...inOrder(after)]);
}
