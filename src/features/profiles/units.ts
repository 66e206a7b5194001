import type { BrandId } from "#foundation/ids.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";

/**
 * Parts of erasure units (DECISIONS 15): `<unit>:<part>` has a key of its own, so that it can be erased alone, and
 * goes with its unit. Each row of texts is sealed under a new key whenever it is written.
 */
export const DETAIL_UNIT = "core:detail";
export const specialUnit = (brand: BrandId, purpose: SpecialPurpose) => `special:${brand}:${purpose}`;

/** On an adult brand a photo may be special data, and goes with the consent. */
export const photoUnit = (brand: BrandId, adult: boolean, photo: string) =>
	`${adult ? specialUnit(brand, "profiles") : `brand:${brand}`}:photo:${photo}`;
