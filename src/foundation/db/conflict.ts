import { ConstraintViolated } from "./database.ts";

const MAX_TRIES = 4;

/**
 * For what two tabs, two presses of one button, or a member and the minute's work may do at once: they meet at a
 * constraint of the database, and the one that came second reads what the first wrote and does what is left to do.
 * `work` reads and writes again each time.
 * @throws ConstraintViolated when others were first each time
 */
export async function retryOnConflict<Result>(work: () => Promise<Result>): Promise<Result> {
	for (let time = 1; ; time++) {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof ConstraintViolated) || time === MAX_TRIES) throw error;
		}
	}
}
