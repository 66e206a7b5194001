import {
	basisWords,
	capital,
	type Draft,
	draftOf,
	itemNames,
	purposeWords,
} from "#features/privacy/statement/draft.ts";
import { nameCell, placeCell } from "#features/privacy/statement/recipient-cells.ts";
import { securitySection } from "#features/privacy/statement/rights.ts";
import { retentionWords } from "#features/privacy/statement/words/duration.ts";
import { CATEGORIES, type Category } from "#foundation/brand/edition-terms.ts";
import { leavesEea } from "#foundation/brand/unnamed.ts";
import { type Inline, inlineText, walkSections } from "#foundation/documents/tree.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import type { Declaration, Register } from "#foundation/register/declaration.ts";
import { type Holding, holdingsOf } from "#foundation/register/holdings.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import type { Running } from "#foundation/register/running.ts";
import { dataLocations, type PurposeView, recipientsOf } from "#foundation/register/views.ts";
import { subjectsOf } from "#foundation/rights/persons.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { BrandInForce, Controller } from "./controllers.ts";

/**
 * The record of processing activities of a controller (GDPR Art. 30(1)), derived from the same register, settings and
 * words as the statement.
 */

export const AUDIENCES = ["public", "staff"] as const;
type Audience = (typeof AUDIENCES)[number];

/** Whose data: kinds of persons of the register, and those whom no row names. */
export const SUBJECTS = ["member", "registration", "asker", "staff", "visitor"] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** One purpose in one category of data. Ids of the register beside the words that a reader gets. */
export type Activity = {
	audience: Audience;
	purpose: PurposeId;
	category: Category;
	items: readonly ItemId[];
	recipients: readonly string[];
	retention: readonly RetentionId[];
	subjects: readonly SubjectName[];
	/** The reference of its assessment (Art. 35); undefined: nobody named one. */
	dpia: string | undefined;
	words: {
		purpose: string;
		category: string;
		basis: string;
		items: string;
		recipients: readonly string[];
		transfers: readonly string[];
		retention: readonly string[];
	};
};

/** What several brands have in common word for word stands once. */
export type ActivityGroup = { brands: readonly BrandInForce[]; activities: readonly Activity[] };

export type ProcessingRecord = {
	groups: readonly ActivityGroup[];
	/** What the code does, and what the operator's file says. */
	security: { program: readonly string[]; operator: readonly string[] };
	/** References of assessments that no purpose of these brands has. */
	otherAssessments: readonly string[];
};

/** @param controller with one brand or more */
export function recordOf(controller: Controller, locale: Locale, running: Running): ProcessingRecord {
	const groups = new Map<string, ActivityGroup>();
	for (const brand of controller.brands) {
		const activities = AUDIENCES.flatMap((audience) => activitiesOf(brand, { locale, running, audience }));
		const text = JSON.stringify(activities);
		groups.set(text, { brands: [...(groups.get(text)?.brands ?? []), brand], activities });
	}
	const drafts = controller.brands.map(({ legal }) => draftOf(legal, locale, running));
	const purposes = new Set<string>(
		[...groups.values()].flatMap(({ activities }) => activities.map((one) => one.purpose)),
	);
	return {
		groups: [...groups.values()],
		security: {
			program: [...new Set(drafts.flatMap(securityWords))],
			operator: [...new Set(controller.brands.flatMap(({ records }) => records?.measures?.[locale] ?? []))],
		},
		otherAssessments: [
			...new Set(
				controller.brands.flatMap(({ records }) =>
					Object.entries(records?.dpiaOf ?? {}).flatMap(([id, name]) => (purposes.has(id) ? [] : [`${id}: ${name}`])),
				),
			),
		],
	};
}

/** The sentences of the statement about security, which stand there for what runs. */
function securityWords(draft: Draft): string[] {
	return [...walkSections([securitySection(draft)])].flatMap(({ section }) =>
		section.blocks.flatMap((block) => (block.kind === "paragraph" ? [inlineText(block.text)] : [])),
	);
}

