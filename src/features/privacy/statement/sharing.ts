import type { Recipient } from "#foundation/brand/settings.ts";
import { isGroup, leavesEea, recipientName } from "#foundation/brand/unnamed.ts";
import type { Block, Section } from "#foundation/documents/tree.ts";
import type { Duration } from "#foundation/i18n/duration.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { AUTOMATIC_ITEMS, type ItemId } from "#foundation/register/items.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { isSentByProgram } from "#foundation/register/sentences.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { type RecipientView, type RetentionView, recipientsOf, retentionRows } from "#foundation/register/views.ts";
import {
	capital,
	type Draft,
	holdsNames,
	itemNames,
	lowerFirst,
	mail,
	type Part,
	paragraph,
	present,
	says,
	section,
	shortName,
	table,
} from "./draft.ts";
import { groupedTable, type Saying } from "./grouped.ts";
import { keptWords } from "./kept.ts";
import { nameCell, placeCell } from "./recipient-cells.ts";
import { retentionWords } from "./words/duration.ts";

export function sourcesSection(draft: Draft): Section {
	const { words, legal } = draft;
	const { sources } = words;
	const others = legal.features.includes("messages") || says(draft, "moderation.reports");
	const text = present([
		sources.you,
		legal.features.includes("payments") && sources.payments,
		others && sources.members,
		sources.closing,
	]);
	return section("sources", sources.heading, ["GDPR 14(2)(f)"], [paragraph(text.join(" "))]);
}

export function recipientsSection(draft: Draft): Section {
	const { words, legal } = draft;
	const { recipients, head } = words;
	const outside = legal.recipients.filter(leavesEea);
	const groups = legal.recipients.some(isGroup);
	const sharesIp =
		[...onConsent(legal.recipients).filter(getsIp), ...legal.recipients.filter(getsIpUnasked)].length > 0;
	refuseSpecialSharing(draft);
	return section(
		"recipients",
		recipients.heading,
		[
			...["P17", "P18", "P19", "P22", "P33", "P54", sharesIp ? "P21" : "P20"],
			...(outside.length > 0 ? ["P61"] : []),
			...["GDPR 13(1)(e)", "GDPR 13(1)(f)"],
		],
		present([
			paragraph(groups ? words.articles.recipients.principleGroups : recipients.principle),
			paragraph(recipients.groups(recipientGroups(draft))),
			groupedTable(
				recipients.caption,
				[head.recipient, head.role, head.place, head.data],
				recipientsOf(legal, draft.register, draft.items).map((view) => recipientRow(draft, view)),
			),
			...consentParagraphs(draft),
			outside.length > 0 && paragraph(words.articles.recipients.thirdBefore, mail(legal.operator.dpo.email), "."),
			paragraph(present([recipients.duty, says(draft, "disclosures.recorded") && recipients.dutyRecorded]).join(" ")),
		]),
	);
}

function onConsent(recipients: readonly Recipient[]): Recipient[] {
	return recipients.filter(({ requiresConsent }) => requiresConsent);
}

function getsIp({ fields }: Recipient): boolean {
	return fields.includes("ip_address");
}

/** P33, by category; P61 adds those outside the EEA. */
function recipientGroups({ words, legal, locale }: Draft): string {
	const { recipients } = words;
	const kinds = new Set(legal.recipients.map(({ kind }) => kind));
	const moderators =
		kinds.has("moderation") || legal.features.some((f) => ["profiles", "messages", "performers"].includes(f));
	return joinWords(
		present([
			recipients.groupOwn(legal.operator.shortName),
			recipients.groupDevelopment,
			moderators && recipients.groupModeration,
			legal.recipients.some(leavesEea) && recipients.groupThird,
			recipients.groupOther,
		]),
		locale,
	);
}

function recipientRow(draft: Draft, { recipient, items }: RecipientView): Saying {
	const { words } = draft;
	if (items.length === 0)
		throw new Error(`recipient ${recipient.id} gets no data that this brand holds: an empty list`);
	const when = recipient.requiresConsent
		? words.recipients.afterConsent
		: recipient.role === "authority"
			? words.recipients.byLaw
			: words.recipients.necessary;
	return {
		cells: [
			[nameCell(draft, recipient)],
			[`${words.kinds[recipient.kind]} (${words.roles[recipient.role]}).`],
			placeCell(draft, recipient),
			[items.length === heldItems(draft).size ? words.recipients.everything : `${itemsTold(draft, recipient, items)}.`],
		],
		says: [`${words.head.when}: ${lowerFirst(when)}`],
	};
}

