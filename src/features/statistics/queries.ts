import type { Compilable } from "kysely";
import { DETAIL_UNIT } from "#features/profiles/units.ts";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { Counts } from "./measure.ts";
import type { Week } from "./week.ts";

/**
 * SQL of a count, on behalf of the system under the purpose `statistics`: what it may read is listed by table and column
 * in `db/scope-reach.ts`. Times are ISO 8601.
 */

/** One brand's numbers, or with '' as brand those of the whole realm. */
export type Place = { realm: RealmId; brand: BrandId | "" };

/** Which tables of a week are published. */
export const publishedIn = (week: string) =>
	build.selectFrom("statistics_week").select(["realm_id", "brand_id"]).where("week", "=", week);

export const runOf = ({ realm, brand }: Place) =>
	build
		.selectFrom("statistics_run")
		.select(["week", "as_of", "pages", "page", "counts_json"])
		.where("realm_id", "=", realm)
		.where("brand_id", "=", brand);

/** Which count: two of the same values go through the same pages. */
export type Run = { week: string; asOf: string; pages: number };

/** Of two that begin at once, one does, and has the row. */
export const beginRun = ({ realm, brand }: Place, { week, asOf, pages }: Run) =>
	build
		.insertInto("statistics_run")
		.values({ realm_id: realm, brand_id: brand, week, as_of: asOf, pages, page: 0, counts_json: "{}" })
		.onConflict((conflict) => conflict.doNothing())
		.returning("page");

export const removeRun = ({ realm, brand }: Place) =>
	build.deleteFrom("statistics_run").where("realm_id", "=", realm).where("brand_id", "=", brand);

/** A count of a week that is over is given up: its members are counted in the next one. */
export const removeOtherRun = (place: Place, week: string): Compilable => removeRun(place).where("week", "<>", week);

/** Adds a page, once: gives the row to the one that came first. */
export const advanceRun = ({ realm, brand }: Place, { week, asOf, pages }: Run, page: number, counts: Counts) =>
	build
		.updateTable("statistics_run")
		.set({ page: page + 1, counts_json: JSON.stringify(counts) })
		.where("realm_id", "=", realm)
		.where("brand_id", "=", brand)
		.where("week", "=", week)
		.where("as_of", "=", asOf)
		.where("pages", "=", pages)
		.where("page", "=", page)
		.returning("page");

/** `asOf`: who said yes until then counts. `textHashes`: of the words to which a yes counts. */
export type Asked = { purpose: "statistics"; recipient: ""; asOf: string; textHashes: readonly string[] };

/** The answers that stand: an answer that is no yes, or was taken back, has ended. */
const saidYes = (brand: BrandId, { purpose, recipient, asOf, textHashes }: Asked) =>
	build
		.selectFrom("consent_event as e")
		.where("e.brand_id", "=", brand)
		.where("e.purpose", "=", purpose)
		.where("e.recipient", "=", recipient)
		.where("e.ended_at", "is", null)
		.where("e.text_hash", "in", [...textHashes])
		.where("e.happened_at", "<=", asOf);

export const countYes = (brand: BrandId, asked: Asked) =>
	saidYes(brand, asked).select((eb) => eb.fn.count<number>("e.id").as("rows"));

/** Of the hashes of answers, both ends among them. */
export type HashRange = { from: string; to: string };

/**
 * Birth date and town of the active members on one page, with the key that opens them. Who restricted what is kept of
 * them, for this purpose or for all, is not there; of who restricted one of the two, that one is null.
 */
export const pageOfMembers = ({ realm, brand }: { realm: RealmId; brand: BrandId }, asked: Asked, range: HashRange) =>
	saidYes(brand, asked)
		.where("e.hash", ">=", range.from)
		.where("e.hash", "<=", range.to)
		.innerJoin("member_usable_for_use_of_site as m", (join) =>
			join.onRef("m.id", "=", "e.member_id").on("m.realm_id", "=", realm).on("m.state", "=", "active"),
		)
		.leftJoin("member_detail_usable_for_statistics as d", (join) =>
			join.onRef("d.member_id", "=", "e.member_id").on("d.realm_id", "=", realm),
		)
		.leftJoin("unit_key as k", (join) =>
			join.onRef("k.owner_id", "=", "e.member_id").on("k.realm_id", "=", realm).on("k.unit", "=", DETAIL_UNIT),
		)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom("restriction as r")
						.select("r.id")
						.whereRef("r.member_id", "=", "e.member_id")
						.where("r.lifted_at", "is", null)
						.where("r.item", "=", "")
						.where("r.purpose", "in", ["", asked.purpose])
						.where("r.brand_id", "in", ["", brand]),
				),
			),
		)
		.select(["e.member_id", "d.birth_date_sealed", "d.town_sealed"])
		.select(KEY_COLUMNS.map((column) => `k.${column}` as const));

/** Accounts of a realm: how many are active, and how many came and were closed in the week. One row each. */
export function accountsOfRealm(realm: RealmId, { from, to }: Week) {
	const accounts = build
		.selectFrom("member_usable_for_use_of_site as m")
		.where("m.realm_id", "=", realm)
		.select((eb) => eb.fn.count<number>("m.id").as("rows"));
	return [
		accounts.where("m.state", "=", "active"),
		accounts.where("m.created_at", ">=", from).where("m.created_at", "<", to),
		accounts.where("m.closed_at", ">=", from).where("m.closed_at", "<", to),
	] as const;
}

/** The same of the members of a brand, and how many memberships ended since the table before. */
export function accountsOfBrand(realm: RealmId, brand: BrandId, { from, to }: Week) {
	const accounts = build
		.selectFrom("membership_usable_for_use_of_site as p")
		.innerJoin("member_usable_for_use_of_site as m", (join) =>
			join.onRef("m.id", "=", "p.member_id").on("m.realm_id", "=", realm),
		)
		.where("p.brand_id", "=", brand)
		.select((eb) => eb.fn.count<number>("m.id").as("rows"));
	return [
		accounts.where("m.state", "=", "active"),
		accounts.where("p.joined_at", ">=", from).where("p.joined_at", "<", to),
		accounts.where("m.closed_at", ">=", from).where("m.closed_at", "<", to),
		build.selectFrom("ended_membership_count").select("count as rows").where("brand_id", "=", brand),
	] as const;
}

/** What a table takes of the memberships that ended: those that ended while it was made stay for the next. */
export const takeEnded = (brand: BrandId, count: number) =>
	build
		.updateTable("ended_membership_count")
		.set((eb) => ({ count: eb("count", "-", count) }))
		.where("brand_id", "=", brand);
