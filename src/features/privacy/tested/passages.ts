import { sha256Hex } from "#foundation/brand/snapshot.ts";
import {
	type Block,
	type DocumentTree,
	groupsOf,
	inlineText,
	type Section,
	walkSections,
} from "#foundation/documents/tree.ts";
import { isPromiseId, type PromiseId } from "#foundation/register/promises.ts";
import { words } from "#locales/locales.ts";

/** Where a statement makes a promise. */
export type Passage = {
	id: PromiseId;
	/** The section, by its id and heading. */
	section: string;
	heading: string;
	/** The sentences that make it, as they stand there; undefined where none was found. */
	text: string | undefined;
};

/** The promises that a statement makes, each once, in reading order of the places where it makes them. */
export function passagesOf(tree: DocumentTree): Passage[] {
	const cues: Readonly<Record<string, readonly string[]>> = words(tree.locale).passages;
	const sections = [...walkSections(tree.sections)].map(({ section }) => section);
	const ids = [...new Set(sections.flatMap(({ promises }) => promises))].filter(isPromiseId);
	const passages = ids.map((id) => passageOf(id, sections, cues[id] ?? []));
	const place = ({ section }: Passage) => sections.findIndex(({ id }) => id === section);
	return passages.sort((a, b) => place(a) - place(b));
}

/** In the first section that states the promise in the words of a cue; else in the first that states it, without words. */
function passageOf(id: PromiseId, sections: readonly Section[], cues: readonly string[]): Passage {
	const stating = sections.filter(({ promises }) => promises.includes(id));
	const found = stating.map((section) => ({ section, said: said(section, cues) }));
	const first = found.find((one) => one.said.length > 0) ?? found[0];
	if (first === undefined) throw new Error(`no section states ${id}`);
	const { section } = first;
	const text = first.said.length > 0 ? first.said.join(" ") : undefined;
	return { id, section: section.id, heading: section.heading, text };
}

const said = ({ blocks }: Section, cues: readonly string[]): string[] =>
	blocks.flatMap((block, index) => sentencesIn(block, blocks[index + 1])).filter((sentence) => isCued(sentence, cues));

const isCued = (sentence: string, cues: readonly string[]) => cues.some((cue) => sentence.includes(cue));

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

/** Sentences of a paragraph, entries of a list, rows of a table; a sentence that leads to a list holds its entries. */
function sentencesIn(block: Block, next: Block | undefined): string[] {
	if (block.kind === "list") return block.items.map((item) => plain(inlineText(item)));
	if (block.kind === "definitions")
		return [block.items.map(({ term, text }) => plain(`${term}: ${inlineText(text)}`)).join("; ")];
	if (block.kind === "table")
		return groupsOf(block).flatMap(({ says, rows }) =>
			rows.map(([name = [], ...cells]) =>
				plain(`${inlineText(name)}: ${[...cells, says].map((cell) => inlineText(cell)).join(" ")}`),
			),
		);
	const sentences = plain(inlineText(block.text)).split(/(?<=[.!?])\s+(?=\p{Lu})/u);
	const last = sentences.at(-1);
	if (last === undefined || !last.endsWith(":") || next?.kind !== "list") return sentences;
	const entries = next.items.map((item) => plain(inlineText(item))).join("; ");
	return [...sentences.slice(0, -1), `${last} ${entries}`];
}

/** SHA-256 of the sentence in UTF-8, its first 16 bytes in hex. */
export async function sentenceHash(text: string): Promise<string> {
	return (await sha256Hex(new TextEncoder().encode(text))).slice(0, 32);
}
