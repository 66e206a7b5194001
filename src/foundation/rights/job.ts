import { currentEdition } from "../brand/registry.ts";
import type { LegalTerms } from "../brand/settings.ts";
import type { Snapshot } from "../brand/snapshot.ts";
import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import { StandsStill } from "../errors.ts";
import { calendarDay } from "../i18n/date.ts";
import type { Register } from "../register/declaration.ts";
import { beginsWithClosing, realmTermsAt } from "../register/terms.ts";
import { everPublished } from "./due-subjects.ts";
import type { ErasureHook } from "./hook.ts";
import { eraseDueOthers, runPass } from "./pass.ts";
import { sweepsOf } from "./steps.ts";
import { boundSweeps, type DueSweep, dueSweeps, platformSweeps, type RealmInForce, sweepQueries } from "./sweep.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 25_000;
/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 15_000;
/** Rows of one sweep that one batch takes, or a few more of the same moment. */
const MAX_ROWS = 500;

/** What the product stores, and what its features write as a person's data go. */
export type RetentionParts = { register: Register; hooks: readonly ErasureHook[] };

/**
 * Erases what its term has ended (DECISIONS 96): each minute rows with a clock of their own, and once a day the closed
 * accounts whose day has come. What one run leaves, the next one does: a run that is late, killed or done twice ends
 * where one that is not would.
 * @throws StandsStill when somebody could not be erased, once all others are
 */
export async function retentionJob(context: JobContext, parts: RetentionParts): Promise<void> {
	// Nothing is deleted from a database that the keys do not fit.
	await context.keys();
	const until = context.clock() + RUN_LIMIT_MS;
	const database = context.database("retention", TRIP_LIMIT_MS);
	const realms = await realmsInForce(database, context.snapshot(), context.now);
	for (let more = true; more && context.clock() < until; ) more = await sweep(context, database, realms, parts);
	let failed = 0;
	for (const realm of realms) {
		const run = { context, database, realm, terms: realm.terms, until, ...parts };
		failed += (await eraseDueOthers(run)).length + (await runPass(run)).length;
	}
	if (failed > 0) standStill(`${failed} accounts could not be erased; the next run tries again`);
}

/** A sentence with numbers of accounts. @throws StandsStill */
function standStill(standstill: string): never {
	console.error(`retention: ${standstill}`);
	throw new StandsStill(standstill);
}

/** Every realm that was ever published, with the terms that are in force there now. */
export async function realmsInForce(database: Database, snapshot: Snapshot, now: number): Promise<RealmInForce[]> {
	const published = await everPublished(database);
	const at = new Date(now).toISOString();
	for (const { id, brands } of snapshot.realms())
		published.set(id, [...new Set([...(published.get(id) ?? []), ...brands])]);
	const editionTerms = (brand: string): LegalTerms[] => {
		const known = snapshot.findBrand(brand);
		return known ? [currentEdition(known, now).legal] : [];
	};
	return [...published].map(([realm, brands]) => {
		const known = snapshot.findRealm({ id: realm });
		const terms = known ? realmTermsAt(known, at) : [];
		// A brand that is gone set no terms of its own: what it left follows its realm.
		const termsOf = (brand: string) => (snapshot.hasBrand(brand) ? editionTerms(brand) : terms);
		return { realm, brands, terms, termsOf };
	});
}

/** What every rule has ended by now, over all realms. */
export function allDue(register: Register, realms: readonly RealmInForce[], now: number): DueSweep[] {
	const date = new Date(now);
	const sweeps = (terms: readonly LegalTerms[]) => sweepsOf(register, (rule) => beginsWithClosing(terms, rule));
	const everywhere = realms.flatMap(({ terms }) => terms);
	return [
		...platformSweeps(sweeps(everywhere), everywhere, date),
		...realms.flatMap((realm) => dueSweeps(sweeps(realm.terms), realm, date)),
	];
}

/** One batch of sweeps. @returns whether some rows that are due are left */
async function sweep(
	context: JobContext,
	database: Database,
	realms: readonly RealmInForce[],
	{ register }: RetentionParts,
): Promise<boolean> {
	const { now, at } = context.step();
	const bounded = await boundSweeps(database, allDue(register, realms, now), MAX_ROWS);
	if (bounded.length === 0) return false;
	const evidence = { day: calendarDay(at), at };
	await database.write(
		...sweepQueries(
			bounded.map(({ due }) => due),
			evidence,
		),
	);
	return bounded.some(({ rows }) => rows >= MAX_ROWS);
}
