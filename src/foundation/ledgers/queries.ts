import type { Insertable } from "kysely";
import type { Locale } from "#locales/locales.ts";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { BrandId } from "../ids.ts";

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
		.select(["kind", "pdf"])
		.where("brand_id", "=", brand)
		.where("number", "=", number)
		.where("locale", "=", locale);

export const addConsent = (row: Insertable<Tables["consent_event"]>) => build.insertInto("consent_event").values(row);

/** Events of the ledger by their ids: whether each still stands. */
export const consentsById = (brand: BrandId, events: readonly string[]) =>
	build
		.selectFrom("consent_event")
		.select(["id", "recipient", "kind", "ended_at"])
		.where("brand_id", "=", brand)
		.where("purpose", "=", "third_parties")
		.where("id", "in", [...events]);

/** What a member answered on these brands, for the fold (`consent.ts`). */
export const consentEvents = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("consent_event")
		.select([
			"brand_id",
			"id",
			"purpose",
			"recipient",
			"kind",
			"text_hash",
			"happened_at",
			"ended_at",
			"previous_hash",
			"hash",
		])
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member);
