import type { Compilable } from "kysely";
import { MAX_DISPLAY_NAME_LENGTH, profileLocation, profileUnit } from "#features/accounts/brand-name/brand-name.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { eraseUnit } from "#foundation/crypto/queries.ts";
import { openRow, type SealedColumns, sealAnew } from "#foundation/crypto/units/sealed-row.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import * as sql from "./queries.ts";
import { specialUnit } from "./units.ts";

/** What a member shows on one brand, in words. */
export const TEXT_FIELDS = ["display_name", "about_me", "hobbies", "sexual_preferences"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
/** "" where there is none. */
export type ProfileTexts = Record<TextField, string>;

/** Code points. */
export const MAX_LENGTHS: Record<TextField, number> = {
	display_name: MAX_DISPLAY_NAME_LENGTH,
	about_me: 2_000,
	hobbies: 500,
	sexual_preferences: 500,
};

export const NO_TEXTS: ProfileTexts = { display_name: "", about_me: "", hobbies: "", sexual_preferences: "" };

export const ORIENTATIONS = ["heterosexual", "homosexual", "bisexual", "other"] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/** On an adult brand free text may hold special data, and stands where a consent guards it. */
const PROFILE_COLUMNS = ["display_name_sealed", "about_me_sealed", "hobbies_sealed"] as const;
const SPECIAL_COLUMNS = {
	profiles: ["about_me_sealed", "hobbies_sealed", "sexual_preferences_sealed"],
	suggestions: ["orientation_sealed"],
} as const;
type SpecialColumn = (typeof SPECIAL_COLUMNS)[SpecialPurpose][number];

export type ProfileRow = SealedColumns<(typeof PROFILE_COLUMNS)[number]> & { brand_id: string; member_id: string };
export type SpecialRow = SealedColumns<SpecialColumn> & {
	brand_id: string;
	member_id: string;
	purpose: string;
	consent_id: string;
};

type Owner = { realm: RealmId; brand: BrandId; member: string };

const specialLocation = ({ realm, brand, member }: Owner, purpose: SpecialPurpose) => ({
	...{ realm, owner: member, unit: specialUnit(brand, purpose) },
	...{ table: "special_detail", row: member },
});

/** @throws KeyUnavailable, SealBroken */
export async function openTexts(
	ring: KeyRing,
	keys: readonly UnitKeyRow[],
	owner: Owner,
	rows: { profiles: readonly ProfileRow[]; special: readonly SpecialRow[] },
): Promise<ProfileTexts> {
	const isOwn = (row: { brand_id: string; member_id: string }) =>
		row.brand_id === owner.brand && row.member_id === owner.member;
	const profile = rows.profiles.find(isOwn);
	const special = rows.special.find((row) => isOwn(row) && row.purpose === "profiles");
	const plain = await openRow(ring, keys, profileLocation(owner), profile, PROFILE_COLUMNS);
	const guarded = await openRow(ring, keys, specialLocation(owner, "profiles"), special, SPECIAL_COLUMNS.profiles);
	return {
		display_name: plain.display_name_sealed,
		about_me: guarded.about_me_sealed || plain.about_me_sealed,
		hobbies: guarded.hobbies_sealed || plain.hobbies_sealed,
		sexual_preferences: guarded.sexual_preferences_sealed,
	};
}

/** @throws KeyUnavailable, SealBroken */
export async function openOrientation(
	ring: KeyRing,
	keys: readonly UnitKeyRow[],
	owner: Owner,
	special: readonly SpecialRow[],
): Promise<string> {
	const row = special.find(({ brand_id, purpose }) => brand_id === owner.brand && purpose === "suggestions");
	const location = specialLocation(owner, "suggestions");
	return (await openRow(ring, keys, location, row, SPECIAL_COLUMNS.suggestions)).orientation_sealed;
}

/** The rows of a profile on a brand that is not for adults. */
export async function plainTextRows(
	ring: KeyRing,
	owner: Owner,
	texts: Omit<ProfileTexts, "sexual_preferences">,
	at: string,
): Promise<Compilable[]> {
	const { realm, brand, member } = owner;
	const values = {
		display_name_sealed: texts.display_name,
		about_me_sealed: texts.about_me,
		hobbies_sealed: texts.hobbies,
	};
	if (Object.values(values).every((text) => text === ""))
		return [sql.removeProfile(brand, member), eraseUnit(realm, member, profileUnit(brand))];
	const { columns, keys } = await sealAnew(ring, profileLocation(owner), values);
	return [...keys, sql.saveProfile({ brand_id: brand, member_id: member, ...columns, updated_at: at })];
}

/**
 * The rows of special values for one purpose. Empty values erase row and key, which needs no consent.
 * @param consent id of the live consent
 */
export async function specialRows<Purpose extends SpecialPurpose>(
	ring: KeyRing,
	owner: Owner,
	purpose: Purpose,
	values: Record<(typeof SPECIAL_COLUMNS)[Purpose][number], string>,
	{ consent, at }: { consent: string | undefined; at: string },
): Promise<Compilable[]> {
	const { realm, brand, member } = owner;
	if (consent === undefined || Object.values(values).every((text) => text === ""))
		return [sql.removeSpecial(brand, member, purpose), eraseUnit(realm, member, specialUnit(brand, purpose))];
	const { columns, keys } = await sealAnew(ring, specialLocation(owner, purpose), values);
	const row = { brand_id: brand, member_id: member, purpose, consent_id: consent, ...NONE, ...columns };
	return [...keys, sql.saveSpecial({ ...row, updated_at: at })];
}

const NONE: SealedColumns<SpecialColumn> = {
	about_me_sealed: null,
	hobbies_sealed: null,
	sexual_preferences_sealed: null,
	orientation_sealed: null,
};
