import type { Recipient } from "#foundation/brand/settings.ts";
import { leavesEea, recipientName } from "#foundation/brand/unnamed.ts";
import type { Inline, Section } from "#foundation/documents/tree.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { cookiesOf, recipientsOf } from "#foundation/register/views.ts";
import { words } from "#locales/locales.ts";
import {
	type Draft,
	holds,
	itemNames,
	link,
	lowerFirst,
	mail,
	paragraph,
	present,
	says,
	section,
	shortName,
} from "./draft.ts";
import { rightsOf } from "./rights.ts";

/** What joining asks of everybody. */
const ASKED: readonly ItemId[] = ["user_name", "gender", "email", "password"];

/**
 * The layer above the statement (GDPR Art. 12(1)): per line what a section says, from the data of that section, and
 * the way to it. A section that this brand does not have has no line.
 */
export function summarySection(draft: Draft, sections: readonly Section[]): Section {
	const { heading, intro } = words(draft.locale).statementSummary;
	const headings = new Map(flat(sections).map((one) => [one.id, one.heading]));
	const items = linesOf(draft).flatMap(([id, line]) => {
		const to = headings.get(id);
		return to === undefined || line.length === 0 ? [] : [[link(to, `#${id}`), to.endsWith("?") ? " " : ": ", ...line]];
	});
	return section("summary", heading, ["GDPR 12(1)"], [paragraph(intro), { kind: "list", items }]);
}

const flat = (sections: readonly Section[]): Section[] => sections.flatMap((one) => [one, ...flat(one.sections)]);

function linesOf(draft: Draft): [section: string, line: Inline[]][] {
	const { legal, locale } = draft;
	const text = words(locale).statementSummary;
	const { operator } = legal;
	return [
		["controller", [text.controller(operator.name, operator.address.city)]],
		["account", [accountLine(draft)]],
		["special", specialLine(draft)],
		["recipients", [recipientsLine(draft)]],
		["retention", [retentionLine(draft)]],
		["objection", interestsOf(draft) > 0 ? [text.objection] : []],
		["rights", [rightsLine(draft)]],
		["cookies", [cookiesLine(draft)]],
		["complaint", complaintLine(draft)],
		["changes", says(draft, "changes.notice") ? [text.changes] : []],
	];
}

function accountLine(draft: Draft): string {
	const text = words(draft.locale).statementSummary;
	const asked = lowerFirst(
		itemNames(
			draft,
			ASKED.filter((item) => holds(draft, item, "necessary")),
		),
	);
	return present([
		holds(draft, "adult_answer") ? text.accountAdult(asked, draft.legal.minimumAge) : text.account(asked),
		draft.items.voluntary.length > 0 && text.voluntary,
	]).join(" ");
}

/**
 * What is special by itself and asked is named: free text and photos only may hold such data, membership is its own
 * consent, and records of decisions rest on no consent.
 */
function specialLine(draft: Draft): Inline[] {
	const named = draft.items.special.flatMap(({ item, whereSpecial, art9 }) =>
		whereSpecial || item === "membership" || !art9.includes("a") ? [] : [item],
	);
	return named.length > 0 ? [words(draft.locale).statementSummary.special(itemNames(draft, named))] : [];
}

function recipientsLine({ legal, locale, register, items }: Draft): string {
	const text = words(locale).statementSummary;
	const all = recipientsOf(legal, register, items).map(({ recipient }) => recipient);
	const asked = all.filter(({ requiresConsent }) => requiresConsent);
	const outside = all.filter(leavesEea);
	const names = (recipients: readonly Recipient[]): string =>
		joinWords(
			recipients.map((recipient) => shortName(recipientName(recipient, locale))),
			locale,
		);
	return present([
		text.recipients(all.length),
		all.every(({ role }) => role === "processor") && text.onInstruction(all.length),
		asked.length > 0 && text.afterConsent(names(asked), asked.length),
		outside.length > 0 && text.outside(names(outside), outside.length),
	]).join(" ");
}

function retentionLine(draft: Draft): string {
	const { erased, kept } = words(draft.locale).statementSummary;
	const limit = durationWords(draft.legal.eraseAfterClosing, draft.locale);
	return present([says(draft, "erasure.by_term") && erased(limit), kept]).join(" ");
}

/** How many uses of data rest on a legitimate interest. */
const interestsOf = ({ purposes }: Draft): number =>
	Object.values(purposes)
		.flat()
		.filter(({ use }) => use.art6 === "f").length;

function rightsLine(draft: Draft): string {
	const { rights, can, answer } = words(draft.locale).statementSummary;
	const list = rightsOf(draft).map(({ id }) => can[id]);
	return `${rights(joinWords(list, draft.locale))} ${answer(draft.legal.responseDays)}`;
}

function cookiesLine({ legal, locale, register }: Draft): string {
	const { cookies, necessaryCookies } = words(locale).statementSummary;
	const all = cookiesOf(legal, register);
	const others = all.filter(({ necessary }) => !necessary).length;
	return others === 0 ? necessaryCookies(all.length) : cookies(all.length - others, others);
}

function complaintLine({ legal, locale }: Draft): Inline[] {
	const { dpo, authority } = legal.operator;
	// The address stands in the sentence as a link of its own.
	const [before = "", after = ""] = words(locale)
		.statementSummary.complaint(dpo.email, authority.name)
		.split(dpo.email);
	return [before, mail(dpo.email), after];
}
