import type { Inline } from "#foundation/documents/tree.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import type { PurposeView } from "#foundation/register/views.ts";
import { afterObjection, switchedOff } from "./data.ts";
import { type Draft, link, lowerFirst, mail, type Part, paragraph, present, says, section } from "./draft.ts";

/** GDPR Art. 21(4): the right to object stands apart from every other information. */
export function objectionSection(draft: Draft): Part {
	const { objection } = draft.words.articles;
	return section(
		"objection",
		objection.heading,
		["P42", "GDPR 21(4)"],
		[
			paragraph(objection.intro),
			{ kind: "list", items: objectionItems(draft) },
			paragraph(objection.marketing),
			paragraph(...way(draft), ...(says(draft, "right.objection") ? [objection.account, " "] : []), objection.free),
		],
	);
}

/** Every purpose that rests on a legitimate interest in a category, each once. */
function objectionable({ purposes }: Draft): PurposeView[] {
	const views = Object.values(purposes)
		.flat()
		.filter(({ use }) => use.art6 === "f");
	return views.filter((view, index) => views.findIndex(({ purpose }) => purpose === view.purpose) === index);
}

/** What follows is said once for all purposes for which it is the same. */
function objectionItems(draft: Draft): Inline[][] {
	const { words, names, locale } = draft;
	const byWhatFollows = Map.groupBy(objectionable(draft), (view) => whatFollows(draft, view));
	return [...byWhatFollows].map(([said, views]) => {
		const own = views.map(({ purpose }, at) => {
			const { name } = names.purposes[purpose];
			return at === 0 ? name : lowerFirst(name);
		});
		return [words.articles.objection.item(joinWords(own, locale), said)];
	});
}

const whatFollows = (draft: Draft, view: PurposeView): string =>
	present([afterObjection(draft.words, view), switchedOff(draft, view)]).join(" ");

function way({ words, legal }: Draft): Inline[] {
	const { objection } = words.articles;
	const { rights } = legal.contacts;
	return rights.by === "email"
		? [objection.byEmail, mail(rights.email), ". "]
		: [objection.byHelpdesk, link(words.rights.helpdeskForm, "/helpdesk"), ". "];
}
