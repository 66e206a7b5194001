import type { Declaration, PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	CHANGED_AT,
	declare,
	foundBy,
	type Given,
	MEMBER_CLOSED,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
} from "#foundation/register/declare.ts";

type Extra = Partial<Given>;

/** Given once, kept with the account, shown on a brand only after the member turned it on there (DECISIONS 14). */
const once = (item: Given["item"], purposes: Given["purposes"], extra: Extra = {}): PersonalColumn =>
	personal({
		item,
		category: "voluntary",
		purposes,
		retention: "account_field",
		erase: { by: "shred", unit: "core", part: "detail" },
		edit: "self",
		promises: ["P04", "P26", "P50"],
		...extra,
	});

/** Given for one brand and erased with it. */
const ofBrand = (item: Given["item"], purposes: Given["purposes"], extra: Extra = {}): PersonalColumn =>
	personal({
		item,
		category: "voluntary",
		purposes,
		retention: "brand",
		erase: { by: "shred", unit: "brand", part: "profile" },
		edit: "self",
		promises: ["P26", "P50"],
		...extra,
	});

const special = (item: Given["item"], purposes: Given["purposes"], extra: Extra = {}): PersonalColumn =>
	personal({
		item,
		category: "special",
		purposes,
		retention: "special",
		erase: { by: "shred", unit: "special" },
		edit: "self",
		promises: ["P05", "P52", "P53"],
		...extra,
	});

const photo = ofBrand("photos", ["profiles", "moderation"], {
	mayHoldSpecial: true,
	erase: { by: "shred", unit: "special", part: "photo" },
	promises: ["P50", "P52", "P60"],
});
/** Of the photo, and about it: it goes with it. */
const decision = { ...photo, edit: "no" } as const;
const ownList = ofBrand("saved_and_blocked", ["use_of_site"], { erase: { by: "delete" } });
const blocked = ofBrand("saved_and_blocked", ["use_of_site", "security_improvement"], { erase: { by: "delete" } });
const shown = ofBrand("preferences", ["profiles"], { erase: { by: "delete" } });
const CONSENT_ID = none("Which consent allows the value; the consent itself stands in the consent ledger.");
/** In `profile`, or on an adult brand in `special_detail`: there they hold special data as far as the member wrote some. */
const ownWords = (item: "about_me" | "hobbies", purposes: Given["purposes"], extra: Extra = {}) =>
	ofBrand(item, purposes, { mayHoldSpecial: true, promises: ["P50", "P52"], ...extra });
const guarded = { erase: { by: "shred", unit: "special" } } as const;

const MEMBER_DETAIL: TableDeclaration = {
	class: "shared",
	subjects: foundBy("member_id", "member"),
	clocks: { account_field: MEMBER_CLOSED },
	rowOnErase: "delete",
	holdable: true,
	columns: {
		realm_id: REALM_ID,
		member_id: MEMBER_ID,
		phone_sealed: once("phone", ["profiles"]),
		birth_date_sealed: once("birth_date", ["profiles", "suggestions", "statistics"]),
		town_sealed: once("town", ["profiles", "suggestions", "personalised_offers", "statistics"]),
		updated_at: CHANGED_AT,
	},
};

const PROFILE: TableDeclaration = {
	class: "owned",
	subjects: foundBy("member_id", "member"),
	clocks: { brand: MEMBER_CLOSED },
	rowOnErase: "delete",
	holdable: true,
	columns: {
		brand_id: BRAND_ID,
		member_id: MEMBER_ID,
		display_name_sealed: ofBrand("display_name", ["profiles", "moderation"]),
		about_me_sealed: ownWords("about_me", ["profiles", "moderation"]),
		hobbies_sealed: ownWords("hobbies", ["profiles", "suggestions"]),
		updated_at: CHANGED_AT,
	},
};

const PHOTO: TableDeclaration = {
	class: "owned",
	subjects: foundBy("member_id", "member"),
	clocks: { brand: MEMBER_CLOSED },
	rowOnErase: "delete",
	holdable: true,
	columns: {
		brand_id: BRAND_ID,
		id: ROW_ID,
		member_id: MEMBER_ID,
		consent_id: CONSENT_ID,
		...same(photo, "object_key", "description_sealed", "state", "approved_at", "added_at"),
		...same(decision, "rejection_reason", "rejection_note_sealed", "decided_at"),
		decided_by: none("Which member of staff decided; the member sees a role, not a name."),
		width: none("Size of the picture."),
		height: none("Size of the picture."),
	},
};

const SPECIAL_DETAIL: TableDeclaration = {
	class: "owned",
	subjects: foundBy("member_id", "member"),
	clocks: { brand: MEMBER_CLOSED, special: MEMBER_CLOSED },
	rowOnErase: "delete",
	holdable: true,
	columns: {
		brand_id: BRAND_ID,
		member_id: MEMBER_ID,
		purpose: none("What the values are for; the same for everyone who gave them."),
		consent_id: CONSENT_ID,
		about_me_sealed: ownWords("about_me", ["profiles", "moderation"], guarded),
		hobbies_sealed: ownWords("hobbies", ["profiles", "suggestions"], guarded),
		sexual_preferences_sealed: special("sexual_preferences", ["suggestions", "profiles", "personalisation"]),
		orientation_sealed: special("orientation", ["suggestions"], { promises: ["P04", "P05", "P06"] }),
		updated_at: CHANGED_AT,
	},
};

/** What members tell about themselves. Special values exist on adult brands alone. */
export const PROFILE_DATA: Declaration[] = [
	declare({
		feature: "profiles",
		planned: false,
		switchedBy: "profiles",
		tables: {
			member_detail: MEMBER_DETAIL,
			profile: PROFILE,
			profile_visibility: {
				class: "owned",
				subjects: foundBy("member_id", "member"),
				clocks: { brand: MEMBER_CLOSED },
				rowOnErase: "delete",
				columns: { brand_id: BRAND_ID, member_id: MEMBER_ID, ...same(shown, "field", "shown_since") },
			},
			photo: PHOTO,
			object_removal: {
				class: "owned",
				columns: { brand_id: BRAND_ID, object_key: none("Random name of a file that is about to be deleted.") },
			},
		},
		objects: [{ prefix: "photos/", key: "photo.object_key", extension: "webp", ...photo }],
	}),
	declare({ feature: "profiles", planned: false, switchedBy: "adult", tables: { special_detail: SPECIAL_DETAIL } }),
	declare({
		feature: "profiles",
		planned: true,
		switchedBy: "profiles",
		tables: {
			saved_member: {
				class: "owned",
				subjects: "later",
				columns: { brand_id: BRAND_ID, member_id: MEMBER_ID, ...same(ownList, "saved_member_id", "saved_at") },
			},
			blocked_member: {
				class: "owned",
				subjects: "later",
				columns: { brand_id: BRAND_ID, member_id: MEMBER_ID, ...same(blocked, "blocked_member_id", "blocked_at") },
			},
		},
	}),
];
