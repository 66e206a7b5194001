import { ANYONE, type Declaration, type Path } from "../register/declaration.ts";
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
	withheld,
} from "../register/declare.ts";

/** Names of the units that seal copies: `core:export:<id of the copy>`. */
export const EXPORT_UNITS = "core:export:";

/** Names of the units that seal what is held, with its reason: `core:hold:<id of the hold>`. */
export const HOLD_UNITS = "core:hold:";
/** Of the objects of holds in the store. */
export const HELD_OBJECTS = "holds/";

const PROGRESS = none("How far the day's pass over closed accounts came, up to which random identifier.");
const COUNT = none("How many rows a rule ended on a day, of which table and when: counts of nobody in particular.");

const copy = personal({
	...{ item: "export_copy", purposes: ["accountability"], retention: "export" },
	...{ erase: { by: "delete" }, promises: ["P40", "P43"] },
});
/** A copy is no part of itself. */
const archive = personal({
	...{ item: "export_copy", purposes: ["accountability"], retention: "export" },
	...{ erase: { by: "shred", unit: "core", part: "export" }, promises: ["P40", "P43"] },
	export: withheld("The copy itself, which you have in hand."),
});
const erased = personal({
	...{ item: "rights_requests", purposes: ["accountability"], retention: "rights_request" },
	...{ erase: { by: "delete" }, promises: ["P39"] },
	export: withheld("An erasure that has begun, which ends before anybody could ask for a copy."),
});
const PROOF = none("Proof of an erasure: numbers, rules and times, and the receipt, without anything of the person.");

/** Erasures that were asked for; each ends with nobody in it. */
const ERASURE_TABLES: Declaration["tables"] = {
	erasure: {
		class: "shared",
		// It names its member until it is proven, and no erasure takes it along.
		subjects: [{ as: "member", column: "subject_id", columns: [] }],
		clocks: { rights_request: "closed_at" },
		rowKey: { owner: "id" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			request_id: none("Random identifier of the request."),
			subject_id: erased,
			payload_sealed: { ...erased, erase: { by: "shred", unit: "erasure" } },
			commitment: none("A salted imprint that only the person, who holds the salt, can show to be theirs."),
			...same(PROOF, "state", "begun_at", "stepped_at", "failures", "last_error_code", "plan_json", "executed_at"),
			...same(PROOF, "verified_at", "verified_json", "receipt", "closed_at"),
			...same(none("Which recipients were told of an erasure, and how that went."), "recipients_json", "waiting"),
		},
	},
	erasure_count: {
		class: "shared",
		columns: {
			realm_id: REALM_ID,
			...same(
				none("How many rows each statement of an erasure deleted or emptied; it goes with the erasure."),
				...["erasure_id", "step", "table_name", "erased"],
			),
		},
	},
};

const KIND = none("Which kind of person: member, registration, staff, or one that a feature declares.");
const LINK = none("Hash of a random code that a mailed link carries; it goes with the copy.");
const link = personal({
	...{ item: "export_copy", purposes: ["accountability"], retention: "one_time_code" },
	...{ erase: { by: "delete" }, promises: ["P40"] },
	export: withheld("It stands for the link by which you hold this copy, which you have in hand."),
});
const STEP = none("How far the making of a copy has come; it goes with the copy.");

/** That an item is held, and the item itself: both outlive the account until the hold is released. */
const held = (extra: Partial<Given> = {}) =>
	personal({
		...{ item: "held_items", purposes: ["accountability", "decisions"], retention: "rights_request" },
		...{ specialOnAdultBrands: true, erase: { by: "delete" } },
		...extra,
	});
const sealedHold = held({ erase: { by: "shred", unit: "core", part: "hold" } });
const STAFF = none("Which member of staff placed or released the hold; the member sees a role, not a name.");
const HOLD_RELEASED: Path = { column: "released_at", via: [{ from: "id", table: "hold", to: "id" }] };

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
	declare({
		feature: "rights",
		planned: false,
		tables: {
			export: {
				class: "shared",
				subjects: foundBy("member_id", ANYONE),
				clocks: { export: "made_at" },
				rowKey: { owner: "member_id", unit: EXPORT_UNITS, by: "id" },
				rowOnErase: "delete",
				columns: {
					...{
						realm_id: REALM_ID,
						member_id: MEMBER_ID,
						subject_kind: KIND,
						link_hash: LINK,
					},
					...same(copy, "id", "locale", "state", "asked_at", "made_at", "fetched_at", "fetches", "bytes"),
					...same(STEP, "steps", "failures", "stepped_at", "percent"),
					progress_sealed: archive,
				},
			},
			copy_link: {
				class: "shared",
				subjects: foundBy("subject_id", ANYONE),
				clocks: { one_time_code: "issued_at" },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, subject_id: MEMBER_ID, subject_kind: KIND, code_hash: link },
					...same(link, "issued_at", "expires_at"),
				},
			},
		},
		objects: [
			{
				...{ prefix: "exports/", ...archive },
				// The parts of a copy stand under the id of its row.
				key: "export.id",
			},
		],
	}),
	declare({ feature: "rights", planned: false, tables: ERASURE_TABLES }),
	declare({
		feature: "rights",
		planned: false,
		tables: {
			// Before the holds that say when it goes.
			held_item: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { rights_request: HOLD_RELEASED },
				rowKey: { owner: "member_id", unit: HOLD_UNITS, by: "id" },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, id: ROW_ID, member_id: MEMBER_ID },
					item_sealed: sealedHold,
					object_key: sealedHold,
					sealed_at: held(),
				},
			},
			hold: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { rights_request: "released_at" },
				rowKey: { owner: "member_id", unit: HOLD_UNITS, by: "id" },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, id: ROW_ID, member_id: MEMBER_ID },
					...same(held(), "table_name", "brand_id", "row_id", "ground", "outcome"),
					...same(held(), "placed_at", "review_at", "until", "released_at"),
					reason_sealed: sealedHold,
					...same(STAFF, "placed_by", "released_by"),
					...same(none("The role of the member of staff."), "placed_role", "released_role"),
				},
			},
		},
		logFields: [
			{ place: "heldTable", ...none("Of which table an item was held of which nothing was left.") },
			{ place: "lost", ...none("Why nothing was left: a sentence of the program.") },
		],
		// Photos are the only files that can be held.
		objects: [{ prefix: HELD_OBJECTS, key: "held_item.object_key", extension: "webp", ...sealedHold }],
	}),
];
