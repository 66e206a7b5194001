import { recipientName } from "#foundation/brand/unnamed.ts";
import type { Block, Inline, Section } from "#foundation/documents/tree.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { AGE_TERM } from "#foundation/ledgers/age-days.ts";
import type { SentenceId } from "#foundation/register/sentences.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { cookiesOf } from "#foundation/register/views.ts";
import { words } from "#locales/locales.ts";
import {
	type Draft,
	holdsNames,
	link,
	lowerFirst,
	mail,
	type Part,
	paragraph,
	present,
	says,
	section,
	table,
} from "./draft.ts";
import { groupedTable } from "./grouped.ts";

export function rightsSection(draft: Draft): Section {
	const { words } = draft;
	const { rights, head } = words;
	// Whom to ask is the same for each right, and stands below the table.
	const rows = rightsOf(draft).map(({ name, yourself }) => [[name], [yourself]]);
	return section(
		"rights",
		rights.heading,
		["P26", "P28", "P34", "P37", "P39", "P40", "P41", "P43", "P44", "P54", "GDPR 13(2)(b)", "GDPR 13(2)(c)"],
		[
			paragraph(rights.intro, " ", rights.page, link(rights.pageLink, "/privacy/rights"), rights.pageAfter),
			table(rights.caption, [head.right, head.yourself], rows),
			paragraph(words.articles.objection.row),
			contactParagraph(draft),
			paragraph(says(draft, "right.requests") ? rights.identity : rights.identityByMail),
			...(says(draft, "right.barred") ? [paragraph(rights.barred)] : []),
		],
		[answerSection(draft)],
	);
}

/** Each right, with how a member uses it alone where that runs, and otherwise whom to ask. */
export function rightsOf(draft: Draft): { id: RightRow; name: string; yourself: string }[] {
	const { rows } = draft.words.rights;
	const shares = draft.legal.recipients.some(({ requiresConsent }) => requiresConsent);
	return RIGHT_ROWS.filter((id) => id !== "sharing" || shares).map((id) => {
		const { name, yourself, ask } = rows[id];
		const sentence = ROW_SENTENCES[id];
		return { id, name, yourself: sentence === undefined || says(draft, sentence) ? yourself : ask };
	});
}

const ROW_SENTENCES = {
	access: "right.access",
	rectification: "right.rectification",
	erasure: "erasure.at_once",
	restriction: "right.restriction",
	portability: "right.portability",
	withdraw: "right.withdraw",
	sharing: "consent.recipients",
	close: "right.close",
} as const satisfies Record<string, SentenceId>;
export type RightRow = keyof typeof ROW_SENTENCES;
const RIGHT_ROWS = Object.keys(ROW_SENTENCES) as RightRow[];

/** Where a request goes first, and where then (P27, P44, P58). */
function contactParagraph({ words, legal }: Draft): Block {
	const { rights } = legal.contacts;
	const { email: dpo } = legal.operator.dpo;
	const isDpoAsked = rights.by === "email" && rights.email === dpo;
	const then: Inline[] = isDpoAsked ? [] : [words.rights.contactDpo, mail(dpo), "."];
	if (rights.by === "email") return paragraph(words.rights.contactEmail, mail(rights.email), ".", ...then);
	return paragraph(words.rights.contactHelpdesk, link(words.rights.helpdeskForm, "/helpdesk"), ".", ...then);
}

function answerSection({ words, legal }: Draft): Section {
	const weeks = legal.responseDays % 7 === 0 ? legal.responseDays / 7 : undefined;
	return section(
		"answer",
		words.rights.answerHeading,
		["P27", "P28", "P29", "GDPR 12(3)", "GDPR 12(4)"],
		[paragraph(words.rights.answer(legal.responseDays, weeks)), paragraph(words.rights.refusal)],
	);
}

export function complaintSection({ words, legal }: Draft): Section {
	const { name, url } = legal.operator.authority;
	return section(
		"complaint",
		words.complaint.heading,
		["P46", "GDPR 13(2)(d)"],
		[paragraph(words.complaint.before, link(name, url), words.complaint.after)],
	);
}

export function dpoSection({ words, legal }: Draft): Section {
	const { dpo, shortName } = legal.operator;
	const name = dpo.name ? [words.dpo.name(dpo.name)] : [];
	return section(
		"dpo",
		words.dpo.heading,
		["P58", "GDPR 13(1)(b)"],
		[paragraph(words.dpo.before(shortName), ...name, mail(dpo.email), ".")],
	);
}

