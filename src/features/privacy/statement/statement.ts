import type { Legal } from "#foundation/brand/settings.ts";
import {
	type Block,
	type DocumentTree,
	groupsOf,
	type Inline,
	inlineText,
	type Section,
	walkSections,
} from "#foundation/documents/tree.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import { dialled } from "#foundation/i18n/phone.ts";
import { promisesMade } from "#foundation/register/promise-needs.ts";
import { isForReview, type Running } from "#foundation/register/running.ts";
import { type Locale, words } from "#locales/locales.ts";
import { inChapters } from "./chapters.ts";
import { accountSection, categoriesSection } from "./data.ts";
import { capital, type Draft, draftOf, link, mail, type Part, paragraph, present, section } from "./draft.ts";
import { featureSections } from "./features.ts";
import { objectionSection } from "./objection.ts";
import { othersSection } from "./others.ts";
import {
	ageSection,
	automatedSection,
	changesSection,
	complaintSection,
	cookiesSection,
	dpoSection,
	partnerSection,
	rightsSection,
	securitySection,
} from "./rights.ts";
import { recipientsSection, retentionSection, sourcesSection } from "./sharing.ts";
import { summarySection } from "./summary.ts";

/**
 * The privacy statement of a brand: a function of its legal settings and of what runs, and of nothing else. Of what
 * does not run it says nothing, or how a reader asks for it.
 * Throws when a list would be empty, or when a section would state neither a promise nor a legal ground.
 */
export function deriveStatement(legal: Legal, locale: Locale, running: Running): DocumentTree {
	const draft = draftOf(legal, locale, running);
	const made: readonly string[] = promisesMade(running);
	const sections = stating(made, [
		controllerSection(draft),
		definitionsSection(draft),
		accountSection(draft),
		categoriesSection(draft),
		...featureSections(draft),
		sourcesSection(draft),
		othersSection(draft),
		recipientsSection(draft),
		retentionSection(draft),
		objectionSection(draft),
		rightsSection(draft),
		complaintSection(draft),
		dpoSection(draft),
		cookiesSection(draft),
		securitySection(draft),
		automatedSection(draft),
		ageSection(draft),
		changesSection(draft),
		partnerSection(draft),
	]);
	const tree: DocumentTree = {
		locale,
		title: draft.words.title(legal.brandName),
		lead: [draft.words.lead(legal.brandName), ...(isForReview(running) ? [` ${draft.words.forReview}`] : [])],
		...inChapters([summarySection(draft, sections), ...sections], words(locale).statementSummary.chapters),
	};
	refuseEmptiness(tree);
	return tree;
}

/** The sections, with the promises that can be made today. */
function stating(made: readonly string[], sections: readonly Part[]): Section[] {
	return present(sections).map((section) => ({
		...section,
		promises: section.promises.filter((id) => made.includes(id)),
		sections: stating(made, section.sections),
	}));
}

function controllerSection({ words, legal, locale }: Draft): Section {
	const { operator, host, relation, partner } = legal;
	const { controller } = words;
	if (relation === "partner" && !partner) throw new Error("a partner's brand names its partner");
	const who =
		relation === "partner" && partner
			? partner.name === undefined
				? words.articles.partner.unnamedController(host, operator.name, operator.shortName)
				: controller.partner(host, partner.name, operator.name, operator.shortName)
			: controller.own(host, operator.name, operator.shortName);
	const { street, postalCode, city, country } = operator.address;
	const legalForm = operator.legalForm[locale];
	const items = present([
		{ term: controller.name, text: [operator.name] },
		legalForm !== undefined && { term: controller.legalForm, text: [legalForm] },
		{ term: controller.address, text: [`${street}, ${postalCode} ${city}, ${capital(countryName(country, locale))}`] },
		{ term: operator.registration.register, text: [operator.registration.number] },
		operator.vatNumber !== undefined && { term: controller.vat, text: [operator.vatNumber] },
		{ term: controller.phone, text: [link(operator.phone, dialled(operator.phone))] },
		{ term: controller.email, text: [mail(operator.email)] },
		{ term: controller.website, text: [link(operator.website.replace(/^https?:\/\//, ""), website(operator.website))] },
	]);
	return section(
		"controller",
		controller.heading,
		["P32", "P58", "GDPR 13(1)(a)", "GDPR 13(1)(b)"],
		[
			paragraph(who),
			{ kind: "definitions", items },
			paragraph(controller.dpo(operator.shortName), mail(operator.dpo.email), "."),
		],
	);
}

function website(address: string): string {
	return /^https?:\/\//.test(address) ? address : `https://${address}`;
}

function definitionsSection({ words }: Draft): Section {
	const { definitions } = words;
	return section(
		"definitions",
		definitions.heading,
		["P63"],
		[
			paragraph(definitions.before, link(definitions.terms, "/terms"), definitions.after),
			paragraph(words.articles.gdpr),
		],
	);
}

function isEmpty(block: Block): boolean {
	if (block.kind === "paragraph") return inlineText(block.text).trim() === "";
	if (block.kind === "list")
		return block.items.length === 0 || block.items.some((item) => inlineText(item).trim() === "");
	if (block.kind === "definitions") {
		return (
			block.items.length === 0 || block.items.some(({ term, text }) => `${term}${inlineText(text)}`.trim() === term)
		);
	}
	return groupsOf(block).some(
		({ says, rows }) => rows.length === 0 || rows.some((row) => isEmptyRow(row, block, says)),
	);
}

/** What the group of a row says may leave nothing to say in the cell behind its name. */
function isEmptyRow(row: Inline[][], { head }: { head: string[] }, says: Inline[]): boolean {
	const isEmpty = (cell: Inline[]): boolean => inlineText(cell).trim() === "";
	return row.length !== head.length || row.some((cell, column) => isEmpty(cell) && (says.length === 0 || column !== 1));
}

/** An empty list in a legal text announces something and then says nothing: it is never published. */
export function refuseEmptiness(tree: DocumentTree): void {
	for (const { section: each } of walkSections(tree.sections)) {
		const where = `section "${each.heading}" (${each.id})`;
		if (each.blocks.length === 0 && each.sections.length === 0) throw new Error(`${where} is empty`);
		if (each.blocks.some(isEmpty)) throw new Error(`${where} would hold an empty list, table or paragraph`);
		if (each.promises.length === 0 && !each.grounds?.length) {
			throw new Error(`${where} states neither a promise nor a legal ground`);
		}
	}
}
