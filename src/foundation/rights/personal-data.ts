import type { Declaration } from "../register/declaration.ts";
import { declare, none, REALM_ID, same } from "../register/declare.ts";

const PROGRESS = none("How far the day's pass over closed accounts came, up to which random identifier.");
const COUNT = none("How many rows a rule ended on a day, of which table and when: counts of nobody in particular.");

/** Evidence that retention runs (GDPR Art. 5(2)): numbers and times, of nobody. */
export const RIGHTS_DATA: Declaration[] = [
	declare({
		feature: "rights",
		planned: false,
		tables: {
			retention_pass: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					...same(PROGRESS, "day", "after_closed_at", "after_id", "examined", "started_at", "ended_at"),
				},
			},
			retention_cutoff: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					...same(none("Up to which moment a rule has ended everything."), "rule", "before", "noted_at"),
				},
			},
			retention_run: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					...same(COUNT, "day", "rule", "table_name", "erased", "kept", "first_at", "last_at"),
				},
			},
		},
	}),
];
