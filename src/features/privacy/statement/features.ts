import type { BrandFeature } from "#foundation/brand/settings.ts";
import type { Block } from "#foundation/documents/tree.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { classesOf } from "#foundation/mail/brand-classes.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { retentionRows } from "#foundation/register/views.ts";
import { words } from "#locales/locales.ts";
import {
	type Draft,
	holds,
	itemNames,
	link,
	lowerFirst,
	mail,
	type Part,
	paragraph,
	present,
	says,
	section,
} from "./draft.ts";

/** One section per thing a brand may offer; nothing is said about what is switched off. */
export function featureSections(draft: Draft): Part[] {
	return [
		messagesSection(draft),
		suggestionsSection(draft),
		performersSection(draft),
		paymentsSection(draft),
		shopSection(draft),
		contactSection(draft),
		mailSection(draft),
		moderationSection(draft),
	];
}

function on({ legal }: Draft, ...features: BrandFeature[]): boolean {
	return features.some((feature) => legal.features.includes(feature));
}

function messagesSection(draft: Draft): Part {
	const { messages } = draft.words;
	return on(draft, "messages")
		? section("messages", messages.heading, ["P10", "GDPR 13(1)(c)"], [paragraph(messages.body)])
		: undefined;
}

function suggestionsSection(draft: Draft): Part {
	if (!on(draft, "suggestions")) return undefined;
	const { suggestions } = draft.words;
	const orientation = holds(draft, "orientation");
	return section(
		"suggestions",
		suggestions.heading,
		["P59", ...(orientation ? ["P06"] : [])],
		present([paragraph(suggestions.body), orientation && paragraph(suggestions.orientation)]),
	);
}

function performersSection(draft: Draft): Part {
	if (!on(draft, "performers")) return undefined;
	const { performers } = draft.words;
	return section(
		"performers",
		performers.heading,
		["P07", "P08", "P10"],
		[paragraph(performers.content), paragraph(performers.identity), paragraph(performers.tax)],
	);
}

/** P12: the one exception to "only to carry out the payment" stands beside it, with its statute and term. */
function paymentsSection(draft: Draft): Part {
	if (!on(draft, "payments")) return undefined;
	const { words, names, legal, locale } = draft;
	const fiscal = retentionRows(legal, draft.register, draft.items).find(({ rule }) => rule === "fiscal");
	if (fiscal?.statute === undefined)
		throw new Error("payments are on, but the register keeps nothing for tax by statute");
	const term = `${durationWords(fiscal.duration, locale)} ${names.after[fiscal.from]}`;
	const kept = lowerFirst(itemNames(draft, fiscal.items));
	const methods = legal.paymentMethods.map((method) => words.payment[method]);
	return section(
		"payments",
		words.payments.heading,
		["P11", "P12", ...(legal.paymentMethods.includes("bank_transfer") ? ["P13"] : [])],
		present([
			paragraph(words.payments.means(joinWords(methods, locale, "or"))),
			paragraph(words.payments.phone),
			legal.paymentMethods.includes("bank_transfer") && paragraph(words.payments.redirect),
			paragraph(`${words.payments.only}${words.payments.fiscal(kept, names.statutes[fiscal.statute], term)}`),
		]),
	);
}

function shopSection(draft: Draft): Part {
	const { shop } = draft.words;
	return on(draft, "shop") ? section("shop", shop.heading, ["P09"], [paragraph(shop.body)]) : undefined;
}

function contactSection(draft: Draft): Part {
	const { contact } = draft.words;
	if (!on(draft, "helpdesk")) {
		const { help } = draft.legal.contacts;
		return section(
			"contact",
			contact.heading,
			["GDPR 13(1)(a)"],
			[paragraph(contact.beforeMail, mail(help), contact.afterMail)],
		);
	}
	const body: Block = paragraph(contact.before, link(contact.form, "/helpdesk"), contact.after);
	return section("contact", contact.heading, ["P15", "P45"], [body]);
}

function mailSection(draft: Draft): Part {
	if (!says(draft, "mail.choices")) return undefined;
	const { mail: text } = draft.words;
	const kinds = classesOf(draft.legal.features, draft.running);
	if (kinds.length === 0) return undefined;
	const body = text.body(
		joinWords(
			kinds.map((one) => text.kinds[one]),
			draft.locale,
		),
	);
	return section(
		"mail",
		text.heading,
		["P16", "P35", "P36"],
		[paragraph(body), paragraph(text.limit), paragraph(text.neutral)],
	);
}

function moderationSection(draft: Draft): Part {
	if (!on(draft, "profiles", "messages", "performers")) return undefined;
	const { moderation } = draft.words;
	const { bases } = words(draft.locale);
	const termOf = (rule: RetentionId) => durationWords(retentionTerm(draft.legal, rule).for, draft.locale);
	const reviewed = says(draft, "moderation.photos") && holds(draft, "photos");
	const checked = says(draft, "moderation.reports") ? moderation.body : reviewed && moderation.photos;
	const consented = reviewed && holds(draft, "photos", "special") && bases.review;
	const suspended = says(draft, "decisions.suspended") && bases.suspended(termOf("moderation_decision"));
	const paragraphs = [
		[checked],
		[consented, reviewed && bases.rejection(termOf("mail"))],
		[holds(draft, "photos") && moderation.compared],
		[moderation.recorded, bases.records(termOf("staff_access")), suspended],
	];
	const said = paragraphs.map((sentences) => present(sentences).join(" ")).filter((text) => text !== "");
	return section(
		"moderation",
		moderation.heading,
		["P60", "GDPR 13(1)(c)"],
		said.map((text) => paragraph(text)),
	);
}
