import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of telling members of a new statement, over every realm (DECISIONS 8: the system's scope). */

/**
 * Members of a brand who have not been told of this statement, with what a mail to them needs. Suspended and closed
 * accounts are among them: their data are kept, so what is done with these concerns them. Who had the use of their data
 * restricted is told by the banner of their own page, and by mail once the restriction has ended.
 */
export const untoldMembers = (realm: RealmId, brand: BrandId, number: number, most: number) =>
	build
		// Chosen first: else the planner may go through every key of the realm.
		.selectFrom(
			build
				.selectFrom("membership_usable_for_use_of_site as place")
				.innerJoin("member_usable_for_service_information as account", "account.id", "place.member_id")
				.select(["account.id as member", "account.email_sealed", "account.language"])
				.select("place.statement_notified as told")
				.where("place.brand_id", "=", brand)
				.where("place.statement_notified", "<", number)
				.where("account.realm_id", "=", realm)
				.limit(most)
				.as("untold"),
		)
		.innerJoin("unit_key", "unit_key.owner_id", "untold.member")
		.select(["untold.member", "untold.email_sealed", "untold.language", "untold.told"])
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}` as const))
		.where("unit_key.realm_id", "=", realm)
		.where("unit_key.unit", "=", "core");

/** Changes a row for the run alone that still finds the member where it read them. */
export const markTold = ({
	brand,
	member,
	told,
	number,
	now,
}: {
	brand: BrandId;
	member: string;
	told: number;
	number: number;
	now: string;
}) =>
	build
		.updateTable("membership")
		.set({ statement_notified: number, updated_at: now })
		.where("brand_id", "=", brand)
		.where("member_id", "=", member)
		.where("statement_notified", "=", told);

/** What these versions change, in words; a row for each language, which all hold the same. */
export const statementChanges = (brand: BrandId, numbers: readonly number[]) =>
	build
		.selectFrom("statement_version")
		.select(["number", "changes_json"])
		.where("brand_id", "=", brand)
		.where("number", "in", [...numbers]);

/** How many members of each of these brands were told up to which statement. */
export const toldCounts = (brands: readonly BrandId[]) =>
	build
		.selectFrom("membership")
		.select(["brand_id", "statement_notified as told"])
		.select((eb) => eb.fn.countAll<number>().as("members"))
		.where("brand_id", "in", [...brands])
		.groupBy(["brand_id", "statement_notified"]);
