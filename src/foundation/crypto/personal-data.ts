import { ANYONE, type Declaration } from "../register/declaration.ts";
import { declare, foundBy, MEMBER_ID, NO_ROW, none, REALM_ID, ROW_ID, same } from "../register/declare.ts";

const KEY = none("Random key material, itself sealed; deleting it makes what it sealed unreadable.");
const ROTATION = none("Progress of a key rotation: numbers and times.");

/** Keys of erasure units and their rotation (DECISIONS 15 and 16). */
export const KEY_DATA: Declaration[] = [
	declare({
		feature: "crypto",
		planned: false,
		tables: {
			unit_key: {
				class: "shared",
				subjects: foundBy("owner_id", ANYONE),
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					owner_id: MEMBER_ID,
					...same(KEY, "unit", "wrapped_key", "key_version", "created_at"),
				},
			},
			reseal_due: {
				class: "shared",
				subjects: foundBy("owner_id", ANYONE),
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					owner_id: MEMBER_ID,
					...same(none("Which unit is to be sealed anew, and since when; the row goes once it is."), "unit", "due_at"),
				},
			},
			key_rotation: {
				class: "platform",
				columns: {
					number: ROTATION,
					...same(ROTATION, "state", "salt_sha256", "key_check", "asked_at", "started_at", "state_at", "finished_at"),
					...same(ROTATION, "progress_json", "lease_holder", "leased_until"),
				},
			},
		},
		logFields: [
			{
				place: "standstill",
				...none("Why keys cannot be used, or their rotation stands still: a sentence with numbers of keys."),
			},
		],
		objects: [
			{ prefix: "salts/", key: NO_ROW, ...KEY },
			{
				...{ prefix: "salts/hold/", key: NO_ROW },
				...none(
					"Random key material of imprints that outlive a rotation, one for each quarter; deleting it ends them.",
				),
			},
		],
	}),
];
