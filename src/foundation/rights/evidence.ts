import { type SelectQueryBuilder, sql } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RetentionId } from "../register/retention.ts";

/** SQL of what retention leaves as evidence: counts per realm, day, rule and table. Times are ISO 8601. */

export type EvidenceOf = { realm: string; day: string; at: string; rule: RetentionId; table: string };

const changes = () => sql<number>`changes()`;

/** One statement of an erasure that was asked for; its number among them. */
export type ErasureStatement = { erasure: string; step: number };

/** What the statement right before it in the batch erased, for the proof of the erasure that it is part of. */
export const countErased = (
	{ realm, table }: Pick<EvidenceOf, "realm" | "table">,
	{ erasure, step }: ErasureStatement,
) =>
	build
		.insertInto("erasure_count")
		.columns(["realm_id", "erasure_id", "step", "table_name", "erased"])
		.expression(
			build.selectNoFrom((eb) => [
				...[eb.val(realm).as("realm_id"), eb.val(erasure).as("erasure_id"), eb.val(step).as("step")],
				...[eb.val(table).as("table_name"), changes().as("erased")],
			]),
		)
		.onConflict((conflict) => conflict.doNothing());

/** How many rows; of one row, or of none. */
type Counted = SelectQueryBuilder<Tables, never, { rows: number }>;

/** Adds to the evidence of a day what a query counted; nothing where that is nothing. */
const note = ({ realm, day, at, rule, table }: EvidenceOf, what: "erased" | "kept", counted: Counted) =>
	build
		.insertInto("retention_run")
		.columns([
			"realm_id",
			"day",
			"rule",
			"table_name",
			what,
			what === "erased" ? "kept" : "erased",
			"first_at",
			"last_at",
		])
		.expression(
			build
				.selectFrom(counted.as("counted"))
				.select((eb) => [
					...[eb.val(realm).as("realm_id"), eb.val(day).as("day"), eb.val<string>(rule).as("rule")],
					...[eb.val(table).as("table_name"), eb.ref("counted.rows").as("rows"), eb.lit(0).as("others")],
					...[eb.val(at).as("first_at"), eb.val(at).as("last_at")],
				])
				.where("counted.rows", ">", 0),
		)
		.onConflict((conflict) =>
			conflict.columns(["realm_id", "day", "rule", "table_name"]).doUpdateSet((eb) => ({
				[what]: eb(`retention_run.${what}`, "+", eb.ref(`excluded.${what}`)),
				last_at: at,
			})),
		);

/**
 * What the statement right before it in the batch erased.
 * @param statement whose count stands between the two, where it is part of an erasure that was asked for
 */
export const noteErased = (of: EvidenceOf, statement?: ErasureStatement) =>
	note(of, "erased", statement === undefined ? changed() : countOf(of.realm, statement));

const changed = (): Counted => build.selectNoFrom(changes().as("rows"));

const countOf = (realm: string, { erasure, step }: ErasureStatement): Counted =>
	build
		.selectFrom("erasure_count")
		.select("erased as rows")
		.where("realm_id", "=", realm)
		.where("erasure_id", "=", erasure)
		.where("step", "=", step) as Counted;

/** Says up to which moment a rule has ended everything: triggers keep the record of staff from that moment on. */
export const noteCutoff = ({ realm, rule, at }: Omit<EvidenceOf, "table" | "day">, before: string) =>
	build
		.insertInto("retention_cutoff")
		.values({ realm_id: realm, rule, before, noted_at: at })
		.onConflict((conflict) => conflict.columns(["realm_id", "rule"]).doUpdateSet({ before, noted_at: at }));

/** Rows that an erasure leaves, each for a term of its own, as the batch finds them. @param held counts them */
export const noteKept = (of: EvidenceOf, held: Counted) => note(of, "kept", held);

/** The days before one, newest first, with how the pass over closed accounts went. */
export const retentionPasses = (realm: string, before: string, most: number) =>
	build
		.selectFrom("retention_pass")
		.select(["day", "examined", "started_at", "ended_at"])
		.where("realm_id", "=", realm)
		.where("day", "<", before)
		.orderBy("day", "desc")
		.limit(most);

/** What was erased on days before one; the days of the newest `most` passes. */
export const retentionRuns = (realm: string, before: string, most: number) =>
	build
		.selectFrom("retention_run")
		.select(["day", "rule", "table_name", "erased", "kept", "first_at", "last_at"])
		.where("realm_id", "=", realm)
		.where("day", "in", (eb) =>
			eb
				.selectFrom("retention_pass")
				.select("day")
				.where("realm_id", "=", realm)
				.where("day", "<", before)
				.orderBy("day", "desc")
				.limit(most),
		)
		.orderBy("day", "desc")
		.orderBy("rule")
		.orderBy("table_name");
