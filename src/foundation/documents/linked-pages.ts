import type { Block, DocumentTree, Inline, Section } from "./tree.ts";

/**
 * The pages of a brand that its legal texts link to. The PDF is made where no routes can be loaded, so these stand
 * here; test/whole/routes/links.http.test.ts holds them to the routes.
 */
export const LINKED_PAGES: readonly string[] = [
	"/terms",
	"/helpdesk",
	"/privacy",
	"/privacy/rights",
	"/privacy/cookies",
	"/privacy/versions",
	"/privacy/statement.pdf",
];

/**
 * The text as it is shown: a link to a page that the brand does not have (yet) keeps its words and loses its address.
 * What is published and hashed stays as it is, so the link comes back with its page.
 */
export function withoutDeadLinks(tree: DocumentTree): DocumentTree {
	return { ...tree, lead: tree.lead.map(shown), sections: tree.sections.map(shownSection) };
}

function shown(inline: Inline): Inline {
	if (typeof inline === "string") return inline;
	return inline.href.startsWith("/") && !LINKED_PAGES.includes(inline.href) ? inline.text : inline;
}

function shownSection(section: Section): Section {
	return { ...section, blocks: section.blocks.map(shownBlock), sections: section.sections.map(shownSection) };
}

function shownBlock(block: Block): Block {
	if (block.kind === "paragraph") return { ...block, text: block.text.map(shown) };
	if (block.kind === "list") return { ...block, items: block.items.map((item) => item.map(shown)) };
	if (block.kind === "definitions")
		return { ...block, items: block.items.map(({ term, text }) => ({ term, text: text.map(shown) })) };
	const { rows, groups } = block;
	return {
		...block,
		rows: rows.map((row) => row.map((cell) => cell.map(shown))),
		...(groups ? { groups: groups.map((group) => ({ ...group, says: group.says.map(shown) })) } : {}),
	};
}
