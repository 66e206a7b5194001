import type { Locale } from "#locales/locales.ts";

/** Browsers name a handful. */
const MAX_RANGES = 20;

/**
 * The first of these languages that an Accept-Language header asks for (RFC 9110 12.5.4, RFC 4647 3.3.1 by the primary
 * subtag); undefined where it names none of them before "any".
 */
export function preferredLocale(header: string | null, available: readonly Locale[]): Locale | undefined {
	const ranges = (header ?? "")
		.split(",", MAX_RANGES)
		.map((range) => {
			const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
			const weight = parameters.find((one) => one.startsWith("q="));
			return { primary: tag.split("-")[0], weight: weight === undefined ? 1 : Number(weight.slice(2)) };
		})
		.filter(({ weight }) => weight > 0)
		.sort((one, other) => other.weight - one.weight);
	for (const { primary } of ranges) {
		if (primary === "*") return undefined;
		const found = available.find((locale) => locale === primary);
		if (found !== undefined) return found;
	}
	return undefined;
}
