import { LOCALES } from "#locales/locales.ts";

const segmentsOf = (path: string) => path.split("/").filter((segment, at) => at > 0 || segment !== "");

/**
 * The path of ours that differs from this one only by slashes at the end or by the case of the words that we chose:
 * what parameters say stays as it is. Undefined where there is none, or where it is this one.
 * @param path without query
 * @param routes patterns of the paths that can be read on this host, without locale
 */
export function canonicalPath(path: string, routes: readonly string[]): string | undefined {
	const segments = segmentsOf(path);
	const [first = "", ...rest] = segments.slice(0, segments.findLastIndex((segment) => segment !== "") + 1);
	const locale = LOCALES.find((known) => known === first.toLowerCase());
	const typed = locale === undefined ? [first, ...rest] : rest;
	const [best] = routes
		.map((route) => segmentsOf(route).filter((segment) => segment !== ""))
		.filter((pattern) => fits(pattern, typed))
		// A fixed word before a parameter that takes any.
		.sort((one, other) => parameters(one) - parameters(other));
	if (best === undefined) return undefined;
	const own = best.map((segment, at) => (isParameter(segment) ? typed[at] : segment));
	const canonical = `/${[...(locale === undefined ? [] : [locale]), ...own].join("/")}`;
	return canonical === path ? undefined : canonical;
}

const isParameter = (segment: string) => segment.startsWith(":");
const parameters = (pattern: readonly string[]) => pattern.filter(isParameter).length;

/** An empty segment, or a backslash, which browsers read as a slash, fits nothing: no path of ours begins with two. */
const fits = (pattern: readonly string[], typed: readonly string[]) =>
	pattern.length === typed.length &&
	pattern.every((segment, at) =>
		isParameter(segment) ? /^[^\\]+$/.test(typed[at] ?? "") : segment === typed[at]?.toLowerCase(),
	);
