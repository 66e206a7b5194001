import { z } from "zod";
import { changeWords } from "#features/memberships/statement-letters.ts";
import { changesQuery, toldQuery } from "#features/memberships/told.ts";
import { accountPathWithoutFlow, toBrand } from "#foundation/account-host/links.ts";
import { editionAt } from "#foundation/brand/edition.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { standingsOf } from "./standing.ts";
import { BrandVersionsPage, VersionsPage } from "./views.tsx";

const PATH = "/console/versions";
const brandParams = z.object({ brand: z.string() });
/** Versions of one page, the newest. */
const MAX_VERSIONS = 50;

const brandsOf = ({ realm, snapshot }: Pick<Context, "realm" | "snapshot">): PublishedBrand[] =>
	realm.brands.flatMap((id) => snapshot.findBrand(id) ?? []);

/** The brand of this realm with that id, if it has one (T8). */
const brandNamed = (context: AppContext["var"], id: string): PublishedBrand | undefined =>
	brandsOf(context).find((brand) => brand.id === id);

const numbersOf = ({ statements }: PublishedBrand) => statements.slice(-MAX_VERSIONS).map(({ number }) => number);

/** Which statements are in force and announced, and who still has to be told: numbers of nobody in particular. */
export const versionHandlers = {
	...guarded("GET /console/versions", {
		queries: ({ var: { realm } }) => (realm.brands.length > 0 ? [toldQuery(realm.brands)] : []),
		answer: async (c, { staff, rows }) => {
			const told = rows[0] ?? [];
			const shown = brandsOf(c.var).map((brand) => {
				const own = standingsOf(
					brand,
					told.filter(({ brand_id }) => brand_id === brand.id),
					c.var.now,
				);
				return {
					...{ href: accountPathWithoutFlow(c.var, `${PATH}/${brand.id}`), name: brand.look.name },
					...{ inForce: editionAt(brand, c.var.now).statement, announced: editionAt(brand, c.var.now).announced },
					left: Math.max(0, ...own.map(({ left }) => left)),
				};
			});
			return renderPage(c, <VersionsPage context={await consoleContext(c, staff)} brands={shown} />);
		},
	}),
	...guarded("GET /console/versions/:brand", {
		params: brandParams,
		queries: (c, { params }) => {
			const brand = brandNamed(c.var, params.brand);
			return brand === undefined ? [] : [toldQuery([brand.id]), changesQuery(brand.id, numbersOf(brand))];
		},
		answer: async (c, { staff, rows, params }) => {
			const brand = brandNamed(c.var, params.brand);
			if (brand === undefined) throw new AppError("not_found", "no such brand");
			const [told = [], changes = []] = rows as unknown as [ToldRows?, ChangeRows?];
			const wordsOf = changeWords(changes);
			const shown = {
				name: brand.look.name,
				versions: standingsOf(brand, told, c.var.now)
					.slice(0, MAX_VERSIONS)
					.map((standing) => ({
						...standing,
						words: wordsOf(standing.version.number, c.var.locale),
						href: toBrand(c.var, brand, `/privacy/versions/${standing.version.number}`),
					})),
				back: accountPathWithoutFlow(c.var, PATH),
			};
			return renderPage(c, <BrandVersionsPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
};

type ToldRows = Parameters<typeof standingsOf>[1];
type ChangeRows = Parameters<typeof changeWords>[0];
