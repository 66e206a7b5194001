import type { Compilable } from "kysely";
import { build } from "../db/database.ts";

/** SQL of the table of jobs, on behalf of the system. Times are ISO 8601. */

/**
 * `now`: of this tick. `until`: the end of the lease. `dueBefore`: a run that began later and ended well was enough.
 * `nextTick`, `untilAfter`: no run begins and no lease ends after these, but by a clock that was set back since.
 */
export type Lease = Record<"holder" | "now" | "until" | "dueBefore" | "nextTick" | "untilAfter", string>;

/** Takes the lease of a job that is due, unless another holds it. A row comes back to the holder alone. */
export const leaseJob = (name: string, { holder, now, until, dueBefore, nextTick, untilAfter }: Lease) =>
	build
		.insertInto("job")
		.values({ name, last_started_at: now, lease_holder: holder, leased_until: until, failures: 0 })
		.onConflict((conflict) =>
			conflict
				.column("name")
				.doUpdateSet((eb) => ({
					last_started_at: now,
					lease_holder: holder,
					leased_until: until,
					// A lease that ran out was of a run that died.
					failures: eb
						.case()
						.when("job.leased_until", "is not", null)
						.then(eb("job.failures", "+", 1))
						.else(eb.ref("job.failures"))
						.end(),
				}))
				.where((eb) =>
					eb.or([
						eb("job.leased_until", "is", null),
						eb("job.leased_until", "<=", now),
						eb("job.leased_until", ">", untilAfter),
					]),
				)
				.where((eb) =>
					eb.or([
						eb("job.last_ended_at", "is", null),
						eb("job.last_ended_at", "<", eb.ref("job.last_started_at")),
						eb("job.last_started_at", "<=", dueBefore),
						eb("job.last_started_at", ">", nextTick),
					]),
				),
		)
		.returning("name");

/** What a run writes as it ends; a run that lost its lease writes nothing. `ended`: when, if it ended well. */
export const endJob = (name: string, holder: string, ended: string | undefined): Compilable =>
	build
		.updateTable("job")
		.set((eb) => ({
			lease_holder: null,
			leased_until: null,
			...(ended === undefined ? { failures: eb("failures", "+", 1) } : { last_ended_at: ended, failures: 0 }),
		}))
		.where("name", "=", name)
		.where("lease_holder", "=", holder);

/** A run without a lease. `ended`: when, if it ended well. */
export const noteRun = (name: string, started: string, ended: string | undefined) =>
	build
		.insertInto("job")
		.values({ name, last_started_at: started, last_ended_at: ended ?? null, failures: ended === undefined ? 1 : 0 })
		.onConflict((conflict) =>
			conflict.column("name").doUpdateSet((eb) => ({
				last_started_at: started,
				...(ended === undefined ? { failures: eb("job.failures", "+", 1) } : { last_ended_at: ended, failures: 0 }),
			})),
		)
		.returning("name");

export const endsOfJobs = () => build.selectFrom("job").select(["name", "last_ended_at", "failures"]);
