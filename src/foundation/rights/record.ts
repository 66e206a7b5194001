import { type Art6, type Art9, CATEGORIES, type Category } from "../brand/edition-terms.ts";
import type { Legal, Recipient } from "../brand/settings.ts";
import { leavesEea } from "../brand/unnamed.ts";
import type { Duration } from "../i18n/duration.ts";
import { ANYONE, isPersonal, type Register, type Subject, type SubjectKind } from "../register/declaration.ts";
import { isSwitchedOn } from "../register/holdings.ts";
import type { ItemId } from "../register/items.ts";
import type { PurposeId } from "../register/purposes.ts";
import type { RetentionId } from "../register/retention.ts";
import { purposeTerm, retentionTerm } from "../register/terms.ts";
import { recipientsOf } from "../register/views.ts";
import { personsOf } from "./persons.ts";

/** One processing activity of a brand, as the record of GDPR Art. 30(1) lists it: (b) to (f). */
export type Processing = {
	purpose: PurposeId;
	bases: readonly { category: Category; art6: Art6; art9?: Art9 | undefined }[];
	/** Of whom, as far as a table of the activity leads to people. */
	subjects: readonly SubjectKind[];
	items: readonly ItemId[];
	/** Those that get one of the items. */
	recipients: readonly { recipient: Recipient; leavesEea: boolean }[];
	limits: readonly { rule: RetentionId; duration: Duration }[];
};

/**
 * The record of processing activities of a brand: whatever a live declaration holds there, staff's own data too, by
 * purpose. A feature is in it by its declaration.
 */
export function processingRecord(legal: Legal, register: Register): Processing[] {
	const everyone = personsOf(register).map(({ as }) => as);
	const received = recipientsOf(legal, register);
	const kept = placesOn(legal, register);
	const purposes = [...new Set(kept.flatMap(({ column }) => column.purposes))];
	return purposes.flatMap((purpose): Processing[] => {
		const term = purposeTerm(legal, purpose);
		if (term === undefined || !isSwitchedOn(legal, term.switchedBy)) return [];
		const own = kept.filter(({ column }) => column.purposes.includes(purpose));
		const items = [...new Set(own.map(({ column }) => column.item))];
		const rules = [...new Set(own.map(({ column }) => column.retention))];
		return [
			{
				...{
					purpose,
					items,
					subjects: [...new Set(own.flatMap(({ subjects }) => subjects.flatMap(kindsOf(everyone))))],
				},
				bases: CATEGORIES.flatMap((category) => {
					const use = term.uses[category];
					return use === undefined ? [] : [{ category, art6: use.art6, art9: use.art9 }];
				}),
				recipients: received
					.filter((view) => view.items.some((item) => items.includes(item)))
					.map(({ recipient }) => ({ recipient, leavesEea: leavesEea(recipient) })),
				limits: rules.map((rule) => ({ rule, duration: retentionTerm(legal, rule).for })),
			},
		];
	});
}

const kindsOf =
	(everyone: readonly SubjectKind[]) =>
	({ as }: Subject): readonly SubjectKind[] =>
		as === ANYONE ? everyone : [as];

/** Every place of a live declaration that holds personal data on a brand, with the kinds of people it is about. */
const placesOn = (legal: Legal, register: Register) =>
	register
		.filter(({ planned, switchedBy }) => !planned && isSwitchedOn(legal, switchedBy))
		.flatMap(({ tables, logFields, objects }) => [
			...Object.values(tables).flatMap(({ columns, subjects }) => {
				const own: readonly Subject[] = Array.isArray(subjects) ? subjects : [];
				return Object.values(columns).map((column) => ({ column, subjects: own }));
			}),
			...[...logFields, ...objects].map((column) => ({ column, subjects: [] as readonly Subject[] })),
		])
		.flatMap(({ column, subjects }) => (isPersonal(column) ? [{ column, subjects }] : []));
