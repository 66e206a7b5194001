import { currentEdition } from "#foundation/brand/registry.ts";
import type { Legal, Look, PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";

/** A brand as it is in force. */
export type BrandInForce = { id: string; name: string; legal: Legal; records: Look["records"] };

/**
 * A controller of the realm, with the brands of which it is one. `partner`: its legal name, of one that runs brands
 * jointly with the operator (GDPR Art. 26); absent: the operator.
 */
export type Controller = { key: string; partner?: string; brands: readonly BrandInForce[] };

const inForce = (brand: PublishedBrand, now: number): BrandInForce => ({
	...{ id: brand.id, name: brand.look.name, records: brand.look.records },
	legal: currentEdition(brand, now).legal,
});

/** The operator first, then each partner that is a controller too, by name. None where the realm has no brand. */
export function controllersOf({ realm, snapshot, now }: Pick<Context, "realm" | "snapshot" | "now">): Controller[] {
	const brands = realm.brands.flatMap((id) => snapshot.findBrand(id) ?? []).map((brand) => inForce(brand, now));
	if (brands.length === 0) return [];
	const joint = brands.filter(({ legal }) => legal.partner?.role === "joint_controller");
	const byName = Map.groupBy(joint, ({ legal }) => legal.partner?.name ?? "");
	const partners = [...byName].flatMap(([partner, own]): Controller[] => {
		const [first] = own;
		return partner === "" || first === undefined ? [] : [{ key: first.id, partner, brands: own }];
	});
	return [
		{ key: realm.id, brands },
		...partners.sort((one, other) => (one.partner ?? "").localeCompare(other.partner ?? "")),
	];
}

/** Brands whose partner's role nobody has named, or whose partner is a controller without a name. */
export const undecidedBrands = ({ brands }: Controller): BrandInForce[] =>
	brands.filter(
		({ legal: { relation, partner } }) =>
			relation === "partner" &&
			(partner?.role === undefined || (partner.role === "joint_controller" && partner.name === undefined)),
	);
