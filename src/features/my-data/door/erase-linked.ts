import type { Context, JobContext } from "#foundation/context.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { eraseSubjects } from "#foundation/rights/erase-subjects.ts";
import { readRealms } from "#foundation/rights/realms.ts";
import { ERASURE_HOOKS } from "../erasure/erasure-of-member.ts";
import type { LinkedPerson } from "./link.ts";

/**
 * Erases what a mailed link stands for, right after the answer: the holder of the link has the mailbox, and nobody here
 * has an account (GDPR Art. 17).
 */
export function eraseLinked(context: Context, persons: readonly LinkedPerson[]): void {
	const byKind = Map.groupBy(persons, ({ kind }) => kind.as);
	context.defer(async (job) => {
		for (const [kind, own] of byKind) await erase(context, job, { kind, ids: own.map(({ id }) => id) });
	});
}

async function erase(
	{ realm, running }: Context,
	job: JobContext,
	{ kind, ids }: { kind: string; ids: readonly string[] },
): Promise<void> {
	const database = job.database("retention");
	const { realms } = await readRealms(database, job.snapshot(), job.now);
	const own = realms.find((one) => one.realm === realm.id);
	if (own === undefined) return;
	const run = { context: job, database, register: running.register, hooks: ERASURE_HOOKS, terms: own.terms };
	const evidence = { day: calendarDay(job.at), at: job.at };
	await eraseSubjects(run, { kind, realm: own.realm, brands: own.brands, subjects: ids, evidence });
}
