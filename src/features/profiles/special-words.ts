import type { Edition } from "#foundation/brand/edition.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { type Locale, words } from "#locales/locales.ts";

/** The question whose yes lets special values stand, as this language puts it. */
export function specialWords({ brand, legal }: Edition, purpose: SpecialPurpose, locale: Locale): string {
	return words(locale).profiles.consent[purpose](brand.look.name, legal.operator.name);
}
