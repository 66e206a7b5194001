import { holdErasedNames } from "#features/accounts/name-holds/erased-names.ts";
import { heldImprints } from "#features/accounts/name-holds/held-imprints.ts";
import { sealErasedAgreements } from "#features/memberships/erased-agreements.ts";
import { sweepObjects } from "#features/profiles/photos/photo-removal.ts";
import { noticeErasedMembers } from "#foundation/recipients/erased.ts";
import type { ErasureHook } from "#foundation/register/declaration.ts";
import type { ErasureParts } from "#foundation/rights/erasure/move.ts";
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
	async removeObjects(context) {
		await sweepObjects(context);
		await removeParts(context);
	},
	letter: ({ erasedAt, copiesGoneBy, retained, recipients }, file) =>
		ERASURE_RECEIPT.with({
			...{ at: erasedAt, copies: copiesGoneBy, file },
			kept: retained.map(({ rules, until }) => ({ rules, ...(until === null ? {} : { until }) })),
			recipients: recipients.map(({ name }) => name),
			verify: { at: "account", path: "/privacy/receipts/verify" },
		}),
};
