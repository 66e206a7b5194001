import { everPublished } from "../brand/queries.ts";
import { currentEdition } from "../brand/registry.ts";
import type { LegalTerms } from "../brand/settings.ts";
import type { Snapshot } from "../brand/snapshot.ts";
import { build, type Database } from "../db/database.ts";
import { realmTermsAt } from "../register/terms.ts";
import type { Owner } from "./rows.ts";

/** A realm with every brand that it ever had, and the terms in force: of all, and of each brand. */
export type RealmInForce = Owner & { terms: readonly LegalTerms[]; termsOf(brand: string): readonly LegalTerms[] };

/** The day of the newest pass over closed accounts. */
const newestPass = () => build.selectFrom("retention_pass").select((eb) => eb.fn.max("day").as("day"));

/** Every realm with the terms that are in force there now, and the day of the newest pass over closed accounts. */
export async function readRealms(
	database: Database,
	snapshot: Snapshot,
	now: number,
): Promise<{ realms: RealmInForce[]; newestPass: string | undefined }> {
	const [rows, [newest]] = await database.read(everPublished(), newestPass());
	const published = new Map<string, Set<string>>();
	for (const { realm_id, brand_id } of rows)
		published.set(realm_id, (published.get(realm_id) ?? new Set()).add(brand_id));
	for (const { id, brands } of snapshot.realms()) published.set(id, new Set([...(published.get(id) ?? []), ...brands]));
	const at = new Date(now).toISOString();
	const realms = [...published].map(([realm, brands]): RealmInForce => {
		const known = snapshot.findRealm({ id: realm });
		const terms = known ? realmTermsAt(known, at) : [];
		// A brand that is gone, or whose terms cannot be read, sets none of its own: what it has follows its realm.
		const termsOf = (brand: string) => editionTerms(snapshot, brand, now) ?? terms;
		return { realm, brands: [...brands], terms, termsOf };
	});
	return { realms, newestPass: newest?.day ?? undefined };
}

function editionTerms(snapshot: Snapshot, brand: string, now: number): LegalTerms[] | undefined {
	try {
		const known = snapshot.findBrand(brand);
		return known && [currentEdition(known, now).legal];
	} catch {
		return undefined;
	}
}
