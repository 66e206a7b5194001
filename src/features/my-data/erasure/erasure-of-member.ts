import type { Compilable } from "kysely";
import { heldImprints, holdErasedNames } from "#features/accounts/name-holds/erased-names.ts";
import { sealErasedAgreements } from "#features/memberships/erased-agreements.ts";
import { sweepObjects } from "#features/profiles/photos/photo-removal.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { JobContext } from "#foundation/context.ts";
import type { RealmId } from "#foundation/ids.ts";
import { disclosureDetails, disclosureKeysOf } from "#foundation/ledgers/disclosure.ts";
import { ownDisclosures } from "#foundation/ledgers/queries-disclosure.ts";
import { notify } from "#foundation/mail/notify.ts";
import { noticeErasedMembers } from "#foundation/recipients/erased.ts";
import { noticeId } from "#foundation/recipients/notice.ts";
import type { ErasureHook } from "#foundation/register/declaration.ts";
import type { Erasing, ErasureParts, Planning } from "#foundation/rights/erasure/parts.ts";
import type { ToldRecipient } from "#foundation/rights/erasure/payload.ts";
import { removeParts } from "#foundation/rights/export/job.ts";
import { keepHeldItems } from "#foundation/rights/holds/keep.ts";
import { ERASURE_RECEIPT } from "../letters.ts";

/** What is written beside as people's data go, whether they asked for it or a term ended. */
export const ERASURE_HOOKS: readonly ErasureHook[] = [
	holdErasedNames,
	sealErasedAgreements,
	noticeErasedMembers,
	keepHeldItems,
];

/** What the erasure of a member needs of the features. */
export const ERASURE_OF_MEMBER: Omit<ErasureParts, "register"> = {
	hooks: ERASURE_HOOKS,
	imprints: heldImprints,
	recipients: recipientsOf,
	async removeObjects(context) {
		await sweepObjects(context);
		await removeParts(context);
	},
	mail: receiptMail,
};

/**
 * The recipients of something of the member, as a brand of the realm names it; by the name of the time where none does
 * any more. None of whom an order forbids to tell.
 */
async function recipientsOf({ context, database, realm, member }: Planning): Promise<ToldRecipient[]> {
	const realmId = realm.realm as RealmId;
	const [rows, keys] = await database.read(
		ownDisclosures(realmId, member, context.at),
		disclosureKeysOf(realmId, [member]),
	);
	const brands = realm.brands.flatMap((brand) => context.snapshot().findBrand(brand) ?? []);
	const known = brands.flatMap((brand) => currentEdition(brand, context.now).legal.recipients);
	const ring = await context.keys();
	const named = await Promise.all(
		rows.map(async (row) => {
			const { recipient } = row;
			const brandsName = known.find(({ id }) => id === recipient)?.name;
			return { recipient, name: brandsName ?? (await disclosureDetails(ring, row, keys))?.name ?? recipient };
		}),
	);
	const each = [...new Map(named.map((one) => [`${one.recipient} ${one.name}`, one])).values()];
	return Promise.all(
		each.map(async ({ recipient, name }) => ({
			name,
			notice: await noticeId(ring, { realm: realmId, recipient, act: { kind: "erased", cause: member } }),
		})),
	);
}

/** Under a key whose owner is the erasure: nothing of the mail hangs on the account any more. */
async function receiptMail(
	{ snapshot, now, keys }: JobContext,
	{ row, payload }: Erasing,
	{ receipt, file }: Parameters<ErasureParts["mail"]>[2],
): Promise<Compilable[]> {
	const { brands = [] } = snapshot().findRealm({ id: row.realm_id }) ?? {};
	const brand = brands.find((id) => id === payload.brand) ?? brands[0];
	// In a realm without brands nobody writes any more.
	if (brand === undefined) return [];
	const realm = { id: row.realm_id as RealmId, brands };
	const letter = ERASURE_RECEIPT.with({
		...{ at: receipt.erasedAt, copies: receipt.copiesGoneBy, file },
		kept: receipt.retained.map(({ rules, until }) => ({ rules, ...(until === null ? {} : { until }) })),
		recipients: receipt.recipients.map(({ name }) => name),
		verify: { at: "account", path: "/privacy/receipts/verify" },
	});
	const origin = { realm, originBrand: undefined, locale: payload.locale, now, keys };
	return notify(origin, { member: row.id, brand, address: payload.address }, letter, `erasure_receipt:${row.id}`);
}
