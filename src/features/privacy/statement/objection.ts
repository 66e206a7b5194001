import type { Inline } from "#foundation/documents/tree.ts";
import { runs } from "#foundation/register/running.ts";
import { SWITCH_NEEDS } from "#foundation/register/sentences.ts";
import type { PurposeView } from "#foundation/register/views.ts";
import { afterObjection } from "./data.ts";
import { type Draft, link, mail, type Part, paragraph, present, says, section } from "./draft.ts";

/** GDPR Art. 21(4): the right to object stands apart from every other information. */
export function objectionSection(draft: Draft): Part {
	const { objection } = draft.words.articles;
	return section(
		"objection",
		objection.heading,
		["P42", "GDPR 21(4)"],
		[
			paragraph(objection.intro),
			{ kind: "list", items: objectionable(draft).map((view) => [objectionTo(draft, view)]) },
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

function objectionTo({ words, names, running }: Draft, view: PurposeView): string {
	const { categories, articles } = words;
	const then = afterObjection(words, view);
	const where = view.switch && runs(running, SWITCH_NEEDS[view.switch]) ? names.switches[view.switch] : undefined;
	const said = present([then, where !== undefined && categories.switchedOff(where)]).join(" ");
	return articles.objection.item(names.purposes[view.purpose].name, said);
}

function way({ words, legal }: Draft): Inline[] {
	const { objection } = words.articles;
	const { rights } = legal.contacts;
	return rights.by === "email"
		? [objection.byEmail, mail(rights.email), ". "]
		: [objection.byHelpdesk, link(words.rights.helpdeskForm, "/helpdesk"), ". "];
}
