import type { Insertable } from "kysely";
import type { Locale } from "#locales/locales.ts";
import { build, type RowsOf } from "../db/database.ts";
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

/** The words behind a hash, once; the brand's later consents to the same words find them. */
export const addConsentText = (row: Insertable<Tables["consent_text"]>) =>
	build
		.insertInto("consent_text")
		.values(row)
		.onConflict((conflict) => conflict.doNothing());

const CONSENT_TEXT = ["brand_id", "hash", "locale", "words"] as const;

/** The words that this member answered on these brands, as far as they are kept. */
export const consentTextsOf = (brands: readonly BrandId[], member: string) =>
	build
		.selectFrom("consent_text")
		.select(CONSENT_TEXT)
		.where("brand_id", "in", [...brands])
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom("consent_event as e")
					.select("e.id")
					.where("e.brand_id", "in", [...brands])
					.whereRef("e.brand_id", "=", "consent_text.brand_id")
					.whereRef("e.text_hash", "=", "consent_text.hash")
					.where("e.member_id", "=", member),
			),
		);

/** The words behind these hashes, as far as they are kept. */
export const consentTextsByHash = (brands: readonly string[], hashes: readonly string[]) =>
	build
		.selectFrom("consent_text")
		.select(CONSENT_TEXT)
		.where("brand_id", "in", [...brands])
		.where("hash", "in", [...hashes]);

export type ConsentText = RowsOf<readonly [ReturnType<typeof consentTextsOf>]>[0][number];

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
