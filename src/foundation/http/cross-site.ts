import type { MiddlewareHandler } from "hono";
import { AppError } from "../errors.ts";
import type { App, AppContext } from "./resolve-site.ts";

/** A POST that may come from anywhere, with what proves its right instead (DECISIONS 22). */
export type CrossSiteForm = { path: RegExp; authenticator: string };

/**
 * Refuses every write that another site sends (threat T12): Sec-Fetch-Site where the browser gives it, else an
 * Origin that is exactly ours, or a Referer where an older browser leaves Origin out of a form to its own site.
 * Sibling brands are other sites too; an opaque origin (`null`) is nobody's.
 */
export const refuseCrossSite =
	(exempt: readonly CrossSiteForm[]): MiddlewareHandler<App> =>
	async (c, next) => {
		const isExempt = exempt.some(({ path }) => c.req.method === "POST" && path.test(c.req.path));
		if (!isExempt && !isSameOrigin(c)) throw new AppError("cross_site", "cross-site write");
		await next();
	};

function isSameOrigin(c: AppContext): boolean {
	const site = c.req.header("Sec-Fetch-Site");
	if (site !== undefined) return site === "same-origin";
	const sender = c.req.header("Origin") ?? c.req.header("Referer");
	if (sender === undefined) return false;
	try {
		// The scheme is left out: TLS ends before the Worker.
		return new URL(sender).host === new URL(c.req.url).host;
	} catch {
		return false;
	}
}
