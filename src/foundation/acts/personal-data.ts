import type { Declaration } from "../register/declaration.ts";
import { declare, none, personal, REALM_ID, ROW_ID, same, withheld } from "../register/declare.ts";

/**
 * What a member did or what was done to their account, once more outside the database, so that no copy that is put back
 * undoes it (DECISIONS 73): the row for a minute, the object until the rotation of keys that also ends the copies.
 */
const act = personal({
	item: "account_state",
	purposes: ["use_of_site"],
	retention: "account",
	erase: { by: "delete" },
	export: withheld("It repeats what stands in the account itself, and names its person by a random identifier only."),
	promises: ["P37"],
});

export const ACT_DATA: Declaration[] = [
	declare({
		feature: "acts",
		planned: false,
		tables: {
			act: {
				class: "shared",
				// It goes by itself within minutes, and no erasure takes it along: it would be undone by a copy that is put back.
				subjects: [
					{ as: "member", column: "subject_id", columns: [] },
					{ as: "staff", column: "subject_id", columns: [] },
				],
				clocks: {
					account: { column: "closed_at", via: [{ from: "subject_id", table: "member", to: "id" }] },
				},
				rowOnErase: "keep",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(act, "subject_id", "act_json"),
					...same(
						none("Counts the acts of a realm, and says which of them stand outside the database."),
						"number",
						"put_at",
					),
				},
			},
			restore: {
				class: "platform",
				columns: same(
					none("Progress of a restored copy: numbers, times, and up to which random identifier it came."),
					...(["number", "noticed_at", "asked_at", "finished_at", "ahead_json", "progress_json"] as const),
					...(["lease_holder", "leased_until"] as const),
				),
			},
		},
		objects: [{ prefix: "acts/", key: { none: "Numbered per realm; the row goes once the object is there." }, ...act }],
	}),
];
