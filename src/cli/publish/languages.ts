import { inForce } from "#foundation/brand/edition.ts";
import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { CommandError } from "../command.ts";
import type { CompiledBrand } from "../tenants/files.ts";
import type { LiveState } from "./live-state.ts";

/** A language more tells nobody anything new: the terms say in it what they say already. */
export const changeOfTerms = (before: DocumentVersion["hash"], after: DocumentVersion["hash"]) =>
	LOCALES.every((locale) => before[locale] === undefined || [before[locale], undefined].includes(after[locale]))
		? "editorial"
		: "information";

/** The languages of the operator's brands: terms in another would be read nowhere. */
export function localesOf(realm: string, compiled: readonly CompiledBrand[], live: LiveState): Locale[] {
	const brands = [...compiled, ...live.brands.values()].filter((brand) => brand.realm === realm);
	const spoken = new Set(brands.flatMap(({ look }) => look.locales.available));
	return LOCALES.filter((locale) => spoken.has(locale));
}

/**
 * A language needs a statement and terms in force in that language.
 *
 * @throws CommandError while an older version without it is in force
 */
export function requireLanguages({ id, look, legal, statements, terms, publishedAt }: PublishedBrand): void {
	const number = (legal.findLast((entry) => entry.effectiveAt <= publishedAt) ?? legal[0])?.statement;
	const documents = {
		"statement in force has": {
			version: statements.find((one) => one.number === number),
			later: legal.at(-1)?.effectiveAt,
		},
		"terms in force have": { version: inForce(terms, publishedAt), later: terms.at(-1)?.effectiveAt },
	};
	for (const [document, { version, later }] of Object.entries(documents))
		for (const locale of look.locales.available)
			if (version?.hash[locale] === undefined)
				throw new CommandError(
					`${id}: the ${document} no text in "${locale}"; add the language once the announced version is in force (${later && calendarDay(later)})`,
				);
}
