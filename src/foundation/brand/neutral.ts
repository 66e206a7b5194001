import type { Edition } from "./edition.ts";
import { type Legal, type Look, type PublishedBrand, publishedBrandSchema } from "./settings.ts";

/**
 * How the account host looks to someone who comes from no brand: in the operator's name and nobody's colours, since
 * a history, a bank and a mail program show it (DECISIONS 10).
 */
export function neutralEdition(edition: Edition): Edition {
	const { operator } = edition.legal;
	const look: Look = {
		...edition.brand.look,
		name: operator.shortName,
		state: "live",
		hosts: { primary: operator.accountHost, aliases: [] },
		theme: { preset: "ink", colors: { brand: "#334155", accent: "#0f766e" }, radius: "medium", typeface: "system" },
		icons: [],
		copy: {},
	};
	const legal: Legal = { ...edition.legal, brandName: operator.shortName, adult: false, relation: "own" };
	const brand: PublishedBrand = { ...edition.brand, id: neutralId(edition.brand.realm), look };
	return { ...edition, brand, legal: { ...legal, partner: undefined } as Legal, id: `${edition.id}.neutral` };
}

/** Under this name the neutral look is kept; no brand's id has a double hyphen at that place. */
const neutralId = (realm: string) => publishedBrandSchema.shape.id.parse(`account--${realm}`.slice(0, 31));
