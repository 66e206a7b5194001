import type { Compilable } from "kysely";
import type { Edition } from "#foundation/brand/edition.ts";
import { ownNames } from "#foundation/brand/own-names.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { randomFraction } from "#foundation/crypto/random.ts";
import { openRow, type SealedColumns, sealAnew } from "#foundation/crypto/units/sealed-row.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { becomesReserved } from "#foundation/names/reserved.ts";
import { comparableUserName } from "../identity.ts";
import { proposeName } from "./proposal.ts";

/**
 * The display name: what the members of one brand call a member. It stands in the brand's profile, belongs to that
 * brand alone, and may be left out. User names are for signing in: no other member sees one (DECISIONS 104).
 */

/** Code points. */
export const MAX_DISPLAY_NAME_LENGTH = 40;

/** Each row of texts is sealed under a new key whenever it is written (DECISIONS 15). */
export const profileUnit = (brand: BrandId) => `brand:${brand}:profile`;

type Owner = { realm: RealmId; brand: BrandId; member: string };
type NameRow = SealedColumns<"display_name_sealed"> & { brand_id: string; member_id: string };

export const profileLocation = ({ realm, brand, member }: Owner) => ({
	...{ realm, owner: member, unit: profileUnit(brand) },
	...{ table: "profile", row: member },
});

/** Only a brand with profiles shows its members to each other. */
export const asksDisplayName = ({ legal }: Edition) => legal.features.includes("profiles");

/** It would link the member's profiles on all brands, and is half of what signs in. */
export const isOwnUserName = (displayName: string, userName: string) =>
	comparableUserName(displayName.trim()) === comparableUserName(userName);

/** `reserved_name`: it reads as the site's, its operator's or its staff's. */
export type DisplayNameFault = "own_user_name" | "reserved_name";

/** Why a member may not take this display name on the brand of this edition. `shown`: the name that stands there. */
export function displayNameFault(
	{ realm }: Context,
	{ legal }: Edition,
	displayName: string,
	{ userName, shown = "" }: { userName: string; shown?: string },
): DisplayNameFault | undefined {
	if (isOwnUserName(displayName, userName)) return "own_user_name";
	return becomesReserved(displayName, shown, ownNames(legal, realm.brands)) ? "reserved_name" : undefined;
}

const namesOn = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("profile")
		.select(["brand_id", "member_id", "display_name_sealed"])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member);

/** What `openDisplayNames` reads, for the caller's own trip. */
export const displayNameQueries = ({ realm }: Context, member: string) =>
	[namesOn(realm.brands, member), unitKeysOf(realm.id, [member], realm.brands.map(profileUnit))] as const;

export type DisplayNameRows = readonly [readonly NameRow[], readonly UnitKeyRow[]];

/**
 * What others of a brand call the member; empty where the member chose no name.
 * @throws KeyUnavailable, SealBroken
 */
export async function openDisplayNames(
	context: Context,
	member: string,
	[profiles, keys]: DisplayNameRows,
): Promise<(brand: BrandId) => Promise<string>> {
	const ring = await context.keys();
	return async (brand) => {
		const owner = { realm: context.realm.id, brand, member };
		const row = profiles.find((one) => one.brand_id === brand && one.member_id === member);
		return (await openRow(ring, keys, profileLocation(owner), row, ["display_name_sealed"])).display_name_sealed;
	};
}

/** A name to take over: unlike the user name, and unlike the names on the member's other brands. */
export async function displayNameProposal(
	context: Context,
	{ id, userName }: { id: string; userName: string },
	rows: DisplayNameRows,
): Promise<string> {
	const nameOn = await openDisplayNames(context, id, rows);
	return proposeName([userName, ...(await Promise.all(context.realm.brands.map(nameOn)))], randomFraction);
}

/** The rows of the name of a member who comes to a brand, where no profile stands yet; none for an empty name. */
export async function firstNameRows(
	ring: KeyRing,
	owner: Owner,
	displayName: string,
	at: string,
): Promise<Compilable[]> {
	if (displayName === "") return [];
	const { columns, keys } = await sealAnew(ring, profileLocation(owner), { display_name_sealed: displayName });
	const values = { ...columns, about_me_sealed: null, hobbies_sealed: null, updated_at: at };
	const profile = build
		.insertInto("profile")
		.values({ brand_id: owner.brand, member_id: owner.member, ...values })
		.onConflict((conflict) => conflict.columns(["brand_id", "member_id"]).doUpdateSet(values));
	return [...keys, profile];
}