/** Of a page, a recipient of visits learns the kind alone (DECISIONS 121). */
function itemsTold(draft: Draft, recipient: Recipient, items: readonly ItemId[]): string {
	if (!isSentByProgram(recipient)) return itemNames(draft, items);
	const { names, words } = draft;
	const pages_visited = { ...names.items.pages_visited, name: words.recipients.pageKinds };
	return itemNames({ ...draft, names: { ...names, items: { ...names.items, pages_visited } } }, items);
}

function consentParagraphs({ words, legal, locale }: Draft): Block[] {
	const { recipients } = words;
	const asked = onConsent(legal.recipients);
	const names = (list: readonly Recipient[]): string =>
		joinWords(
			list.map((recipient) => shortName(recipientName(recipient, locale))),
			locale,
		);
	const automatic = asked.filter(({ fields }) =>
		fields.some((field) => AUTOMATIC_ITEMS.some((item) => item === field)),
	);
	const withIp = automatic.filter(getsIp);
	const withoutIp = automatic.filter((recipient) => !getsIp(recipient));
	return [
		paragraph(
			present([
				asked.length > 0 ? recipients.consent(names(asked)) : recipients.noConsent,
				withIp.length > 0 &&
					recipients.withIp(withIp.length === asked.length ? undefined : names(withIp), withIp.length),
				...(withIp.length === 0 || legal.recipients.some(getsIpUnasked) ? [] : [recipients.neverIp]),
			]).join(" "),
		),
		...(withoutIp.length > 0 ? [paragraph(recipients.withoutIp(names(withoutIp), withoutIp.length))] : []),
		...(withIp.length > 0 || legal.recipients.some(getsIpUnasked) ? [] : [paragraph(recipients.neverIp)]),
	];
}

function getsIpUnasked(recipient: Recipient): boolean {
	return getsIp(recipient) && !recipient.requiresConsent && recipient.role.endsWith("controller");
}

function heldItems({ items }: Draft): Set<ItemId> {
	return new Set(Object.values(items).flatMap((views) => views.map(({ item }) => item)));
}

/** P53: the statement says that special data go to no third party, so a brand where they do gets no statement. */
function refuseSpecialSharing({ items, legal }: Draft): void {
	for (const { id, role, fields } of legal.recipients) {
		const shared = items.special.find(({ item }) => role.endsWith("controller") && fields.includes(item));
		if (shared) throw new Error(`recipient ${id} is a third party and may not get special data (${shared.item}, P53)`);
	}
}

export function retentionSection(draft: Draft): Section {
	const { words, names, legal, locale } = draft;
	const { retention, head } = words;
	const rows = retentionRows(legal, draft.register, draft.items);
	const limit = durationWords(legal.eraseAfterClosing, locale);
	const term = (rule: RetentionId) => durationWords(retentionTerm(legal, rule).for, locale);
	return section(
		"retention",
		retention.heading,
		["P38", "P39", "GDPR 13(2)(a)"],
		[
			paragraph(
				present([
					says(draft, "erasure.by_term") && retention.intro(limit),
					says(draft, "erasure.at_once") ? retention.atOnce : retention.onRequest,
				]).join(" "),
			),
			paragraph(retention.evidence(term("consent_evidence"), term("acceptance"))),
			table(
				retention.caption,
				[head.kept, head.data, head.term],
				rows.map(({ rule, items }) => [
					[names.retention[rule]],
					[`${keptWords(draft, { rule, items })}.`],
					[`${capital(retentionWords(rule, draft))}.`],
				]),
			),
			...(holdsNames(draft)
				? [paragraph(retention.nameHold(durationWords(retentionTerm(legal, "name_hold").for, locale)))]
				: []),
		],
		[exceptionSection(draft, rows)],
	);
}

/** The terms that a law sets beyond the brand's own limit: stated openly beside the promise to erase. */
function exceptionSection({ words, names, legal, locale }: Draft, rows: readonly RetentionView[]): Part {
	const longer = rows.filter(
		({ statute, duration }) => statute !== undefined && months(duration) >= months(legal.eraseAfterClosing),
	);
	if (longer.length === 0) return undefined;
	const kinds = longer.flatMap(({ rule, duration, from, statute }) => {
		if (statute === undefined) return [];
		const term = `${durationWords(duration, locale)} ${names.after[from]}`;
		return [words.retention.exceptionItem(names.retention[rule], term, names.statutes[statute])];
	});
	return section(
		"retention-by-law",
		words.retention.exception,
		[...(legal.features.includes("payments") ? ["P12"] : []), "GDPR 17(3)(b)"],
		[paragraph(words.retention.exceptionBody), { kind: "list", items: kinds.map((kind) => [kind]) }],
	);
}

function months(duration: Duration): number {
	const amount = Number(duration.slice(1, -1));
	return duration.endsWith("Y") ? amount * 12 : duration.endsWith("M") ? amount : amount / 30;
}
