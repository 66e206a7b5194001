import type { Edition } from "#foundation/brand/edition.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";

/**
 * The brand's current edition, if it has profiles.
 * @throws AppError not_found without them
 */
export function editionWithProfiles(context: Context, brand: PublishedBrand): Edition {
	const edition = currentEdition(brand, context.now);
	if (!edition.legal.features.includes("profiles")) throw new AppError("not_found", "no profiles here");
	return edition;
}

/** Of a brand that switched profiles off: what was given there can still be withdrawn. Undefined where they are on. */
export function editionWithoutProfiles(context: Context, brand: PublishedBrand): Edition | undefined {
	const edition = currentEdition(brand, context.now);
	return edition.legal.features.includes("profiles") ? undefined : edition;
}

/** The realm's brands that have profiles, among these. */
export function editionsWithProfiles(context: Context, brands: readonly string[]): Edition[] {
	return brands
		.flatMap((id) => context.snapshot.findBrand(id) ?? [])
		.map((brand) => currentEdition(brand, context.now))
		.filter(({ legal }) => legal.features.includes("profiles"));
}
