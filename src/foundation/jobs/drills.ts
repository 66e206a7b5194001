import type { Compilable, Insertable } from "kysely";
import { uuidv7 } from "../crypto/random.ts";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { DAY } from "../time.ts";

/**
 * Drills of restoring (DECISIONS 126): the operator's scheduler starts them, once a month; the database knows how they
 * ended, and who looks after it sees when one failed or did not happen.
 */
export const DRILL_CHECKS = ["backup", "restore", "migrations", "keys", "chains", "acts", "counts"] as const;
export type DrillCheck = (typeof DRILL_CHECKS)[number];

/** Milliseconds after which a drill is overdue: a month, and some days to start it by hand. */
const DRILL_WITHIN_MS = 35 * DAY;

export type DrillOutcome = {
	/** Epoch milliseconds. */
	startedAt: number;
	endedAt: number;
	/** When the backup was made, ISO 8601; undefined: there was none. */
	backupAt: string | undefined;
	/** The check that failed; undefined: none did. */
	failedAt: DrillCheck | undefined;
	rows: number;
	acts: number;
};

export function addDrill({ startedAt, endedAt, backupAt, failedAt, rows, acts }: DrillOutcome): Compilable {
	const row: Insertable<Tables["drill"]> = {
		id: uuidv7(endedAt),
		began_at: new Date(startedAt).toISOString(),
		ended_at: new Date(endedAt).toISOString(),
		backup_at: backupAt ?? null,
		outcome: failedAt === undefined ? "passed" : "failed",
		failed_at: failedAt ?? null,
		row_count: rows,
		act_count: acts,
	};
	return build.insertInto("drill").values(row);
}

const drills = () =>
	build
		.selectFrom("drill")
		.select(["began_at", "ended_at", "outcome", "failed_at"])
		.orderBy("ended_at", "desc")
		.limit(1);

/** The newest drill, the newest that passed, and when the database began. */
export const drillQueries = () =>
	[
		drills(),
		drills().where("outcome", "=", "passed"),
		build.selectFrom("migration").select("applied_at").where("number", "=", 1),
	] as const;

type Ended = { ended_at: string; failed_at: string | null };

/**
 * How the newest drill ended, and whether one should have passed since. `ended`: ISO 8601; null: there was none.
 * `failedAt`: the check that failed.
 */
export type DrillHealth = { ended: string | null; failedAt: DrillCheck | null; overdue: boolean };

/** @param now epoch milliseconds */
export function drillHealth(
	[newest, passed, begun]: readonly [readonly Ended[], readonly Ended[], readonly { applied_at: string }[]],
	now: number,
): DrillHealth {
	const since = passed[0]?.ended_at ?? begun[0]?.applied_at;
	return {
		ended: newest[0]?.ended_at ?? null,
		failedAt: DRILL_CHECKS.find((check) => check === newest[0]?.failed_at) ?? null,
		// One in the future is of a clock that was set back: nothing says that it was lately.
		overdue: since === undefined || Math.abs(now - Date.parse(since)) > DRILL_WITHIN_MS,
	};
}
