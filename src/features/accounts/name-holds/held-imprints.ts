import { isBroken } from "#foundation/crypto/rotation/indexed-table.ts";
import { open } from "#foundation/crypto/sealed.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { ErasureParts } from "#foundation/rights/erasure/parts.ts";
import { comparableUserName, confusableSkeleton } from "../identity.ts";
import { namesOfMembers } from "./queries-name-hold.ts";

/** The imprints under which the name of a member is held as the account is erased: what is left of it on purpose. */
export const heldImprints: ErasureParts["imprints"] = async ({ context, database, realm: { realm }, member }) => {
	const [[row]] = await database.read(namesOfMembers(realm as RealmId, [member]));
	if (row === undefined) return [];
	const { user_name_sealed, member: id, ...key } = row;
	const ring = await context.keys();
	try {
		const location = { table: "member", column: "user_name_sealed", row: id };
		const userName = await open(await ring.openUnit(key), location, user_name_sealed);
		const names = await ring.holdIndexes("user_name", realm as RealmId, comparableUserName(userName));
		const likenesses = await ring.holdIndexes("user_name_likeness", realm as RealmId, confusableSkeleton(userName));
		return [...names, ...likenesses];
	} catch (error) {
		// A name that does not open is held by nobody.
		if (!isBroken(error)) throw error;
		return [];
	}
};
