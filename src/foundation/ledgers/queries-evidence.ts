import type { Compilable } from "kysely";
import { unitKeysOf } from "../crypto/queries.ts";
import { build } from "../db/database.ts";
import type { BrandId, RealmId } from "../ids.ts";

/** SQL of evidence: of what a membership leaves behind. */

/** Tables whose rows become evidence as a membership or an account ends. */
export const AGREEMENT_TABLES = ["consent_event", "acceptance"] as const;

/** Everything of a member on these brands that becomes evidence, for `evidenceQueries`. */
export const evidenceReads = (brands: readonly BrandId[], member: string) =>
	[
		build
			.selectFrom("consent_event")
			.select(["brand_id", "id", "purpose", "recipient", "kind", "text_hash", "method", "happened_at", "ended_at"])
			.select(["previous_hash", "hash"])
			.where("brand_id", "in", [...brands])
			.where("member_id", "=", member),
		build
			.selectFrom("acceptance")
			.select(["brand_id", "id", "document", "number", "locale", "hash", "kind", "happened_at"])
			.where("brand_id", "in", [...brands])
			.where("member_id", "=", member)
			.orderBy("happened_at")
			.orderBy("id"),
	] as const;

/**
 * Breaks a constraint when the member has other rows on the brand than were read: those would go without becoming
 * evidence.
 * @throws ConstraintViolated, with its batch
 */
export function requireAllRead(
	{ realm, brand, member }: { realm: RealmId; brand: BrandId; member: string },
	read: { events: number; acceptances: number },
): Compilable {
	const rowsIn = (table: (typeof AGREEMENT_TABLES)[number]) =>
		build
			.selectFrom(table as "acceptance")
			.select((eb) => eb.fn.countAll<number>().as("rows"))
			.where("brand_id", "=", brand)
			.where("member_id", "=", member);
	return (
		build
			.insertInto("consent_evidence")
			// Nothing sealed: the table refuses the row.
			.columns(["realm_id", "id"])
			.expression(
				build
					.selectNoFrom((eb) => [eb.val<string>(realm).as("realm_id"), eb.val("").as("id")])
					.where((eb) =>
						eb.or([eb(rowsIn("consent_event"), "<>", read.events), eb(rowsIn("acceptance"), "<>", read.acceptances)]),
					),
			)
	);
}

export const removeAgreements = (brand: BrandId, member: string) =>
	AGREEMENT_TABLES.map((table) =>
		build
			.deleteFrom(table as "acceptance")
			.where("brand_id", "=", brand)
			.where("member_id", "=", member),
	);

/** The evidence about one member, sealed. `indexes`: of the member, under every version alive. */
export const evidenceOf = (realm: RealmId, indexes: readonly Uint8Array[]) =>
	[
		build
			.selectFrom("consent_evidence")
			.select(["realm_id", "id", "answers_sealed as sealed", "ended_at", "previous_hash", "hash"])
			.where("realm_id", "=", realm)
			.where("subject_index", "in", [...indexes]),
		build
			.selectFrom("acceptance_evidence")
			.select(["realm_id", "id", "acceptances_sealed as sealed", "ended_at", "previous_hash", "hash"])
			.where("realm_id", "=", realm)
			.where("subject_index", "in", [...indexes]),
	] as const;

/** The keys of that evidence. */
export const evidenceKeysOf = (realm: RealmId, indexes: readonly Uint8Array[]) =>
	(["consent_evidence", "acceptance_evidence"] as const).map((table) =>
		unitKeysOf(
			realm,
			build
				.selectFrom(table as "consent_evidence")
				.select("id")
				.where("realm_id", "=", realm)
				.where("subject_index", "in", [...indexes]),
			["evidence"],
		),
	) as [ReturnType<typeof unitKeysOf>, ReturnType<typeof unitKeysOf>];
