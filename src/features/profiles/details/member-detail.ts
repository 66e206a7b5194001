import type { Compilable } from "kysely";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { eraseUnit } from "#foundation/crypto/queries.ts";
import { openRow, type SealedColumns, sealAnew } from "#foundation/crypto/units/sealed-row.ts";
import type { RealmId } from "#foundation/ids.ts";
import { removeDetail, saveDetail } from "../queries.ts";
import { DETAIL_UNIT } from "../units.ts";
import type { Detail } from "./detail.ts";

/** What a member gave once, for the account. "" where nothing was given. */
export type MemberDetails = Record<Detail, string>;

const COLUMNS = ["phone_sealed", "birth_date_sealed", "town_sealed"] as const;
type DetailRow = SealedColumns<(typeof COLUMNS)[number]>;

const locationOf = (member: string) => ({ owner: member, unit: DETAIL_UNIT, table: "member_detail", row: member });

/** @throws KeyUnavailable, SealBroken */
export async function openDetails(
	ring: KeyRing,
	keys: readonly UnitKeyRow[],
	member: string,
	row: DetailRow | undefined,
): Promise<MemberDetails> {
	const opened = await openRow(ring, keys, locationOf(member), row, COLUMNS);
	return { phone: opened.phone_sealed, birth_date: opened.birth_date_sealed, town: opened.town_sealed };
}

/**
 * The row rewritten under a new key; without any value neither row nor key.
 * @param known id of the key that the row was read under, where only a part of it changes
 */
export async function detailRows(
	ring: KeyRing,
	{ realm, member, at, known }: { realm: RealmId; member: string; at: string; known?: string | undefined },
	details: MemberDetails,
): Promise<Compilable[]> {
	if (known === undefined && Object.values(details).every((text) => text === ""))
		return [removeDetail(realm, member), eraseUnit(realm, member, DETAIL_UNIT)];
	const values = {
		phone_sealed: details.phone,
		birth_date_sealed: details.birth_date,
		town_sealed: details.town,
	};
	const { columns, keys } = await sealAnew(ring, { realm, ...locationOf(member) }, values, known);
	return [...keys, saveDetail({ realm_id: realm, member_id: member, ...columns, updated_at: at })];
}
