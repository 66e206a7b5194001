import type { BrandId } from "../ids.ts";
import type { Legal } from "./settings.ts";

/** What a reader may take for the site or its operator: nobody takes such a name (P03). `brands`: ids of the realm's. */
export function ownNames({ brandName, operator }: Legal, brands: readonly BrandId[]): string[] {
	const { name, shortName, network } = operator;
	return [brandName, name, shortName, network ?? "", ...brands];
}