type Asked = { locale: Locale; running: Running; audience: Audience };

/** Declarations for staff have a notice of their own, and their own lines here. */
function registerFor(register: Register, audience: Audience): Register {
	if (audience === "public") return register;
	return register
		.filter((declaration) => declaration.audience === audience)
		.map(({ audience: _, ...declaration }): Declaration => declaration);
}

function activitiesOf(brand: BrandInForce, { locale, running, audience }: Asked): Activity[] {
	const register = registerFor(running.register, audience);
	const draft = draftOf(brand.legal, locale, { ...running, register });
	const holdings = holdingsOf(draft.legal, register);
	return CATEGORIES.flatMap((category) =>
		draft.purposes[category].map((view) => activityOf({ brand, draft, holdings, register, audience }, category, view)),
	);
}

type Source = {
	brand: BrandInForce;
	draft: Draft;
	holdings: readonly Holding[];
	register: Register;
	audience: Audience;
};

function activityOf(source: Source, category: Category, { purpose, use, items }: PurposeView): Activity {
	const { brand, draft, holdings, register, audience } = source;
	const { names } = draft;
	const own = holdings.filter(
		(holding) => holding.category === category && items.includes(holding.item) && isFor(holding, purpose, draft),
	);
	const retention = [...new Set(own.flatMap((holding) => holding.retention ?? []))];
	const recipients = recipientsOf(draft.legal, register).filter(
		(view) => view.items.some((item) => items.includes(item)) && (!view.recipient.requiresConsent || use.art6 === "a"),
	);
	return {
		...{ audience, purpose, category, items, retention, subjects: subjectsFor(source, purpose, items) },
		recipients: recipients.map(({ recipient }) => recipient.id),
		dpia: brand.records?.dpiaOf?.[purpose] ?? brand.records?.dpia,
		words: {
			purpose: purposeWords(draft, purpose).name,
			category: names.categories[category].name,
			basis: basisWords(draft, use),
			items: itemNames(draft, items),
			recipients: recipients.map(({ recipient }) => textOf(nameCell(draft, recipient))),
			transfers: recipients
				.filter(({ recipient }) => leavesEea(recipient) || recipient.country === undefined)
				.map(({ recipient }) => `${textOf(nameCell(draft, recipient))}: ${inlineText(placeCell(draft, recipient))}`),
			retention: retention.map((rule) => `${names.retention[rule]}: ${capital(retentionWords(rule, draft))}`),
		},
	};
}

const textOf = (inline: Inline): string => inlineText([inline]);

/** Whether a place holds its data for a purpose; what is shared on consent is so whatever it was given for. */
const isFor = ({ purposes, item }: Holding, purpose: PurposeId, { legal }: Draft): boolean =>
	purposes.includes(purpose) ||
	(purpose === "third_parties" &&
		legal.recipients.some(({ requiresConsent, fields }) => requiresConsent && fields.includes(item)));

/** Whose data these are, by the tables that hold them. */
function subjectsFor(
	{ draft, register, audience }: Source,
	purpose: PurposeId,
	items: readonly ItemId[],
): SubjectName[] {
	if (audience === "staff") return ["staff"];
	const places = dataLocations(draft.legal, register).filter(
		({ column }) => items.includes(column.item) && (column.purposes.includes(purpose) || purpose === "third_parties"),
	);
	const kinds = places.flatMap(({ place }): string[] => {
		const [table = ""] = place.split(".");
		const declared = register.find(({ tables }) => Object.hasOwn(tables, table))?.tables[table];
		const named = declared === undefined ? [] : subjectsOf(declared).map(({ as }) => as);
		return named.length > 0 ? named : ["visitor"];
	});
	const found = SUBJECTS.filter((one) => kinds.some((kind) => kind === one || (kind === "anyone" && one === "member")));
	return found.length > 0 ? found : ["visitor"];
}

/** In words, as a list. */
export const subjectWords = (subjects: readonly SubjectName[], locale: Locale): string =>
	joinWords(
		subjects.map((one) => words(locale).records.subjects[one]),
		locale,
	);
