import type { CookieDeclaration, Declaration, PersonalColumn } from "#foundation/register/declaration.ts";
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

function analytics(id: "ga" | "ga_property", name: string): CookieDeclaration {
	return {
		id,
		name,
		item: "non_necessary_cookies",
		necessary: false,
		purpose: "statistics",
		keptFor: "P2Y",
		setBy: "google-analytics",
		promises: ["P25", "P50"],
	};
}

/** The six automatically generated data of a visitor (P14), and the cookies of visit statistics. */
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
	declare({
		feature: "visits",
		planned: true,
		cookies: [
			{
				id: "cookie_choice",
				name: "__Host-cookies",
				item: "necessary_cookies",
				necessary: true,
				purpose: "accountability",
				keptFor: "P6M",
				setBy: "brand",
				promises: ["P25", "P48"],
			},
		],
	}),
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
		cookies: [analytics("ga", "_ga"), analytics("ga_property", "_ga_*")],
	}),
];
