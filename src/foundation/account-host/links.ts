import { accountOrigin, brandOrigin } from "../brand/origin.ts";
import type { PublishedBrand } from "../brand/settings.ts";
import type { Realm } from "../brand/snapshot.ts";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";
import type { AppContext } from "../http/resolve-site.ts";
import { localePath, spokenLocale } from "../i18n/path.ts";
import type { BrandId } from "../ids.ts";
import { pkceQuery } from "./schema.ts";

/** Addresses between a brand and the account host: from settings, never from a request (DECISIONS 2). */

/** Pages that a visitor may have wanted before signing in, and that sign-in leads back to: no others (T24). */
const RETURN_PATHS = ["/security", "/profile", "/brands", "/notifications", "/privacy", "/close"] as const;

/** The page that `?to=` names, if it is one of those. */
export function returnPath(c: AppContext): (typeof RETURN_PATHS)[number] | undefined {
	const to = new URL(c.req.url).searchParams.get("to");
	return RETURN_PATHS.find((path) => path === to);
}

/** Redirects to sign-in, returning to the current section afterwards. */
export function toSignIn(c: AppContext): Response {
	const { path } = c.var;
	const to = RETURN_PATHS.find((one) => path === one || path.startsWith(`${one}/`));
	return c.redirect(withQuery(accountPathWithoutFlow(c.var, "/sign-in"), to === undefined ? {} : { to }), 303);
}

/** A path of the account host, with the brand that the member came from, and what is under way: a sign-in on it, a page to return to. */
export function accountPath(c: AppContext, path: string, more: Record<string, string> = {}): string {
	const { edition, locale, originBrand } = c.var;
	const pkce = pkceOf(c);
	const to = returnPath(c);
	const query = new URLSearchParams({
		...(originBrand ? { brand: originBrand.id } : {}),
		...pkce,
		...(to ? { to } : {}),
		...more,
	});
	const text = query.toString();
	return localePath({ look: edition.brand.look, locale }, path) + (text ? `?${text}` : "");
}

/** The sign-in under way that this address names. */
export const pkceOf = (c: AppContext) => pkceQuery.parse(c.req.query());

/** The same, without a sign-in under way. */
export function accountPathWithoutFlow(context: Context, path: string): string {
	const { edition, locale, originBrand } = context;
	return localePath({ look: edition.brand.look, locale }, path) + (originBrand ? `?brand=${originBrand.id}` : "");
}

/** The address of a page with word of what was done. */
export const withDone = (path: string, done: string) => withQuery(path, { done });

/** A path, which may have a query, with more in it. */
export function withQuery(path: string, more: Record<string, string>): string {
	const query = new URLSearchParams(more).toString();
	return query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

/** From a brand to the account host of its realm. */
export function toAccount(context: Context, path: string, query: Record<string, string> = {}): string {
	const { edition, locale, realm, settings } = context;
	const search = new URLSearchParams({ brand: edition.brand.id, ...query });
	return `${accountOrigin(realm, settings)}${localePath({ look: edition.brand.look, locale }, path)}?${search}`;
}

/** From the account host to a page of a brand, in the current language if the brand offers it. */
export function toBrand(
	context: Context,
	brand: PublishedBrand,
	path: string,
	query: Record<string, string> = {},
): string {
	const { locale, settings } = context;
	const spoken = spokenLocale(brand.look, locale);
	const search = new URLSearchParams(query).toString();
	const address = localePath({ look: brand.look, locale: spoken }, path);
	return `${brandOrigin(brand, settings)}${address}${search ? `?${search}` : ""}`;
}

/** The origin of the brand that the member came from, where a form that signs in may end. */
export const originOfBrand = ({ originBrand, settings }: Context) => originBrand && brandOrigin(originBrand, settings);

/** A link to the account host for a mail of a brand, to which that page leads back. */
export function mailLink(
	context: Context,
	path: string,
	brand: BrandId,
	query: Record<string, string> = {},
): { at: "account"; path: string } {
	const { edition, locale } = context;
	const page = localePath({ look: edition.brand.look, locale }, path);
	return { at: "account", path: `${page}?${new URLSearchParams({ brand, ...query })}` };
}

/**
 * Which brand writes to a member: of those that they joined the one that they came from, else the first. Never just
 * any: a mail from a brand says that its reader is there (T9), and anyone may name a brand in an address.
 */
export function senderBrand(
	context: Pick<Context, "originBrand"> & { realm: Pick<Realm, "brands"> },
	memberships: readonly { brand_id: string }[],
): BrandId {
	const { originBrand, realm } = context;
	const joined = memberships.flatMap(({ brand_id }) => realm.brands.find((id) => id === brand_id) ?? []);
	const brand = joined.find((id) => id === originBrand?.id) ?? joined[0] ?? originBrand?.id ?? realm.brands[0];
	if (brand === undefined) throw new AppError("internal", "a realm without brands");
	return brand;
}
