import type { Declaration } from "../register/declaration.ts";
import { declare, none, same } from "../register/declare.ts";

const COLUMNS = ["name", "last_started_at", "last_ended_at", "lease_holder", "leased_until", "failures"] as const;
const DRILL_COLUMNS = [
	...(["id", "began_at", "ended_at", "backup_at", "outcome", "failed_at", "row_count", "act_count"] as const),
] as const;

export const JOB_DATA: Declaration[] = [
	declare({
		feature: "jobs",
		planned: false,
		tables: {
			job: {
				class: "platform",
				columns: same(none("When a job of the program runs and how that ends: names, times and counts."), ...COLUMNS),
			},
			drill: {
				class: "platform",
				columns: same(
					none("That a backup was brought back on a server of its own, and whether it could be: times and counts."),
					...DRILL_COLUMNS,
				),
			},
		},
		logFields: [{ place: "job", ...none("Which job of the program failed: a name of a list.") }],
	}),
];
