/** Ids that the page around a document has. */
const SHELL_IDS: ReadonlySet<string> = new Set(["top", "content", "contents-title", "in-words"]);

/**
 * The id of a section in a page. Its own is part of the published text and is kept wherever the page around it has no
 * such id: the skip link leads to one place only.
 */
export function anchorOf(sectionId: string): string {
	return SHELL_IDS.has(sectionId) ? `section-${sectionId}` : sectionId;
}
