import { localePath } from "../i18n/path.ts";
import type { AppContext } from "./resolve-site.ts";

/**
 * The page that a form or a link was on, with the query that it had. Pages are rendered once for all queries, so none of
 * them names its own; a browser does, to its own site (`Referrer-Policy: same-origin`).
 * @param path as the page said it, without the locale's prefix
 */
export function withOwnQuery(c: AppContext, path: string): string {
	const page = c.req.header("Referer");
	if (page === undefined || !URL.canParse(page)) return path;
	const { host, pathname, search } = new URL(page);
	const here = { look: c.var.edition.brand.look, locale: c.var.locale };
	const isOwn = host === new URL(c.req.url).host && pathname === localePath(here, path);
	return isOwn ? `${path}${search}` : path;
}
