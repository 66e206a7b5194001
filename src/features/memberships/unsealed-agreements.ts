import type { Compilable } from "kysely";
import { everPublished } from "#foundation/brand/queries.ts";
import type { JobContext } from "#foundation/context.ts";
import { build, ConstraintViolated, type RowsOf } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { evidenceQueries } from "#foundation/ledgers/evidence.ts";
import { evidenceReads } from "#foundation/ledgers/queries-evidence.ts";

/** Memberships that one run takes. */
const MAX_ROWS = 50;

/**
 * Seals what was agreed to in memberships that had ended before evidence was sealed (DECISIONS 95). When exactly they
 * ended nothing says: the last word that the member said there counts, so that no term lasts longer than it should. A
 * member who is back on the brand keeps what stands there.
 */
export async function unsealedAgreementsJob(context: JobContext): Promise<void> {
	const ring = await context.keys();
	const database = context.database("unsealed agreements");
	const [rows] = await database.read(
		build.selectFrom("unsealed_agreement").select(["brand_id", "member_id"]).orderBy("brand_id").limit(MAX_ROWS),
	);
	if (rows.length === 0) return;
	const [published] = await database.read(everPublished());
	for (const { brand_id, member_id: member } of rows) {
		const brand = brand_id as BrandId;
		const realm = published.find((one) => one.brand_id === brand)?.realm_id as RealmId | undefined;
		if (realm === undefined) throw new Error("agreements of a brand that was never published");
		const [events, acceptances, back] = await database.read(
			...evidenceReads([brand], member),
			membership(brand, member),
		);
		const agreed: RowsOf<ReturnType<typeof evidenceReads>> = [events, acceptances];
		const at = agreed
			.flat()
			.map(({ happened_at }) => happened_at)
			.sort()
			.at(-1);
		const sealed: Compilable[] =
			at === undefined || at === "" || back.length > 0
				? []
				: await evidenceQueries(ring, { realm, member, brands: [brand], at }, agreed);
		try {
			await database.write(...sealed, done(brand, member));
		} catch (error) {
			// The member came back meanwhile: the next run sees it.
			if (!(error instanceof ConstraintViolated)) throw error;
		}
	}
}

const membership = (brand: BrandId, member: string) =>
	build.selectFrom("membership").select("joined_at").where("brand_id", "=", brand).where("member_id", "=", member);

const done = (brand: BrandId, member: string) =>
	build.deleteFrom("unsealed_agreement").where("brand_id", "=", brand).where("member_id", "=", member);
