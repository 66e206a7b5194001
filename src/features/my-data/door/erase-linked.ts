import { endRegistrations } from "#features/accounts/closing.ts";
import type { Context, JobContext } from "#foundation/context.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { eraseSubjects } from "#foundation/rights/erase-subjects.ts";
import { readRealms } from "#foundation/rights/realms.ts";
import { ERASURE_HOOKS } from "../erasure/erasure-of-member.ts";
import type { LinkedPerson } from "./link.ts";

/**
 * Erases what a mailed link stands for (GDPR Art. 17): the holder of the link has the mailbox, and nobody there has an
 * account. Registrations expire at once, so that retention erases them within a minute where the work after the answer
 * dies. Done twice, it does nothing the second time.
 */
export async function eraseLinked(context: Context, persons: readonly LinkedPerson[]): Promise<void> {
	const byKind = Map.groupBy(persons, ({ kind }) => kind.as);
	const registrations = (byKind.get("registration") ?? []).map(({ id }) => id);
	await context
		.database()
		.for("signing in")
		.write(endRegistrations(context.realm.id, registrations, context.at));
	context.defer(async (job) => {
		for (const [kind, own] of byKind) await erase(context, job, { kind, subjects: own.map(({ id }) => id) });
	});
}

async function erase(
	{ realm, running }: Context,
	job: JobContext,
	{ kind, subjects }: { kind: string; subjects: readonly string[] },
): Promise<void> {
	const database = job.database("retention");
	const { realms } = await readRealms(database, job.snapshot(), job.now);
	const own = realms.find((one) => one.realm === realm.id);
	if (own === undefined) return;
	const run = { context: job, database, register: running.register, hooks: ERASURE_HOOKS, terms: own.terms };
	const evidence = { day: calendarDay(job.at), at: job.at };
	await eraseSubjects(run, { kind, realm: own.realm, brands: own.brands, subjects, evidence });
}
