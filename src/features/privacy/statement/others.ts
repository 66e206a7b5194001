import type { Inline, Section } from "#foundation/documents/tree.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { purposeTerm, retentionTerm } from "#foundation/register/terms.ts";
import { capital, type Draft, holds, mail, paragraph, present, says, section, table } from "./draft.ts";

/** GDPR Art. 14: people about whom there are data although they never joined. */
export function othersSection(draft: Draft): Section {
	const { others } = draft.words.articles;
	const { email } = draft.legal.contacts.rights;
	return section(
		"others",
		others.heading,
		["GDPR 14(1)", "GDPR 14(2)"],
		[
			paragraph(others.intro),
			table(others.caption, [...others.head], rows(draft)),
			paragraph(others.ask, mail(email), "."),
		],
	);
}

function rows(draft: Draft): Inline[][][] {
	const { words, legal, names, locale } = draft;
	const { visitor, address, depicted, message, report } = words.articles.others;
	const term = (rule: RetentionId) => durationWords(retentionTerm(legal, rule).for, locale);
	const interest = names.art6.f;
	const hasEvents = says(draft, "data.automatic");
	const profile = holds(draft, "photos") || holds(draft, "about_me");
	return present([
		[
			[visitor.who],
			[present([visitor.what, hasEvents && visitor.whatOfEvents]).join(" ")],
			[visitor.why(basisOf(draft, "security_improvement"))],
			[present([visitor.kept(term("abuse_count")), hasEvents && visitor.keptOfEvents(term("visit_log"))]).join(" ")],
		],
		[[address.who], [address.what], [address.why(interest)], [capital(address.kept(term("unconfirmed_account")))]],
		profile && [[depicted.who], [depicted.what], [depicted.why(interest)], [depicted.kept(term("brand"))]],
		mailRow(draft),
		says(draft, "messages") &&
			legal.features.includes("messages") && [
				[message.who],
				[message.what],
				[message.why(interest)],
				[message.kept(term("message"))],
			],
		says(draft, "moderation.reports") && [
			[report.who],
			[report.what],
			[report.why(basisOf(draft, "decisions"))],
			[capital(report.kept(term("moderation_decision")))],
		],
	]);
}

function mailRow(draft: Draft): Inline[][] {
	const { words, legal, names, locale } = draft;
	const { mail: text } = words.articles.others;
	const { helpKept } = legal.contacts;
	const isAsked = legal.features.includes("helpdesk");
	const { from, for: term } = retentionTerm(legal, "ticket");
	const kept = isAsked
		? `${durationWords(term, locale)} ${names.after[from]}.`
		: helpKept && text.kept(durationWords(helpKept, locale));
	return [
		[isAsked ? text.asks : text.who],
		[text.what],
		[text.why(basisOf(draft, "service_information"))],
		[kept === undefined ? text.unnamed : capital(kept)],
	];
}

/** The basis on which necessary data are used for a purpose. */
function basisOf({ legal, names }: Draft, purpose: PurposeId): string {
	const use = purposeTerm(legal, purpose)?.uses.necessary;
	if (use === undefined) throw new Error(`purpose ${purpose} uses no necessary data`);
	return names.art6[use.art6];
}
