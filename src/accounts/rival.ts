import { ConstraintViolated } from "../db/database.ts";

const MOST = 4;

/**
 * For what two tabs, or two presses of one button, may do at once: they meet at a unique index of the database, and
 * the one that came second reads what the first wrote and does what is left to do. `work` reads and writes anew.
 */
export async function afterRivals<Result>(work: () => Promise<Result>): Promise<Result> {
	for (let time = 1; ; time++) {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof ConstraintViolated) || time === MOST) throw error;
		}
	}
}
