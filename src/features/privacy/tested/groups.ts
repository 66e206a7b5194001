import type { Finding } from "./findings.ts";
import type { NamedTest } from "./report.ts";
import { STANDINGS, type Standing } from "./standing.ts";

/** Sentences of one section that stand alike. */
export type SectionGroup = { section: string; heading: string; sentences: Sentence[] };
/** One sentence, which may make several promises. */
export type Sentence = { ids: string[]; text: string | undefined; tests: NamedTest[] };
export type StandingGroup = { standing: Standing; promises: number; sections: SectionGroup[] };

/** Findings as a page shows them: by what is said of them, then by section of the statement, each sentence once. */
export function groupsOf(findings: readonly Finding[]): StandingGroup[] {
	return STANDINGS.flatMap((standing) => {
		const alike = findings.filter((finding) => finding.standing === standing);
		return alike.length === 0 ? [] : [{ standing, promises: alike.length, sections: sectionsOf(alike) }];
	});
}

function sectionsOf(findings: readonly Finding[]): SectionGroup[] {
	return [...Map.groupBy(findings, ({ section }) => section)].map(([section, inIt]) => ({
		section,
		heading: inIt[0]?.heading ?? "",
		sentences: [...Map.groupBy(inIt, ({ text }) => text)].map(([text, making]) => ({
			ids: making.map(({ id }) => id),
			text,
			// A test that proves two promises in one sentence is named once.
			tests: [...new Map(making.flatMap(({ tests }) => tests.map((test) => [test.title, test]))).values()],
		})),
	}));
}
