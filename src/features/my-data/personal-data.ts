import type { Declaration } from "#foundation/register/declaration.ts";
import {
	declare,
	foundBy,
	type Given,
	MEMBER_ID,
	personal,
	REALM_ID,
	ROW_ID,
	same,
} from "#foundation/register/declare.ts";

const request = (extra: Partial<Given>) =>
	personal({
		item: "rights_requests",
		purposes: ["accountability"],
		retention: "rights_request",
		erase: { by: "delete" },
		...extra,
	});
const restriction = request({ promises: ["P41", "P42"] });

/** What a member had restricted, and what they objected to (GDPR Art. 18 and 21). */
export const OWN_DATA: Declaration[] = [
	declare({
		feature: "my-data",
		planned: false,
		tables: {
			restriction: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { rights_request: "lifted_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					member_id: MEMBER_ID,
					...same(restriction, "brand_id", "purpose", "item", "row_id", "ground", "since"),
					...same(restriction, "told_at", "lifted_at", "lifted_by"),
				},
			},
			processing_choice: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { rights_request: "ended_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					member_id: MEMBER_ID,
					...same(request({ edit: "self", promises: ["P42", "P51"] }), "purpose", "allowed", "state"),
					...same(request({ promises: ["P42"] }), "changed_at", "ended_at"),
				},
			},
		},
	}),
];
