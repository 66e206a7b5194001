import { acceptancesIn } from "#features/accounts/agreements.ts";
import { displayNameQueries, openDisplayNames } from "#features/accounts/brand-name/brand-name.ts";
import { readMemberships } from "#features/accounts/membership.ts";
import { editionWithoutProfiles } from "#features/profiles/with-profiles.ts";
import { accountPathWithoutFlow, toBrand } from "#foundation/account-host/links.ts";
import type { RequestContext } from "#foundation/context.ts";
import { words } from "#locales/locales.ts";

type Agreed = { number: number; happened_at: string } | undefined;
export type BrandEntry = {
	id: string;
	name: string;
	home: string;
	joinedAt: string;
	/** What other members there call this one. */
	shownAs: string;
	/** Where that is changed; absent on a brand without profiles. */
	profile: string | undefined;
	visible: boolean;
	statement: Agreed;
	terms: Agreed;
	statementHref: (number: number) => string;
	visibility: string;
	leave: string;
};

/** The brands that the member of this session joined, and as whom; undefined when nobody is signed in. One trip. */
export async function readBrandEntries(context: RequestContext): Promise<BrandEntry[] | undefined> {
	const read = await readMemberships(context, ({ member }) => [
		acceptancesIn(context, member),
		...displayNameQueries(context, member),
	]);
	if (read === undefined) return undefined;
	const { member, memberships } = read;
	const [acceptances, ...names] = read.rows;
	const nameOn = await openDisplayNames(context, member.id, names);
	const known = memberships.flatMap((membership) => {
		const brand = context.snapshot.findBrand(membership.brand_id);
		return brand === undefined ? [] : [{ brand, ...membership }];
	});
	return Promise.all(
		known.map(async ({ brand, joined_at, state }): Promise<BrandEntry> => {
			const newest = (document: string) =>
				acceptances.find((one) => one.brand_id === brand.id && one.document === document);
			return {
				id: brand.id,
				name: brand.look.name,
				home: toBrand(context, brand, "/login"),
				joinedAt: joined_at,
				shownAs: (await nameOn(brand.id)) || words(context.locale).profiles.member.unnamed,
				profile: editionWithoutProfiles(context, brand)
					? undefined
					: accountPathWithoutFlow(context, `/profile/${brand.id}`),
				visible: state === "active",
				statement: newest("statement"),
				terms: newest("terms"),
				statementHref: (number: number) => toBrand(context, brand, `/privacy/versions/${number}`),
				visibility: accountPathWithoutFlow(context, `/brands/${brand.id}/visibility`),
				leave: accountPathWithoutFlow(context, `/brands/${brand.id}/leave`),
			};
		}),
	);
}
