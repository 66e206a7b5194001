import type { Locale } from "#locales/locales.ts";

/**
 * A legal text as data: headings, paragraphs, lists and tables, nothing about how they look.
 * HTML, PDF, plain text, the difference page and the hash are functions of this tree.
 */

/** A run of text, or a link. Paths are the brand's own (`/privacy/rights`, without locale prefix); others are absolute. */
export type Inline = string | { text: string; href: string };

export type Block =
	| { kind: "paragraph"; text: Inline[] }
	| { kind: "list"; items: Inline[][] }
	| { kind: "definitions"; items: { term: string; text: Inline[] }[] }
	| { kind: "table"; caption: string; head: string[]; rows: Inline[][][] };

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

export type DocumentTree = {
	locale: Locale;
	title: string;
	/** One short paragraph before the first heading. */
	lead: Inline[];
	sections: Section[];
};

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

/** The headings as a nested list, for a table of contents. */
export function statementOutline(tree: DocumentTree): OutlineEntry[] {
	const outline = (sections: readonly Section[]): OutlineEntry[] =>
		sections.map((section) => ({
			id: section.id,
			heading: section.heading,
			sections: outline(section.sections),
		}));
	return outline(tree.sections);
}

function blockTexts(block: Block): string[] {
	if (block.kind === "paragraph") return [inlineText(block.text)];
	if (block.kind === "list") return block.items.map(inlineText);
	if (block.kind === "definitions") return block.items.flatMap((item) => [item.term, inlineText(item.text)]);
	return [block.caption, ...block.head, ...block.rows.flatMap((row) => row.map(inlineText))];
}

/** Every unit of text in reading order, paragraphs cut into sentences: what each rendering must carry. */
export function sentencesOf(tree: DocumentTree): string[] {
	const units = [tree.title, inlineText(tree.lead)];
	for (const { section } of walkSections(tree.sections)) {
		units.push(section.heading, ...section.blocks.flatMap(blockTexts));
	}
	return units
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
