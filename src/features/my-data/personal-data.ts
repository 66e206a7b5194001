import type { Declaration } from "#foundation/register/declaration.ts";
import {
	declare,
	foundBy,
	type Given,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
} from "#foundation/register/declare.ts";
import { OBJECTION_UNITS, RESTRICTION_UNITS } from "#foundation/rights/restriction/decision-reason.ts";

const request = (extra: Partial<Given>) =>
	personal({
		item: "rights_requests",
		purposes: ["accountability"],
		retention: "rights_request",
		erase: { by: "delete" },
		...extra,
	});
const restriction = request({ promises: ["P41", "P42"] });
const STAFF = none("Which member of staff decided; the member sees a role, not a name.");
const ROLE = none("The role of the member of staff who decided.");

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
				rowKey: { owner: "member_id", unit: RESTRICTION_UNITS, by: "id" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					member_id: MEMBER_ID,
					...same(restriction, "brand_id", "purpose", "item", "row_id", "ground", "since"),
					...same(restriction, "told_at", "lifted_at", "lifted_by"),
					told_by: STAFF,
					told_role: ROLE,
					reason_sealed: request({
						erase: { by: "shred", unit: "core", part: "restriction" },
						promises: ["P41", "P42"],
					}),
				},
			},
			processing_choice: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { rights_request: "ended_at" },
				rowKey: { owner: "member_id", unit: OBJECTION_UNITS, by: "id" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					member_id: MEMBER_ID,
					...same(request({ edit: "self", promises: ["P42", "P51"] }), "purpose", "allowed", "state"),
					...same(request({ promises: ["P42"] }), "changed_at", "ended_at", "decided_at"),
					decided_by: STAFF,
					decided_role: ROLE,
					reason_sealed: request({
						erase: { by: "shred", unit: "core", part: "objection" },
						promises: ["P42"],
					}),
				},
			},
		},
	}),
];
