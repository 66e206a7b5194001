import type { Declaration } from "#foundation/register/declaration.ts";
import { BRAND_ID, CHANGED_AT, declare, KEY_VERSION, MEMBER_ID, personal, same } from "#foundation/register/declare.ts";

const filter = personal({
	item: "preferences",
	category: "voluntary",
	purposes: ["suggestions", "personalised_offers", "statistics"],
	retention: "brand",
	erase: { by: "shred", unit: "brand" },
	edit: "self",
	promises: ["P50", "P51", "P59"],
});
const choice = personal({
	item: "preferences",
	category: "voluntary",
	purposes: ["suggestions"],
	retention: "brand",
	erase: { by: "delete" },
	edit: "self",
	promises: ["P50", "P51", "P59"],
});

/** Planned: the filters a member sets. Nothing is inferred from behaviour, so nothing of it is stored (P59). */
export const SUGGESTION_DATA: Declaration[] = [
	declare({
		feature: "suggestions",
		planned: true,
		switchedBy: "suggestions",
		tables: {
			suggestion_filter: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					member_id: MEMBER_ID,
					...same(filter, "age_range_sealed", "towns_sealed", "language_sealed"),
					...same(choice, "switched_on"),
					key_version: KEY_VERSION,
					updated_at: CHANGED_AT,
				},
			},
		},
	}),
];
