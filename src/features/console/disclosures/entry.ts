import type { Compilable } from "kysely";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import type { RealmId } from "#foundation/ids.ts";
import { disclosureQueries, itemsOf } from "#foundation/ledgers/disclosure.ts";
import { LEGAL_RECIPIENT, type LegalWords, legalCause } from "#foundation/ledgers/legal-disclosure.ts";
import { staffRole } from "#foundation/ledgers/staff-role.ts";
import type { LegalRow } from "./queries-legal.ts";

/**
 * Where an approval is written: at its moment, by the role that gave it. `withheldUntil`: when the silence ends, which
 * another order may have prolonged meanwhile; null where there is none. ISO 8601
 */
type Approved = { now: number; keys(): Promise<KeyRing>; role: string; withheldUntil: string | null };

/**
 * The entry of an approved proposal in the list of disclosures, for the batch that approves it: it is what the member's
 * page and copy show, once no order forbids it.
 */
export async function entryQueries(
	{ now, keys, role, withheldUntil }: Approved,
	row: Pick<LegalRow, "realm_id" | "id" | "member_id" | "items">,
	words: LegalWords,
): Promise<Compilable[]> {
	const [first, ...others] = itemsOf(row);
	if (first === undefined) throw new Error("a proposal without items");
	return disclosureQueries(
		{ keys, now },
		{
			...{ realm: row.realm_id as RealmId, member: row.member_id, brand: undefined },
			...{ recipient: { id: LEGAL_RECIPIENT, name: words.recipient }, reference: referenceOf(words) },
			...{ items: [first, ...others], reason: words.reason, by: staffRole(role) ?? "system" },
			...{ withheldUntil: withheldUntil ?? undefined, cause: legalCause(row.id) },
		},
	);
}

/** All such recipients stand under one id, so who tells one of them something reads which it is. */
const referenceOf = ({ recipient, order, orderedOn }: LegalWords) => `${recipient}: ${order} (${orderedOn})`;
