import type { Edition } from "#foundation/brand/edition.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { PROFILE_TEXT } from "./text.ts";

/** The question whose yes lets special values stand, as this language puts it. */
export function specialWords({ brand, legal }: Edition, purpose: SpecialPurpose, locale: Locale): string {
	return PROFILE_TEXT[locale].consent[purpose](brand.look.name, legal.operator.name);
}
