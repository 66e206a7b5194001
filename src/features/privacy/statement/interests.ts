import type { PurposeId } from "#foundation/register/purposes.ts";
import { type Draft, type Part, paragraph, section } from "./draft.ts";

/** GDPR Art. 13(1)(d): each legitimate interest is named. */
export function interestsSection(draft: Draft): Part {
	const { words, names } = draft;
	const views = Object.values(draft.purposes).flat();
	const purposes = [...new Set(views.filter(({ use }) => use.art6 === "f").map(({ purpose }) => purpose))];
	if (purposes.length === 0) return undefined;
	return section(
		"interests",
		words.categories.interestsHeading,
		["GDPR 13(1)(d)"],
		[
			paragraph(words.categories.interests),
			{
				kind: "list",
				items: purposes.map((purpose) => [
					words.categories.interest(names.purposes[purpose].name, interestOf(draft, purpose)),
				]),
			},
		],
	);
}

function interestOf({ words }: Draft, purpose: PurposeId): string {
	const interest = words.interests[purpose];
	if (interest === undefined) throw new Error(`purpose ${purpose} rests on a legitimate interest that has no words`);
	return interest;
}
