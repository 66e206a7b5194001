import type { Chapter, Section } from "#foundation/documents/tree.ts";
import type { StatementSummaryWords } from "./words/shape.ts";

type ChapterId = keyof StatementSummaryWords["chapters"];

/** Every section of a statement, in the order in which it is read. What stands above the first chapter is the summary. */
export const CHAPTERS: Record<ChapterId, readonly string[]> = {
	"who-we-are": ["controller", "dpo"],
	"your-data": ["account", "data", "sources", "others"],
	"on-this-site": [
		...["messages", "suggestions", "performers", "payments", "shop", "contact", "mail", "moderation"],
		...["automated-decisions", "age", "cookies"],
	],
	"sharing-and-keeping": ["recipients", "retention", "security"],
	"your-say": ["objection", "rights", "complaint"],
	"this-statement": ["definitions", "changes", "partner"],
};

/**
 * The sections in the order of their chapters, and the chapters that have any. A section that no chapter lists stays
 * behind the one before it.
 */
export function inChapters(
	sections: readonly Section[],
	headings: StatementSummaryWords["chapters"],
): { chapters: Chapter[]; sections: Section[] } {
	const before: Section[] = [];
	const chapters = Object.entries(CHAPTERS).map(([id, ids]) => ({ id: id as ChapterId, ids, own: [] as Section[] }));
	let last = before;
	for (const section of sections) {
		last = chapters.find(({ ids }) => ids.includes(section.id))?.own ?? last;
		last.push(section);
	}
	for (const { ids, own } of chapters) own.sort((a, b) => place(ids, own, a) - place(ids, own, b));
	const used = chapters.filter(({ own }) => own.length > 0);
	return {
		chapters: used.map(({ id, own }) => ({ id, heading: headings[id], sections: own.map((section) => section.id) })),
		sections: [...before, ...used.flatMap(({ own }) => own)],
	};
}

function place(ids: readonly string[], own: readonly Section[], section: Section): number {
	const at = ids.indexOf(section.id);
	if (at >= 0) return at;
	const previous = own[own.indexOf(section) - 1];
	return previous === undefined ? -1 : place(ids, own, previous) + 0.5;
}
