import type { BrandId, Locale } from "../brand/settings.ts";
import { build } from "../db/database.ts";

/** One statement in one language, with the facts that it was derived from. */
export const statementVersion = (brand: BrandId, number: number, locale: Locale) =>
	build
		.selectFrom("statement_version")
		.select(["hash", "tree_json", "facts_json"])
		.where("brand_id", "=", brand)
		.where("number", "=", number)
		.where("locale", "=", locale);

/** The machine-readable form, as it was published. */
export const statementTilt = (brand: BrandId, number: number, locale: Locale) =>
	build
		.selectFrom("statement_version")
		.select("tilt_json")
		.where("brand_id", "=", brand)
		.where("number", "=", number)
		.where("locale", "=", locale);

export const statementPdf = (brand: BrandId, number: number, locale: Locale) =>
	build
		.selectFrom("statement_version")
		.select("pdf")
		.where("brand_id", "=", brand)
		.where("number", "=", number)
		.where("locale", "=", locale);
