import type { Locale } from "#locales/locales.ts";

/**
 * A legal text as data: headings, paragraphs, lists and tables, nothing about how they look.
 * HTML, PDF, plain text, the difference page and the hash are functions of this tree.
 */

/**
 * A run of text, or a link. Paths are the brand's own (`/privacy/rights`, without locale prefix), `#recipients` is a
 * section of the same text; others are absolute.
 */
export type Inline = string | { text: string; href: string };

export type Block =
	| { kind: "paragraph"; text: Inline[] }
	| { kind: "list"; items: Inline[][] }
	| { kind: "definitions"; items: { term: string; text: Inline[] }[] }
	| { kind: "table"; caption: string; head: string[]; rows: Inline[][][]; groups?: RowGroup[] };

/** So many rows below each other, with what they all say: it stands once, above them. Nothing where each says its own. */
export type RowGroup = { says: Inline[]; rows: number };

export type Section = {
	/** Anchor, stable over versions and locales: `recipients`. */
	id: string;
	heading: string;
	/** Promises (P01–P63) that this section states. */
	promises: string[];
	/** The law that asks for this section, where no promise does: `GDPR 13(2)(f)`. */
	grounds?: string[];
	blocks: Block[];
	sections: Section[];
};

/** Sections below each other, by id, under one heading. */
export type Chapter = { id: string; heading: string; sections: string[] };

export type DocumentTree = {
	locale: Locale;
	title: string;
	/** One short paragraph before the first heading. */
	lead: Inline[];
	/** In the order of the sections. A text without them has sections alone. */
	chapters?: Chapter[];
	sections: Section[];
};

/** The text in the order in which it is read: chapters with their sections, and sections that belong to none. */
export function chaptersOf({ chapters = [], sections }: DocumentTree): { chapter?: Chapter; sections: Section[] }[] {
	const parts: { chapter?: Chapter; sections: Section[] }[] = [];
	for (const section of sections) {
		const chapter = chapters.find((one) => one.sections.includes(section.id));
		const last = parts.at(-1);
		if (last && chapter && last.chapter === chapter) last.sections.push(section);
		else parts.push({ ...(chapter ? { chapter } : {}), sections: [section] });
	}
	return parts;
}

/** The rows of a table with what each group of them says; one group that says nothing where it has none. */
export function groupsOf({
	rows,
	groups,
}: Extract<Block, { kind: "table" }>): { says: Inline[]; rows: Inline[][][] }[] {
	if (groups === undefined) return [{ says: [], rows }];
	let from = 0;
	return groups.map(({ says, rows: count }) => {
		from += count;
		return { says, rows: rows.slice(from - count, from) };
	});
}

/** The words of a run of inlines, without its addresses. */
export function inlineText(inlines: readonly Inline[]): string {
	return inlines.map((inline) => (typeof inline === "string" ? inline : inline.text)).join("");
}

/** Every section with its depth (1 for top level), in reading order. */
export function* walkSections(sections: readonly Section[], depth = 1): Generator<{ section: Section; depth: number }> {
	for (const section of sections) {
		yield { section, depth };
		yield* walkSections(section.sections, depth + 1);
	}
}

export type OutlineEntry = { id: string; heading: string; sections: OutlineEntry[] };

/** The headings as a nested list, for a table of contents: chapters where there are, each with its sections. */
export function statementOutline(tree: DocumentTree): OutlineEntry[] {
	const outline = (sections: readonly Section[]): OutlineEntry[] =>
		sections.map(({ id, heading, sections: below }) => ({ id, heading, sections: outline(below) }));
	return chaptersOf(tree).flatMap(({ chapter, sections }) =>
		chapter ? [{ id: chapter.id, heading: chapter.heading, sections: outline(sections) }] : outline(sections),
	);
}

function blockTexts(block: Block): string[] {
	if (block.kind === "paragraph") return [inlineText(block.text)];
	if (block.kind === "list") return block.items.map(inlineText);
	if (block.kind === "definitions") return block.items.flatMap((item) => [item.term, inlineText(item.text)]);
	const rows = groupsOf(block).flatMap((group) => [inlineText(group.says), ...group.rows.flat().map(inlineText)]);
	return [block.caption, ...block.head, ...rows];
}

/** Every unit of text in reading order: title, headings, paragraphs, items and cells. */
export function unitsOf(tree: DocumentTree): string[] {
	const units = [tree.title, inlineText(tree.lead)];
	for (const { chapter, sections } of chaptersOf(tree)) {
		if (chapter) units.push(chapter.heading);
		for (const { section } of walkSections(sections))
			units.push(section.heading, ...section.blocks.flatMap(blockTexts));
	}
	return units;
}

/** The same, paragraphs cut into sentences: what each rendering must carry. */
export function sentencesOf(tree: DocumentTree): string[] {
	return unitsOf(tree)
		.flatMap((unit) => unit.split(/(?<=[.!?])\s+(?=\p{Lu})/u))
		.map((unit) => unit.replace(/\s+/g, " ").trim())
		.filter((unit) => unit !== "");
}

/** JSON with sorted keys and nothing undefined, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (value !== null && typeof value === "object") {
		const entries = Object.entries(value)
			.filter(([, member]) => member !== undefined)
			.sort(([a], [b]) => (a < b ? -1 : 1));
		return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
	}
	return JSON.stringify(value) ?? "null";
}

/** What a reader can see. Promises and grounds are notes to ourselves: changing one makes no new version. */
function readable(section: Section): unknown {
	return {
		id: section.id,
		heading: section.heading,
		blocks: section.blocks,
		sections: section.sections.map(readable),
	};
}

/** sha256, in hex, of the canonical JSON of everything that a reader can see. */
export async function hashTree(tree: DocumentTree): Promise<string> {
	const text = canonicalJson({ ...tree, sections: tree.sections.map(readable) });
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
