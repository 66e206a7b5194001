import type { BrandFile } from "#foundation/brand/config/config.ts";
import type { ParsedBrand, ParsedOperator } from "#foundation/brand/config/resolve.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { Locale } from "#locales/locales.ts";

type Words = Record<"tagline" | "intro" | "seoTitle" | "seoDescription", string>;
/** The texts that every brand has, in each of its languages. */
export const wordsOf = (copy: { readonly [Language in Locale]?: Words | undefined }): Partial<Record<Locale, Words>> =>
	Object.fromEntries(
		Object.entries(copy).flatMap(([locale, words]) => {
			if (words === undefined) return [];
			const { tagline, intro, seoTitle, seoDescription } = words;
			return [[locale, { tagline, intro, seoTitle, seoDescription }]];
		}),
	);

type Fleet = { brands: ParsedBrand[]; operators: ParsedOperator[] };
/** By snapshot: reading every brand of it costs more than a form may. */
const fleets = new WeakMap<Snapshot, Fleet>();

/** What is published, as far as the checks between brands read it. */
export function fleetOf(snapshot: Snapshot): Fleet {
	const known = fleets.get(snapshot);
	if (known !== undefined) return known;
	const published = snapshot.brandIds().flatMap((id) => snapshot.findBrand(id) ?? []);
	const brands = published.map(({ id, realm, look: { name, hosts, locales, theme, copy } }): ParsedBrand => {
		const file: BrandFile = {
			operator: realm,
			name,
			hosts,
			locales,
			theme: { colors: theme.colors },
			copy: wordsOf(copy),
		};
		return { id, source: { file: id, value: {}, positions: new Map() }, file };
	});
	const operators = new Map(
		published.flatMap(({ legal }) => legal.slice(-1).map(({ settings: { operator } }) => [operator.id, operator])),
	);
	const fleet: Fleet = {
		brands,
		operators: [...operators].map(([id, operator]) => ({
			...{ id, source: { file: id, value: {}, positions: new Map() } },
			file: operator as unknown as ParsedOperator["file"],
		})),
	};
	fleets.set(snapshot, fleet);
	return fleet;
}
