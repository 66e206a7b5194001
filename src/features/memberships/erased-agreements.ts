import type { Compilable } from "kysely";
import type { RowsOf } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { evidenceDay, evidenceQueries } from "#foundation/ledgers/evidence.ts";
import { evidenceReads, removeAgreements } from "#foundation/ledgers/queries-evidence.ts";
import type { ErasedSubjects, ErasureHook } from "#foundation/register/declaration.ts";
import { soonestEnd } from "#foundation/register/terms.ts";

type Agreed = RowsOf<ReturnType<typeof evidenceReads>>;

/**
 * What members agreed to is sealed as their accounts are erased, for as long as it is evidence; both count from the
 * closing, which ended every consent.
 */
export const sealErasedAgreements: ErasureHook = async ({ database, keys, now }, erased) => {
	if (erased.kind !== "member") return [];
	const brands = erased.brands as readonly BrandId[];
	const queries = erased.subjects.map(({ id }) => evidenceReads(brands, id));
	const rows = (await database.read(...queries.flat())) as unknown as Agreed[number][];
	const ring = await keys();
	const sealed = erased.subjects.map(async ({ id: member, endedAt }, at): Promise<Compilable[]> => {
		const agreed = [rows[2 * at] ?? [], rows[2 * at + 1] ?? []] as Agreed;
		const own = [...new Set(agreed.flat().map(({ brand_id }) => brand_id as BrandId))];
		if (isPast(erased, endedAt, now)) return own.flatMap((brand) => removeAgreements(brand, member));
		return evidenceQueries(ring, { realm: erased.realm as RealmId, member, brands: own, at: endedAt }, agreed);
	});
	return (await Promise.all(sealed)).flat();
};

/** Tells whether evidence of what ended then would be none by now. */
const isPast = ({ terms }: ErasedSubjects, endedAt: string, now: number): boolean =>
	terms.length > 0 &&
	(["consent_evidence", "acceptance"] as const).every(
		// Evidence says the day alone.
		(rule) => soonestEnd(terms, rule, new Date(evidenceDay(endedAt))).getTime() <= now,
	);
