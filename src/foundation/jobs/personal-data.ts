import type { Declaration } from "../register/declaration.ts";
import { declare, none, same } from "../register/declare.ts";

const COLUMNS = ["name", "last_started_at", "last_ended_at", "lease_holder", "leased_until", "failures"] as const;

export const JOB_DATA: Declaration[] = [
	declare({
		feature: "jobs",
		planned: false,
		tables: {
			job: {
				class: "platform",
				columns: same(none("When a job of the program runs and how that ends: names, times and counts."), ...COLUMNS),
			},
		},
		logFields: [{ place: "job", ...none("Which job of the program failed: a name of a list.") }],
	}),
];
