import type { Declaration, PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	foundBy,
	type Given,
	KEY_VERSION,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	summarised,
	withheld,
} from "#foundation/register/declare.ts";
import { MEASURE_UNITS } from "./measure.ts";

const report = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "reports",
		specialOnAdultBrands: true,
		purposes: ["decisions"],
		retention: "moderation_decision",
		erase: { by: "shred", unit: "core" },
		promises: ["P60"],
		...extra,
	});

const ABOUT_OTHERS = summarised(
	"What another person reported is shown without anything that would point to that person.",
);

const measure = (extra: Partial<Given> = {}) =>
	personal({
		item: "measures",
		specialOnAdultBrands: true,
		purposes: ["decisions"],
		retention: "moderation_decision",
		erase: { by: "delete" },
		promises: ["P60"],
		...extra,
	});

/** What the operator decided against members: it stands with its grounds until it ends, and for a term after that. */
const MEASURE: TableDeclaration = {
	class: "shared",
	subjects: foundBy("member_id", "member"),
	clocks: { moderation_decision: "ends_at" },
	rowKey: { owner: "member_id", unit: MEASURE_UNITS, by: "id" },
	rowOnErase: "delete",
	holdable: true,
	columns: {
		realm_id: REALM_ID,
		id: ROW_ID,
		member_id: MEMBER_ID,
		...same(measure(), "kind", "brand_id", "clause", "source", "automated", "begins_at", "ends_at"),
		reason_sealed: measure({ erase: { by: "shred", unit: "core", part: "measure" } }),
		decided_by: none("Which member of staff decided; the member sees a role, not a name."),
	},
};

const ROLES = ["raised_role", "second_role", "shown_role", "confirmed_role"] as const;
const PEOPLE = ["raised_by", "second_by", "shown_by", "confirmed_by"] as const;
const aged = (extra: Partial<Given> = {}) => measure({ item: "age_checks", promises: ["P02", "P60"], ...extra });
/** What was found of a member's age: an outcome and its way, never a copy. */
const AGE_CHECK: TableDeclaration = {
	class: "shared",
	subjects: foundBy("member_id", "member"),
	clocks: { moderation_decision: "ended_at" },
	rowOnErase: "delete",
	holdable: true,
	columns: {
		realm_id: REALM_ID,
		id: ROW_ID,
		member_id: MEMBER_ID,
		...same(aged(), "brand_id", "photo_id", "state", "told", "raised_at", "due_at", "ended_at"),
		...same(aged(), "shown_kind", "shown_outcome", "shown_at"),
		...same(none("The role of a member of staff who took a step."), ...ROLES),
		...same(none("Which member of staff took a step; the member sees a role, not a name."), ...PEOPLE),
	},
};

/**
 * Measures and checks of age; planned: reports, decisions with their reasons (DSA Art. 16 and 17), and what keeps a
 * barred person out.
 */
export const MODERATION_DATA: Declaration[] = [
	declare({ feature: "moderation", planned: false, tables: { measure: MEASURE, age_check: AGE_CHECK } }),
	declare({
		feature: "moderation",
		planned: true,
		tables: {
			report: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					...same(report({ export: ABOUT_OTHERS }), "reporter_id", "reporter_email_sealed", "explanation_sealed"),
					...same(report(), "reported_member_id", "content_kind", "content_id", "ground", "state", "reported_at"),
					key_version: KEY_VERSION,
				},
			},
			decision: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					...same(
						report(),
						"member_id",
						"report_id",
						"measure",
						"ground",
						"reasons_sealed",
						"decided_at",
						"complaint_sealed",
						"complaint_outcome",
					),
					moderator_id: none("Which member of staff decided; the member sees a role, not a name."),
					key_version: KEY_VERSION,
				},
			},
			review: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					...same(report(), "member_id", "content_kind", "content_id", "outcome", "reviewed_at"),
					moderator_id: none("Which member of staff looked; the member sees a role, not a name."),
				},
			},
			ban: {
				class: "shared",
				subjects: "later",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					email_index: personal({
						item: "block_marks",
						purposes: ["security_improvement"],
						retention: "ban",
						erase: { by: "delete" },
						export: withheld("A keyed imprint that cannot be read back to an address."),
					}),
					...same(none("Why and how long; without the imprint it concerns nobody."), "ground", "banned_at", "until"),
				},
			},
		},
	}),
];
