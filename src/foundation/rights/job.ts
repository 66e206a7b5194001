import type { LegalTerms } from "../brand/settings.ts";
import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import { StandsStill, Unavailable } from "../errors.ts";
import { calendarDay } from "../i18n/date.ts";
import type { ErasureHook, Register } from "../register/declaration.ts";
import { beginsWithClosing } from "../register/terms.ts";
import { DAY } from "../time.ts";
import { kindOf } from "./erase-subjects.ts";
import { eraseDueOthers, runPass } from "./pass.ts";
import { type RealmInForce, readRealms } from "./realms.ts";
import { sweepsOf } from "./steps.ts";
import { boundSweeps, type DueSweep, dueSweeps, platformSweeps, sweepQueries } from "./sweep.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 25_000;
/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 15_000;
/** Rows of one sweep that one batch takes, or a few more of the same moment. */
const MAX_ROWS = 500;

/**
 * What the product stores, and what its features write as a person's data go. `mostDaysApart`: between two passes over
 * closed accounts; where the clock says more, it may be wrong, and an operator has to say that it is not.
 */
export type RetentionParts = {
	register: Register;
	hooks: readonly ErasureHook[];
	mostDaysApart?: number;
};

/**
 * Erases what its term has ended (DECISIONS 96): each minute rows with a clock of their own, and once a day the closed
 * accounts whose day has come. What one run leaves, the next one does: a run that is late, killed or done twice ends
 * where one that is not would. What cannot be erased holds up nothing else.
 * @throws StandsStill when something could not be erased, once all else is; and at once where the clock may be wrong
 */
export async function retentionJob(context: JobContext, parts: RetentionParts): Promise<void> {
	// Nothing is deleted from a database that the keys do not fit.
	await context.keys();
	const until = context.clock() + RUN_LIMIT_MS;
	const database = context.database("retention", TRIP_LIMIT_MS);
	const { realms, newestPass } = await readRealms(database, context.snapshot(), context.now);
	requireLikelyClock(newestPass, context, parts.mostDaysApart);
	const failed: string[] = [];
	for (let more = true; more && context.clock() < until; )
		more = await sweepOnce(context, database, allDue(parts.register, realms, context.step().now), failed);
	for (const realm of realms) {
		const run = { context, database, realm, terms: realm.terms, until, ...parts };
		for (const erase of [eraseDueOthers, runPass])
			await unlessRefused(`accounts of ${realm.realm}`, failed, async () => {
				const refused = await erase(run);
				const kinds = [...new Set(refused.map(({ kind }) => kind))].join(", ");
				if (refused.length > 0) failed.push(`${refused.length} accounts of ${realm.realm} (${kinds})`);
			});
	}
	if (failed.length > 0) standStill(`what could not be erased, the next run tries again: ${failed.join(", ")}`);
}

/** A clock that is years ahead by mistake would erase what nobody brings back. @throws StandsStill */
function requireLikelyClock(
	newestLook: string | undefined,
	{ now }: JobContext,
	most = Number.POSITIVE_INFINITY,
): void {
	if (newestLook === undefined) return;
	const days = Math.round((now - Date.parse(newestLook)) / DAY);
	if (days > most)
		standStill(
			`closed accounts were last checked ${days} days ago by this clock; if it is right, run: npm run retention -- --resume`,
		);
}

/** A sentence with names of tables and numbers of accounts. @throws StandsStill */
function standStill(standstill: string): never {
	console.error(`retention: ${standstill}`);
	throw new StandsStill(standstill);
}

/** Notes what fails for a reason of its own; without the database nothing goes on. */
async function unlessRefused(what: string, failed: string[], work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (error instanceof Unavailable) throw error;
		failed.push(`${what} (${kindOf(error)})`);
	}
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

/**
 * One batch of sweeps; those of a batch that the database refuses are done one by one.
 * @returns whether some rows that are due are left
 */
async function sweepOnce(
	context: JobContext,
	database: Database,
	due: readonly DueSweep[],
	failed: string[],
): Promise<boolean> {
	const { at } = context.step();
	const evidence = { day: calendarDay(at), at };
	const bounded = await boundSweeps(database, due, MAX_ROWS);
	if (bounded.length === 0) return false;
	const write = (sweeps: readonly DueSweep[]) => database.write(...sweepQueries(sweeps, evidence));
	try {
		await write(bounded.map((one) => one.due));
		return bounded.some(({ rows }) => rows >= MAX_ROWS);
	} catch (error) {
		if (error instanceof Unavailable) throw error;
	}
	for (const { due: one } of bounded)
		await unlessRefused(`${one.sweep.table} by ${one.sweep.rule}`, failed, async () => {
			await write([one]);
		});
	return false;
}
