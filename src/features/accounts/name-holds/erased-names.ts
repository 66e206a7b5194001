import type { Compilable } from "kysely";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { isBroken } from "#foundation/crypto/rotation/indexed-table.ts";
import { open } from "#foundation/crypto/sealed.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { ErasureHook } from "#foundation/register/declaration.ts";
import type { ErasureParts } from "#foundation/rights/erasure/parts.ts";
import { heldAs, holdName } from "./name-hold.ts";
import { namesOfMembers } from "./queries-name-hold.ts";

/**
 * Holds the names of members whose accounts are erased (P03). A name that does not open is held by nobody: the erasure
 * does not wait for it.
 */
export const holdErasedNames: ErasureHook = async ({ database, keys }, { kind, realm, subjects }) => {
	if (kind !== "member") return [];
	const since = new Map(subjects.map(({ id, at }) => [id, at]));
	const [rows] = await database.read(namesOfMembers(realm as RealmId, [...since.keys()]));
	const ring = await keys();
	const holds = rows.map(async (row): Promise<Compilable[]> => {
		const userName = await userNameIn(ring, row);
		if (userName === undefined) {
			console.error("erasure: a name does not open, and is not held");
			return [];
		}
		return holdName({ keys }, { realm: realm as RealmId, userName, at: since.get(row.member) ?? "" });
	});
	return (await Promise.all(holds)).flat();
};

/** The imprints under which a member's name is held as the account is erased: what is left of it on purpose. */
export const heldImprints: ErasureParts["imprints"] = async ({ context, database, realm: { realm }, member }) => {
	const [[row]] = await database.read(namesOfMembers(realm as RealmId, [member]));
	const ring = await context.keys();
	const userName = row && (await userNameIn(ring, row));
	if (userName === undefined) return [];
	const { names, likenesses } = await heldAs(ring, realm as RealmId, userName);
	return [...names, ...likenesses];
};

type NameRow = RowsOf<readonly [ReturnType<typeof namesOfMembers>]>[0][number];

/** Undefined where the name does not open. */
async function userNameIn(ring: KeyRing, { member, user_name_sealed, ...key }: NameRow): Promise<string | undefined> {
	try {
		const location = { table: "member", column: "user_name_sealed", row: member };
		return await open(await ring.openUnit(key), location, user_name_sealed);
	} catch (error) {
		if (!isBroken(error)) throw error;
		return undefined;
	}
}
