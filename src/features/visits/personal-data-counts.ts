import type { Declaration } from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, none } from "#foundation/register/declare.ts";

/** Anonymous statistics (P57). */
export const COUNT_DATA: Declaration[] = [
	declare({
		feature: "visits",
		planned: true,
		switchedBy: "statistics",
		tables: {
			visit_count: {
				class: "owned",
				columns: {
					brand_id: BRAND_ID,
					day: none("The day that was counted."),
					measure: none("What was counted."),
					count: none("A number over a group that is never smaller than the least cell size (P57)."),
				},
			},
		},
	}),
];