export function cookiesSection(draft: Draft): Section {
	const { words, names, legal, locale } = draft;
	const { cookies, head } = words;
	const all = cookiesOf(legal, draft.register);
	const asks = says(draft, "consent.recipients") && legal.recipients.some(({ requiresConsent }) => requiresConsent);
	const pageAfter = asks ? cookies.pageAfter : cookies.pageAfterList;
	const setBy = (id: string): string => {
		const recipient = legal.recipients.find((one) => one.id === id);
		return recipient === undefined ? cookies.own : recipientName(recipient, locale);
	};
	const rows = all.map((cookie) => ({
		cells: [[cookie.name], [names.cookies[cookie.id]], [setBy(cookie.setBy)], [durationWords(cookie.keptFor, locale)]],
		says: [`${head.consent}: ${lowerFirst(cookie.necessary ? cookies.no : cookies.yes)}.`],
	}));
	return section(
		"cookies",
		cookies.heading,
		["P24", "P25"],
		[
			paragraph(cookies.what),
			paragraph(cookies.necessary),
			paragraph(all.every(({ necessary }) => necessary) ? cookies.none : cookies.optional),
			groupedTable(cookies.caption, [head.cookie, head.does, head.setBy, head.cookieTerm], rows),
			paragraph(cookies.page, link(cookies.pageLink, "/privacy/cookies"), pageAfter, " ", cookies.browser),
		],
	);
}

export function securitySection(draft: Draft): Section {
	const { security } = draft.words;
	return section(
		"security",
		security.heading,
		["P23", "P56"],
		[paragraph(security.access), paragraph(security.password)],
		[encryptionSection(draft)],
	);
}

function encryptionSection(draft: Draft): Section {
	const { security } = draft.words;
	return section(
		"encryption",
		words(draft.locale).statementSummary.encryption,
		["P55"],
		present([
			paragraph(security.encryption),
			says(draft, "keys.rotated") && paragraph(security.backups),
			holdsNames(draft) && paragraph(security.nameHold),
		]),
	);
}

export function automatedSection({ words, legal }: Draft): Section {
	const suggestions = legal.features.includes("suggestions");
	return section(
		"automated-decisions",
		words.automated.heading,
		[...(suggestions ? ["P59"] : []), "GDPR 13(2)(f)"],
		present([suggestions && paragraph(words.automated.suggestions), paragraph(words.automated.body)]),
	);
}

export function ageSection(draft: Draft): Section {
	const { words, legal } = draft;
	const { adult, general, erased, suspended, checked } = words.age;
	const term = durationWords(retentionTerm(legal, "moderation_decision").for, draft.locale);
	const isChecked = says(draft, "minors.checked") && legal.features.includes("profiles");
	const text = legal.adult ? adult(legal.minimumAge) : general(legal.minimumAge);
	const then = says(draft, "minors.erased") ? erased : says(draft, "minors.suspended") && suspended;
	return section(
		"age",
		words.age.heading,
		["GDPR 8"],
		[
			paragraph(present([text, then]).join(" ")),
			...(isChecked ? [paragraph(checked(durationWords(AGE_TERM, draft.locale), term))] : []),
		],
	);
}

export function changesSection(draft: Draft): Section {
	const { changes } = draft.words;
	return section(
		"changes",
		changes.heading,
		["P30", "P31", "GDPR 13(3)"],
		[
			paragraph(
				changes.versions,
				link(changes.versionsLink, "/privacy/versions"),
				changes.pdfBefore,
				link(changes.pdfLink, "/privacy/statement.pdf"),
				changes.pdfAfter,
			),
			...(says(draft, "changes.notice") ? [paragraph(changes.notice)] : []),
		],
	);
}

/** P62: whose statement this is, where somebody else runs the brand. */
export function partnerSection({ words, legal }: Draft): Part {
	if (legal.relation !== "partner") return undefined;
	if (!legal.partner) throw new Error("a partner's brand names its partner");
	const { name, network = legal.operator.network, role } = legal.partner;
	const { brandName, operator } = legal;
	const { partner } = words.articles;
	const provider = name === undefined ? partner.unnamedProvider(brandName) : words.partner.provider(brandName, name);
	const own = network === operator.network;
	const text = network
		? words.partner[own ? "ownNetwork" : "network"](provider, network, operator.shortName)
		: words.partner.plain(provider, operator.shortName);
	const said: Inline[] = role === undefined ? [partner.roleUnnamed] : [partner.roles[role]];
	if (role === "joint_controller") said.push(mail(operator.dpo.email), ".");
	return section(
		"partner",
		words.partner.heading(brandName),
		["P62", "GDPR 26", "GDPR 28"],
		[paragraph(text), paragraph(...said)],
	);
}
