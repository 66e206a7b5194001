import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";

/** SQL of what a copy holds beside the rows of the register, for the job that serves every realm. */

/** The statements that a member was shown, each once. */
export const shownStatements = (brands: readonly string[], member: string) =>
	build
		.selectFrom("acceptance")
		.innerJoin("statement_version", (join) =>
			join
				.onRef("statement_version.brand_id", "=", "acceptance.brand_id")
				.onRef("statement_version.number", "=", "acceptance.number")
				.onRef("statement_version.locale", "=", "acceptance.locale"),
		)
		.select(["acceptance.brand_id", "acceptance.number", "acceptance.locale"])
		.where("acceptance.brand_id", "in", [...brands])
		.where("acceptance.member_id", "=", member)
		.where("acceptance.document", "=", "statement")
		.where("statement_version.pdf", "is not", null)
		.distinct()
		.orderBy("acceptance.brand_id")
		.orderBy("acceptance.number")
		.orderBy("acceptance.locale");

export const statementFile = (brand: string, number: number, locale: string) =>
	build
		.selectFrom("statement_version")
		.select("pdf")
		.where("brand_id", "=", brand)
		.where("number", "=", number)
		.where("locale", "=", locale);

/** The brands that a member is on. */
export const joinedBrands = (brands: readonly string[], member: string) =>
	build
		.selectFrom("membership")
		.select("brand_id")
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member)
		.orderBy("joined_at");

/** Where a mail to a member goes, and what opens it. */
export const addressOf = (realm: string, member: string) =>
	[
		build.selectFrom("member").select("email_sealed").where("realm_id", "=", realm).where("id", "=", member),
		build
			.selectFrom("unit_key")
			.select(KEY_COLUMNS)
			.where("realm_id", "=", realm)
			.where("owner_id", "=", member)
			.where("unit", "=", "core"),
	] as const;
