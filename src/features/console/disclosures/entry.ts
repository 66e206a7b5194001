import type { Compilable } from "kysely";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import type { RealmId } from "#foundation/ids.ts";
import { disclosureQueries } from "#foundation/ledgers/disclosure.ts";
import { LEGAL_RECIPIENT, type LegalWords, legalCause } from "#foundation/ledgers/legal-disclosure.ts";
import { staffRole } from "#foundation/ledgers/staff-role.ts";
import { isItemId } from "#foundation/register/items.ts";
import type { LegalRow } from "./queries-legal.ts";

/** Where an approval is written: at its moment, by the role that gave it. */
type Approved = { now: number; keys(): Promise<KeyRing>; role: string };

/**
 * The entry of an approved proposal in the list of disclosures, for the batch that approves it: it is what the member's
 * page and copy show, once no order forbids it.
 */
export async function entryQueries(
	{ now, keys, role }: Approved,
	row: Pick<LegalRow, "realm_id" | "id" | "member_id" | "items" | "silent_until">,
	words: LegalWords,
): Promise<Compilable[]> {
	const [first, ...others] = row.items.split(" ").filter(isItemId);
	if (first === undefined) throw new Error("a proposal without items");
	return disclosureQueries(
		{ keys, now },
		{
			...{ realm: row.realm_id as RealmId, member: row.member_id, brand: undefined },
			...{ recipient: { id: LEGAL_RECIPIENT, name: words.recipient }, reference: referenceOf(words) },
			...{ items: [first, ...others], reason: words.reason, by: staffRole(role) ?? "system" },
			...{ withheldUntil: row.silent_until ?? undefined, cause: legalCause(row.id) },
		},
	);
}

/** All such recipients stand under one id, so who tells one of them something reads which it is. */
const referenceOf = ({ recipient, order, orderedOn }: LegalWords) => `${recipient}: ${order} (${orderedOn})`;
