import type { Declaration } from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, none, REALM_ID, same } from "#foundation/register/declare.ts";

const NUMBER = none("Of ten persons or more, rounded down to tens (P57).");

/** Statistics are numbers of nobody (P57): what they are counted from is declared where it is kept. */
export const STATISTICS_DATA: Declaration[] = [
	declare({
		feature: "statistics",
		planned: false,
		switchedBy: "statistics",
		tables: {
			statistics_run: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					brand_id: BRAND_ID,
					week: none("The week that is being counted."),
					as_of: none("When the count began."),
					...same(none("How far the count is, in parts of equal size."), "pages", "page"),
					counts_json: none("What was counted until now, in numbers; it goes as the table is published."),
				},
			},
			statistics_week: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					brand_id: BRAND_ID,
					week: none("A week that was counted."),
					published_at: none("When its table was published."),
				},
			},
			statistics_cell: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					brand_id: BRAND_ID,
					week: none("The week of the table. A table is kept: it tells of nobody."),
					measure: none("What was counted."),
					cell: none("Of which group: ages and regions of a list."),
					count: NUMBER,
					counted_week: none("The week in which the number was counted."),
				},
			},
			ended_membership_count: {
				class: "owned",
				columns: {
					brand_id: BRAND_ID,
					count: none("How many memberships ended since the last table: a number, counted down as it is published."),
				},
			},
		},
	}),
];
