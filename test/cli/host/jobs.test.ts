import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRateLimiter, TRIES_PER_MINUTE } from "#cli/host/rate-limiter.ts";
import { startJobTimer } from "#cli/host/timer.ts";

/** A run that lasts until it is told to end. */
function jobs() {
	const ends: ((error?: Error) => void)[] = [];
	let running = 0;
	let most = 0;
	return {
		ends,
		most: () => most,
		run: () =>
			new Promise<void>((resolve, reject) => {
				running += 1;
				most = Math.max(most, running);
				ends.push((error) => {
					running -= 1;
					if (error) reject(error);
					else resolve();
				});
			}),
	};
}

const failures: unknown[] = [];
const options = { intervalMs: 60_000, onFailure: (error: unknown) => failures.push(error) };

describe("the timer of the jobs", () => {
	beforeEach(() => {
		failures.length = 0;
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it("begins a run each minute, and none while one lasts", async () => {
		const { run, ends, most } = jobs();
		const timer = startJobTimer(run, options);
		expect(ends).toHaveLength(0);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(ends).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(180_000);
		expect(ends).toHaveLength(1);
		ends[0]?.();
		await vi.advanceTimersByTimeAsync(59_000);
		expect(ends, "what was left out is not made up for").toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(ends).toHaveLength(2);
		expect(most()).toBe(1);
		ends[1]?.();
		await timer.stop();
	});

	it("goes on after a run that failed", async () => {
		const { run, ends } = jobs();
		const timer = startJobTimer(run, options);
		await vi.advanceTimersByTimeAsync(60_000);
		ends[0]?.(new Error("no database"));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(failures).toHaveLength(1);
		expect(ends).toHaveLength(2);
		ends[1]?.();
		await timer.stop();
	});

	it("runs what is asked for after the run of now, and tells how that one ended", async () => {
		const { run, ends, most } = jobs();
		const timer = startJobTimer(run, options);
		const first = timer.runNow();
		const second = timer.runNow();
		second.catch(() => undefined);
		await vi.advanceTimersByTimeAsync(0);
		expect(ends).toHaveLength(1);
		ends[0]?.();
		await first;
		await vi.advanceTimersByTimeAsync(0);
		ends[1]?.(new Error("no bucket"));
		await expect(second).rejects.toThrow("no bucket");
		expect(most()).toBe(1);
		expect(failures).toEqual([]);
		await timer.stop();
	});

	it("begins none once it is stopped, and stops with the run of now", async () => {
		const { run, ends } = jobs();
		const timer = startJobTimer(run, options);
		await vi.advanceTimersByTimeAsync(60_000);
		let stopped = false;
		const stop = timer.stop().then(() => {
			stopped = true;
		});
		await vi.advanceTimersByTimeAsync(120_000);
		expect(stopped).toBe(false);
		ends[0]?.();
		await stop;
		await timer.runNow();
		await vi.advanceTimersByTimeAsync(120_000);
		expect(ends).toHaveLength(1);
	});
});

describe("the limits on tries in one process", () => {
	it("are those of wrangler.toml", () => {
		const { ratelimits } = parse(readFileSync("wrangler.toml", "utf8"));
		expect(ratelimits).toEqual(
			Object.entries(TRIES_PER_MINUTE).map(([name, limit]) =>
				expect.objectContaining({ name, simple: { limit, period: 60 } }),
			),
		);
	});

	it("let so many of each key through in a minute, and begin again with the next", async () => {
		let now = 120_000;
		const limiter = createRateLimiter(3, () => now);
		const tries = async (key: string, count: number) => {
			const answers = [];
			for (let index = 0; index < count; index++) answers.push((await limiter.limit({ key })).success);
			return answers;
		};
		expect(await tries("a", 5)).toEqual([true, true, true, false, false]);
		expect(await tries("b", 1)).toEqual([true]);
		now += 59_999;
		expect(await tries("a", 1)).toEqual([false]);
		now += 1;
		expect(await tries("a", 4)).toEqual([true, true, true, false]);
	});

	it("hold so many keys at most, and let others through", async () => {
		const limiter = createRateLimiter(1, () => 0);
		for (let index = 0; index < 150_000; index++) await limiter.limit({ key: String(index) });
		expect(await limiter.limit({ key: "0" })).toEqual({ success: false });
		expect(await limiter.limit({ key: "149999" })).toEqual({ success: true });
	});
});
