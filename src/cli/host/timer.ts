import { inTurn } from "./in-turn.ts";

export type JobTimer = {
	/** Runs the jobs once more, after the current run. */
	runNow(): Promise<void>;
	/** Starts no further run; resolves when the current run has ended. */
	stop(): Promise<void>;
};

/**
 * Runs the jobs at an interval, one run at a time: while one lasts, the interval brings no other.
 * @param onFailure of a run that the timer began
 */
export function startJobTimer(
	run: () => Promise<void>,
	{ intervalMs, onFailure }: { intervalMs: number; onFailure(error: unknown): void },
): JobTimer {
	const queue = inTurn();
	let running = 0;
	let stopped = false;
	const runNow = () => {
		running += 1;
		return queue(async () => {
			try {
				if (!stopped) await run();
			} finally {
				running -= 1;
			}
		});
	};
	const interval = setInterval(() => {
		if (running === 0) runNow().catch(onFailure);
	}, intervalMs);
	return {
		runNow,
		async stop() {
			stopped = true;
			clearInterval(interval);
			await queue(async () => undefined);
		},
	};
}
