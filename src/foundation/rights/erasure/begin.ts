import type { Compilable } from "kysely";
import type { Locale } from "#locales/locales.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { addUnitKeyAfterChange } from "../../crypto/queries.ts";
import { randomToken, uuidv7 } from "../../crypto/random.ts";
import type { BrandId, RealmId } from "../../ids.ts";
import { receiptCommitment } from "../../proof/receipt.ts";
import { sealPayload } from "./payload.ts";
import { addErasureAfterChange, ERASURE_UNIT } from "./queries-erasure.ts";

/** Whom an erasure is about. `brand`: writes to the member. */
export type ToErase = {
	realm: RealmId;
	member: string;
	request: string;
	address: string;
	locale: Locale;
	brand: BrandId;
};

/** An erasure that begins. `salt`: for the member alone. */
export type BegunErasure = {
	id: string;
	salt: string;
	commitment: string;
	queries: [key: Compilable, row: Compilable];
};

/**
 * The row of an erasure that begins, for the batch that takes its member, right after the statement that does so: where
 * that took nobody, nothing begins. The last of the queries adds the row.
 * @param now epoch milliseconds
 */
export async function beginErasureQueries(ring: KeyRing, erased: ToErase, now: number): Promise<BegunErasure> {
	const { realm, member, request, address, locale, brand } = erased;
	const [id, salt] = [uuidv7(now), randomToken()];
	const { unit, row: key } = await ring.newUnit({ realm, owner: id, unit: ERASURE_UNIT });
	const payload = { address, locale, brand, salt, objects: [], imprints: [], fingerprints: [], recipients: [] };
	const commitment = await receiptCommitment(salt, member, address);
	const row = {
		...{ realm_id: realm, id, request_id: request, subject_id: member, commitment },
		begun_at: new Date(now).toISOString(),
		payload_sealed: await sealPayload(unit, id, payload),
	};
	return { id, salt, commitment, queries: [addUnitKeyAfterChange(key), addErasureAfterChange(row)] };
}
