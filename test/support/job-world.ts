import type { JobContext } from "#foundation/context.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import { openSystem } from "#foundation/system.ts";
import { someSettings } from "./fixtures/settings.ts";
import { memoryDatabase } from "./stores/memory-database.ts";

/** Processes that share one database, on values, with a clock that the test moves. */
export type JobWorld = {
	/** Epoch milliseconds. */
	time: number;
	database: Database;
	/** The database does not answer anyone. */
	away: boolean;
	/** The context of a process; a process that died reaches no database any more. */
	process(): { system: JobContext; die(): void };
	rows(): Promise<{ name: string; last_ended_at: string | null; failures: number; leased_until: string | null }[]>;
};

export const START = Date.parse("2026-11-22T08:00:00.000Z");

export function jobWorld(): JobWorld {
	const database = memoryDatabase();
	const settings = someSettings();
	const world: JobWorld = {
		time: START,
		database,
		away: false,
		process() {
			let isAlive = true;
			const refuse = () => !isAlive || world.away;
			const own: Database = {
				...database,
				read: (...queries) => (refuse() ? Promise.reject(gone()) : database.read(...queries)),
				write: (...queries) => (refuse() ? Promise.reject(gone()) : database.write(...queries)),
				as: () => own,
				for: () => own,
			};
			const platform = { now: () => world.time, wait: () => Promise.resolve() };
			return {
				system: openSystem({ settings, platform, keepAlive: () => undefined }, { database: () => own }),
				die() {
					isAlive = false;
				},
			};
		},
		async rows() {
			const [rows] = await database.read(
				build.selectFrom("job").select(["name", "last_ended_at", "failures", "leased_until"]).orderBy("name"),
			);
			return rows;
		},
	};
	return world;
}

const gone = () => new DatabaseUnavailable("the database did not answer");
