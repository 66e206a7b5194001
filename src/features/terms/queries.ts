import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { Locale } from "#locales/locales.ts";

/** One version of an operator's terms in one language. */
export const termsVersion = (realm: RealmId, number: number, locale: Locale) =>
	build
		.selectFrom("terms_version")
		.select(["number", "hash", "tree_json"])
		.where("realm_id", "=", realm)
		.where("number", "=", number)
		.where("locale", "=", locale);
