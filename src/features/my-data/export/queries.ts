import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import { TABLE_CLASSES, TABLE_COLUMNS } from "#foundation/db/tables.ts";
import type { Person } from "#foundation/rights/persons.ts";
import { anyTable, type Owner, owned } from "#foundation/rights/rows.ts";

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
		build
			.selectFrom("member")
			.select(["email_sealed", "language", "erasing_at"])
			.where("realm_id", "=", realm)
			.where("id", "=", member),
		build
			.selectFrom("unit_key")
			.select(KEY_COLUMNS)
			.where("realm_id", "=", realm)
			.where("owner_id", "=", member)
			.where("unit", "=", "core"),
	] as const;

/** The site of a person's own row; no row where it is of none. */
export const siteOfPerson = ({ table }: Person, owner: Owner, id: string) => {
	const own = anyTable
		.selectFrom(table)
		.where((eb) => eb.and([...owned(eb, table, TABLE_CLASSES[table], owner), eb(`${table}.id`, "=", id)]));
	if (TABLE_COLUMNS[table].includes("brand_id")) return own.select(`${table}.brand_id as brand_id`);
	return own.select((eb) => eb.val<string>("").as("brand_id")).where((eb) => eb(eb.val(1), "=", 0));
};
