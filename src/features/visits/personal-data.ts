import type { Declaration, PersonalColumn } from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, none, personal, ROW_ID } from "#foundation/register/declare.ts";
import type { ItemId } from "#foundation/register/items.ts";

function automatic(item: ItemId): PersonalColumn {
	return personal({
		item,
		purposes: ["security_improvement"],
		retention: "visit_log",
		erase: { by: "shred", unit: "log" },
		export: {
			access: "summary",
			portable: false,
			why: "A visit is not tied to an account; it can be shown to whoever proves the address.",
		},
		promises: item === "ip_address" ? ["P14", "P48"] : ["P14"],
	});
}

/** The six automatically generated data of a visitor (P14). */
export const VISIT_DATA: Declaration[] = [
	declare({
		feature: "visits",
		planned: true,
		tables: {
			visit: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					day: none("The day, which names the key that seals the row."),
					visited_at: automatic("pages_visited"),
					page_sealed: automatic("pages_visited"),
					ip_address_sealed: automatic("ip_address"),
					ip_address_index: automatic("ip_address"),
					internet_provider_sealed: automatic("internet_provider"),
					device_type: automatic("device_type"),
					operating_system: automatic("operating_system"),
					browser: automatic("browser"),
				},
			},
		},
	}),
];
