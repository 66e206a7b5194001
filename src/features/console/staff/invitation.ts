import type { Insertable } from "kysely";
import { comparableEmail } from "#features/accounts/identity.ts";
import { randomToken, sha256, uuidv7 } from "#foundation/crypto/random.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { HOUR } from "#foundation/time.ts";

/** Hours in which an invitation may be taken. */
export const INVITATION_HOURS = 24;

/**
 * An invitation for one address: its row, and the code of the link, which the row holds as a hash alone. No key is
 * needed to make one, so that the operator's tool makes the first.
 * @param invited.email as `parseMailAddress` gives it
 * @param invited.by a member of staff; '' for the operator's tool
 */
export async function newInvitation(
	invited: { realm: RealmId; role: StaffRole; email: string; by: string },
	now: number,
): Promise<{ code: string; row: Insertable<Tables["staff_invitation"]> }> {
	const code = randomToken();
	return {
		code,
		row: {
			realm_id: invited.realm,
			id: uuidv7(now),
			code_hash: await sha256(code),
			email_hash: await invitedHash(code, invited.email),
			role: invited.role,
			invited_by: invited.by,
			created_at: new Date(now).toISOString(),
			expires_at: new Date(now + INVITATION_HOURS * HOUR).toISOString(),
		},
	};
}

/** What the row holds of the address: with the code, which only the link has, it says whether an address is the one. */
export function invitedHash(code: string, email: string): Promise<Uint8Array> {
	return sha256(`${code} ${comparableEmail(email)}`);
}

/** Where the link of an invitation leads, below the account host of the realm, with its code as `?code=`. */
export const ENROL_PATH = "/console/enrol";
