import type { Declaration, PersonalColumn } from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, none, personal, ROW_ID, same, withheld } from "#foundation/register/declare.ts";
import type { ItemId } from "#foundation/register/items.ts";

const UNTIED = "A visit is tied to no account and to no name, so nobody can be found in it (GDPR Art. 11).";

function automatic(item: ItemId, erase: PersonalColumn["erase"] = { by: "shred", unit: "log" }): PersonalColumn {
	return personal({
		...{ item, erase },
		purposes: ["security_improvement"],
		retention: "visit_log",
		export: withheld(UNTIED),
		promises: item === "ip_address" ? ["P14", "P48"] : ["P14"],
	});
}

/** The six automatically generated data of a visitor, of events of security alone (P14), and counts of page views. */
export const VISIT_DATA: Declaration[] = [
	declare({
		feature: "visits",
		planned: false,
		tables: {
			visit: {
				class: "owned",
				subjects: { none: UNTIED },
				clocks: { visit_log: "visited_at" },
				rowOnErase: "delete",
				rowKey: { owner: "brand_id", id: "key_id" },
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					key_id: none("The key of the brand and the day that seals the row."),
					...same(automatic("pages_visited", { by: "delete" }), "visited_at", "kind"),
					page_sealed: automatic("pages_visited"),
					ip_address_sealed: automatic("ip_address"),
					internet_provider_sealed: automatic("internet_provider"),
					device_type_sealed: automatic("device_type"),
					operating_system_sealed: automatic("operating_system"),
					browser_sealed: automatic("browser"),
				},
			},
			page_count: {
				class: "owned",
				columns: {
					brand_id: BRAND_ID,
					hour: none("The hour that was counted."),
					kind: none("The kind of the pages, of a closed list."),
					views: none("How often pages of that kind were seen; nobody stands behind it."),
				},
			},
		},
		logFields: [
			{ place: "events", ...none("How many events were lost: a number.") },
			{ place: "views", ...none("How many views of pages were lost: a number.") },
		],
	}),
];
