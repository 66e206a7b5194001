import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Delivery, Lane, type LaneLimits, type Outgoing } from "#foundation/recipients/outbound/lane.ts";

const LIMITS: LaneLimits = {
	...{ inFlight: 2, waiting: 3, answer: 100, isLateFailure: true, fresh: 5_000, failures: 3, pause: 30_000 },
};
const outgoing = (url: string): Outgoing => ({ method: "GET", url, headers: {}, body: undefined });

/** A recipient whose answers the test gives. */
function recipient() {
	const asked: { url: string; answer(delivery: Delivery): void; fail(): void }[] = [];
	const deliver = ({ url }: Outgoing) =>
		new Promise<Delivery>((resolve, reject) => {
			asked.push({ url, answer: resolve, fail: () => reject(new TypeError("Network connection lost")) });
		});
	return { asked, deliver, urls: () => asked.map(({ url }) => url) };
}

const NEVER = Number.POSITIVE_INFINITY;
const settle = async () => {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe("the way to a recipient", () => {
	it("takes so many at once and lets so many wait; the newest beyond is dropped and counted", async () => {
		const lane = new Lane(LIMITS);
		const { asked, deliver, urls } = recipient();
		const runs = ["a", "b", "c", "d", "e", "f", "g"].map((name) => {
			lane.offer(outgoing(name), 0);
			return lane.run(deliver, () => 0, NEVER);
		});
		expect(urls()).toEqual(["a", "b"]);
		expect(lane.waiting).toBe(3);
		expect(lane.counts).toEqual({ sent: 0, late: 0, failed: 0, dropped: 2 });
		for (let next = 0; next < 5; next++) {
			asked[next]?.answer("taken");
			await settle();
		}
		await Promise.all(runs);
		expect(urls()).toEqual(["a", "b", "c", "d", "e"]);
		expect(lane.counts).toEqual({ sent: 5, late: 0, failed: 0, dropped: 2 });
	});

	it("tries nothing twice, and leaves a recipient alone after failures in a row", async () => {
		const lane = new Lane(LIMITS);
		const { asked, deliver } = recipient();
		let now = 0;
		const send = async (taken: boolean) => {
			const isTaken = lane.offer(outgoing("x"), now);
			const run = lane.run(deliver, () => now, NEVER);
			if (taken) asked.at(-1)?.answer("taken");
			else asked.at(-1)?.fail();
			await run;
			return isTaken;
		};
		await send(false);
		await send(false);
		await send(true);
		await send(false);
		await send(false);
		expect(lane.isClosed(now)).toBe(false);
		await send(false);
		expect(lane.isClosed(now)).toBe(true);
		expect(asked).toHaveLength(6);
		expect(await send(true)).toBe(false);
		expect(asked).toHaveLength(6);
		expect(lane.counts).toEqual({ sent: 1, late: 0, failed: 5, dropped: 1 });
		now = LIMITS.pause;
		expect(lane.isClosed(now)).toBe(false);
		// One goes ahead; the others wait for what becomes of it.
		for (const name of ["p", "q", "r"]) lane.offer(outgoing(name), now);
		const runs = [0, 1, 2].map(() => lane.run(deliver, () => now, NEVER));
		expect(asked).toHaveLength(7);
		asked.at(-1)?.answer("refused");
		await Promise.all(runs);
		expect(asked).toHaveLength(7);
		expect(lane.isClosed(now)).toBe(true);
		expect(lane.counts.dropped).toBe(3);
	});

	it.each([
		{ isLateFailure: true, closed: true, counts: { sent: 0, late: 0, failed: 3, dropped: 1 } },
		{ isLateFailure: false, closed: false, counts: { sent: 0, late: 4, failed: 0, dropped: 0 } },
	])("leaves a recipient alone for late answers only where these are failures: $isLateFailure", async (one) => {
		const lane = new Lane({ ...LIMITS, isLateFailure: one.isLateFailure });
		for (let times = 0; times < 4; times++) {
			lane.offer(outgoing("x"), 0);
			await lane.run(
				async () => "late",
				() => 0,
				NEVER,
			);
		}
		expect(lane.isClosed(0)).toBe(one.closed);
		expect(lane.counts).toEqual(one.counts);
	});

	it("gives back the place of a request that the runtime cut off, and drops what waited too long", async () => {
		const lane = new Lane(LIMITS);
		const { asked, deliver, urls } = recipient();
		let now = 0;
		for (const name of ["a", "b", "c"]) {
			lane.offer(outgoing(name), now);
			void lane.run(deliver, () => now, NEVER);
		}
		expect(urls()).toEqual(["a", "b"]);
		now = LIMITS.fresh + 1;
		lane.offer(outgoing("d"), now);
		const run = lane.run(deliver, () => now, NEVER);
		expect(urls()).toEqual(["a", "b", "d"]);
		expect(lane.counts).toEqual({ sent: 0, late: 0, failed: 0, dropped: 1 });
		asked[2]?.answer("taken");
		await run;
		expect(lane.counts.sent).toBe(1);
	});

	it("lets a request go once its time has come: what still waits is for the next", async () => {
		const lane = new Lane({ ...LIMITS, inFlight: 1 });
		const { asked, deliver } = recipient();
		let now = 0;
		lane.offer(outgoing("a"), now);
		lane.offer(outgoing("b"), now);
		const run = lane.run(deliver, () => now, 50);
		now = 60;
		asked[0]?.answer("taken");
		await run;
		expect(asked).toHaveLength(1);
		expect(lane.waiting).toBe(1);
		const next = lane.run(deliver, () => now, NEVER);
		asked[1]?.answer("taken");
		await next;
		expect(lane.waiting).toBe(0);
	});

	it("holds no more than its limits and counts every event once, whatever the recipient does", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.oneof(fc.constantFrom("offer", "taken", "refused", "late", "fails"), fc.integer({ min: 0, max: 40_000 })),
					{
						maxLength: 60,
					},
				),
				fc.boolean(),
				async (steps, isLateFailure) => {
					const lane = new Lane({ ...LIMITS, isLateFailure });
					const { asked, deliver } = recipient();
					let now = 0;
					let offered = 0;
					let answered = 0;
					const runs: Promise<void>[] = [];
					const answer = (how: Delivery | "fails") => {
						const one = asked[answered];
						if (one === undefined) return;
						answered += 1;
						if (how === "fails") one.fail();
						else one.answer(how);
					};
					for (const step of steps) {
						if (typeof step === "number") now += step;
						else if (step === "offer") {
							offered += 1;
							lane.offer(outgoing("x"), now);
							runs.push(lane.run(deliver, () => now, NEVER));
						} else answer(step);
						await settle();
						expect(lane.waiting).toBeLessThanOrEqual(LIMITS.waiting);
					}
					while (answered < asked.length) {
						answer("taken");
						await settle();
					}
					await Promise.all(runs);
					const { sent, late, failed, dropped } = lane.counts;
					expect(sent + late + failed + dropped + lane.waiting).toBe(offered);
				},
			),
		);
	});
});
