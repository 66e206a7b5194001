import type { Compilable, Expression } from "kysely";
import { unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { HIDING_KINDS, MEASURE_UNITS, type MeasureKind, type MeasureScope, suspensionOf } from "./measure.ts";

/** SQL of measures. A measure stands from its beginning until it ends; most have no end that is set. */

const COLUMNS = ["id", "kind", "brand_id", "clause", "source", "automated", "reason_sealed", "begins_at"] as const;

/** @param at ISO 8601 */
const standing = (realm: RealmId, at: string) =>
	build
		.selectFrom("measure")
		.where("measure.realm_id", "=", realm)
		.where((eb) => eb.or([eb("measure.ends_at", "is", null), eb("measure.ends_at", ">", at)]));

/** What stands against a member. @param at ISO 8601 */
export const standingMeasures = (realm: RealmId, member: string, at: string) =>
	standing(realm, at).select(COLUMNS).where("member_id", "=", member).orderBy("begins_at");

/** The suspension that stands on a brand, or "" for that of the whole account. */
export const standingSuspension = (realm: RealmId, member: string, scope: MeasureScope, at: string) =>
	standingMeasures(realm, member, at).where("brand_id", "=", scope).where("kind", "=", suspensionOf(scope));

/** What the statement of reasons of a suspension is read from. */
export const reasonQueries = (realm: RealmId, member: string, scope: MeasureScope, at: string) =>
	[standingSuspension(realm, member, scope, at), unitKeysOfParts(realm, [member], MEASURE_UNITS)] as const;

/**
 * Members whom nobody sees on a brand; an account that is suspended says so itself too. For `member_id in (…)` or
 * `not in`, with the members that are asked for. `brand`: its id, or the column of an outer query that holds it.
 */
export const hiddenMembers = (realm: RealmId, brand: BrandId | Expression<string>, at: string) =>
	standing(realm, at)
		.select("measure.member_id")
		.where("measure.brand_id", "in", [brand, ""])
		.where("measure.kind", "in", HIDING_KINDS);

export type NewMeasure = {
	id: string;
	member: string;
	kind: MeasureKind;
	scope: MeasureScope;
	/** '' where the grounds are not known any more. */
	clause: string;
	source: string;
	/** Whether it began without a person at that moment. */
	automated?: boolean;
	reason: Uint8Array | null;
	/** A member of staff. */
	by: string;
	/** ISO 8601 */
	at: string;
};

const ROW = [
	...(["realm_id", "id", "member_id", "kind", "brand_id", "clause", "source", "reason_sealed"] as const),
	...(["automated", "decided_by", "begins_at"] as const),
] as const;

const rowOf = (
	realm: RealmId,
	{ id, member, kind, scope, clause, source, automated = false, reason, by, at }: NewMeasure,
) =>
	build.selectNoFrom((eb) => [
		...[eb.val<string>(realm).as("realm_id"), eb.val(id).as("id"), eb.val(member).as("member_id")],
		...[eb.val<string>(kind).as("kind"), eb.val<string>(scope).as("brand_id"), eb.val(clause).as("clause")],
		...[eb.val(source).as("source"), eb.val(reason).as("reason_sealed")],
		...[eb.val(automated ? 1 : 0).as("automated"), eb.val(by).as("decided_by"), eb.val(at).as("begins_at")],
	]);

/** Adds a measure. @throws ConstraintViolated, with its batch, where the same stands already */
export const addMeasure = (realm: RealmId, measure: NewMeasure): Compilable =>
	build.insertInto("measure").columns(ROW).expression(rowOf(realm, measure));

/** Adds a measure, if the statement right before it in the batch changed a row. */
export const addMeasureAfterChange = (realm: RealmId, measure: NewMeasure): Compilable =>
	build
		.insertInto("measure")
		.columns(ROW)
		.expression(rowOf(realm, measure).where((eb) => eb(eb.fn<number>("changes", []), "=", 1)));

/** Adds a measure of a brand, unless the same stands already or the member has no place there. */
export const addBrandMeasure = (realm: RealmId, brand: BrandId, measure: NewMeasure) =>
	build
		.insertInto("measure")
		.columns(ROW)
		.expression(
			rowOf(realm, measure)
				.where(({ not, exists }) => not(exists(standingSuspension(realm, measure.member, brand, measure.at))))
				.where(({ exists }) =>
					exists(
						build
							.selectFrom("membership")
							.select("membership.member_id")
							.where("membership.brand_id", "=", brand)
							.where("membership.member_id", "=", measure.member),
					),
				),
		)
		.returning("id");

/** Lifts a suspension on a brand; that of the whole account ends as the account is restored. */
export const liftSuspension = (realm: RealmId, member: string, brand: BrandId, at: string) =>
	build
		.updateTable("measure")
		.set({ ends_at: at })
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("brand_id", "=", brand)
		.where("kind", "=", suspensionOf(brand))
		.where("ends_at", "is", null)
		.returning("id");
