import type { Compilable } from "kysely";
import { isBroken } from "#foundation/crypto/rotation/indexed-table.ts";
import { open } from "#foundation/crypto/sealed.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { ErasureHook } from "#foundation/register/declaration.ts";
import { holdName } from "./name-hold.ts";
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
	const holds = rows.map(async ({ member, user_name_sealed, ...key }): Promise<Compilable[]> => {
		const location = { table: "member", column: "user_name_sealed", row: member };
		try {
			const userName = await open(await ring.openUnit(key), location, user_name_sealed);
			return await holdName({ keys }, { realm: realm as RealmId, userName, at: since.get(member) ?? "" });
		} catch (error) {
			if (!isBroken(error)) throw error;
			console.error("erasure: a name does not open, and is not held");
			return [];
		}
	});
	return (await Promise.all(holds)).flat();
};
