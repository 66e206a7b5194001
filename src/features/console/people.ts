import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { allStaff, allStaffKeys } from "./queries.ts";

/** A member of staff as the list of staff has it. */
export type StaffRow = {
	id: string;
	role: string;
	state: string;
	email_sealed: Uint8Array;
	created_at: string;
	ended_at: string | null;
	invited_by: string;
	agreement: string;
	agreed_by: string | null;
	agreed_at: string | null;
};

export type People = readonly [readonly StaffRow[], readonly UnitKeyRow[]];

/** Everyone who is or was on the staff of the realm, with what opens their addresses. */
export const peopleQueries = (context: Context) =>
	[allStaff(context.realm.id), allStaffKeys(context.realm.id)] as const;

type Words = { tool: string; earlier: string; waits: string };
/** Who somebody is, who invited them, and who agreed: in words. */
export type Standing = { email: string; invitedBy: string; agreedBy: string };

/** @param row absent for an account that was erased */
export function standingOf(
	row: StaffRow | undefined,
	addresses: ReadonlyMap<string, string>,
	words: Words,
): Standing | undefined {
	if (row === undefined) return undefined;
	const nameOf = (id: string) => (id === "" ? words.tool : (addresses.get(id) ?? id));
	const agreements: Record<string, string> = { waiting: words.waits, earlier: words.earlier, tool: words.tool };
	const agreedBy = row.agreed_by === null ? agreements[row.agreement] : nameOf(row.agreed_by);
	return { email: nameOf(row.id), invitedBy: nameOf(row.invited_by), agreedBy: agreedBy ?? row.agreement };
}

/** The address of each, by id. An account whose key is gone has none. */
export async function addressesOf(context: Context, [people, keys]: People): Promise<ReadonlyMap<string, string>> {
	const ring = await context.keys();
	const entries = people.map(async ({ id, email_sealed }): Promise<[string, string][]> => {
		const key = keys.find(({ owner_id }) => owner_id === id);
		if (key === undefined) return [];
		const location = { table: "staff", column: "email_sealed", row: id };
		return [[id, await open(await ring.openUnit(key), location, email_sealed)]];
	});
	return new Map((await Promise.all(entries)).flat());
}
