import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DatabaseUnavailable } from "#foundation/db/database.ts";
import { drainNotices } from "#foundation/recipients/drain.ts";
import type { Notice, Outcome } from "#foundation/recipients/port.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { type NoticeWorld, noticeWorld } from "../../support/fixtures/notice-world.ts";

const RECIPIENTS = ["carrier", "bank", "without-port"] as const;
const ITEMS: readonly ItemId[] = ["email", "phone", "town"];
const MEMBERS = ["lid-1", "lid-2"] as const;

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
	fc.constant<Outcome>({ result: "told" }),
	fc.constant<Outcome>({ result: "gone", code: "410" }),
	fc.constant<Outcome>({ result: "refused", code: "404" }),
	fc.record({ result: fc.constant("later" as const), code: fc.constantFrom("503", "down", "timeout") }),
);

const step = fc.oneof(
	fc.record({
		...{ do: fc.constant("disclose" as const), member: fc.constantFrom(...MEMBERS) },
		...{ recipient: fc.constantFrom(...RECIPIENTS), items: fc.subarray([...ITEMS], { minLength: 1 }) },
	}),
	fc.record({
		...{ do: fc.constant("act" as const), member: fc.constantFrom(...MEMBERS), cause: fc.constantFrom("a", "b") },
		items: fc.oneof(fc.constant("all" as const), fc.subarray([...ITEMS])),
	}),
	// `dies`: the write at which the run is killed, before or after the database did it.
	fc.record({
		...{ do: fc.constant("run" as const), answer: outcome, minutes: fc.integer({ min: 1, max: 600 }) },
		dies: fc.option(fc.record({ at: fc.nat(3), after: fc.boolean() })),
	}),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What recipients were given, and what they were sent. */
type Seen = {
	given: Map<string, { recipient: string; items: readonly string[] }>;
	sent: (Notice & { recipient: string })[];
};

async function take(world: NoticeWorld, seen: Seen, one: Step, count: number): Promise<void> {
	if (one.do === "disclose") {
		const [first = "email", ...others] = one.items;
		const recipient = { id: one.recipient, name: one.recipient };
		await world.disclose({ member: one.member, recipient, items: [first, ...others], reference: `ref ${count}` });
		seen.given.set(`ref ${count}`, one);
	} else if (one.do === "act") {
		await world.act({ kind: "rectified", items: one.items, cause: `${one.member} ${one.cause}` }, one.member);
	} else {
		world.time += one.minutes * MINUTE;
		for (const id of ["carrier", "bank"])
			world.ports[id] = {
				notify: async (notice) => {
					seen.sent.push({ ...notice, recipient: id });
					return one.answer;
				},
			};
		await runUntilDead(world, one.dies);
	}
}

async function runUntilDead(world: NoticeWorld, dies: { at: number; after: boolean } | null): Promise<void> {
	const sources = await world.sources();
	let left = dies?.at ?? Number.POSITIVE_INFINITY;
	const write = async (...queries: Parameters<typeof world.database.write>) => {
		left -= 1;
		if (left < 0 && dies?.after === false) throw new DatabaseUnavailable("dead");
		const rows = await world.database.write(...queries);
		if (left < 0) throw new DatabaseUnavailable("dead");
		return rows;
	};
	const database = { ...world.database, write } as typeof world.database;
	await drainNotices({ ...sources, database }, world.time + MINUTE).catch((error: unknown) => {
		if (!(error instanceof DatabaseUnavailable)) throw error;
	});
}

/** A notice names a recipient's own references alone, and items that it was given under them. */
function expectOwn({ recipient, references, items }: Seen["sent"][number], { given }: Seen): void {
	const own = references.map((reference) => given.get(reference));
	expect(own.length).toBeGreaterThan(0);
	expect(items.length).toBeGreaterThan(0);
	for (const one of own) expect(one?.recipient).toBe(recipient);
	for (const item of items)
		expect(
			own.some((one) => one?.items.includes(item)),
			item,
		).toBe(true);
}

describe("notices, whatever recipients answer and runs die of", () => {
	it("are one for each act and recipient, go to nobody without the items, and end once", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
				const world = noticeWorld();
				const seen: Seen = { given: new Map(), sent: [] };
				const told = new Map<unknown, unknown>();
				for (const [count, one] of steps.entries()) {
					await take(world, seen, one, count);
					for (const { id, told_at } of world.notices()) {
						if (told.has(id)) expect(told_at).toBe(told.get(id));
						if (told_at !== null) told.set(id, told_at);
					}
				}
				for (const notice of seen.sent) expectOwn(notice, seen);
				const before = new Set(
					world
						.notices()
						.filter(({ told_at }) => told_at !== null)
						.map(({ id }) => id),
				);
				seen.sent.length = 0;
				// In the end everybody answers, and no run dies.
				for (let runs = 0; runs < 40; runs++)
					await take(world, seen, { do: "run", answer: { result: "told" }, minutes: 360, dies: null }, 0);
				for (const notice of seen.sent) expectOwn(notice, seen);
				for (const { id } of seen.sent) expect(before).not.toContain(id);
				expect(new Set(seen.sent.map(({ id }) => id)).size).toBe(seen.sent.length);
				for (const row of world.notices()) {
					expect(["sent", "refused", "failed", "by_hand"]).toContain(row.state);
					expect(row.leased_by).toBeNull();
				}
				const ended = (state: string) => world.notices().filter((row) => row.state === state).length;
				for (const state of ["sent", "by_hand"])
					expect(
						world
							.run(`SELECT coalesce(sum(notices), 0) AS n FROM recipient_notice_count WHERE outcome = '${state}'`)
							.map(({ n }) => n),
					).toEqual([ended(state)]);
			}),
			{ numRuns: 40 },
		);
	});
});

/** Which step the database takes from each state. */
const STEPS: Record<string, readonly string[]> = {
	queued: ["queued", "sent", "refused", "failed", "by_hand"],
	refused: ["refused", "queued", "sent"],
	failed: ["failed", "queued", "sent"],
	by_hand: ["by_hand", "queued", "sent"],
	sent: [],
};

describe("the steps of a notice, whoever writes them", () => {
	it.each(Object.keys(STEPS))("from %s are those of the table alone, and none once it was told", (from) => {
		for (const to of Object.keys(STEPS))
			for (const isTold of from === "sent" ? [true] : from === "refused" ? [true, false] : [false]) {
				const world = noticeWorld();
				const [at, told] = ["'2026-11-22T08:00:00.000Z'", isTold ? "'2026-11-22T08:00:00.000Z'" : "NULL"];
				world.run(`INSERT INTO recipient_notice (realm_id, id, recipient, act, payload_sealed, state, due_at, attempts, queued_at, told_at)
					VALUES ('r', 'n', 'p', 'erased', x'00', '${from}', ${at}, 0, ${at}, ${told})`);
				const change = () =>
					world.run(`UPDATE recipient_notice SET state = '${to}', told_at = ${to === "sent" ? at : "NULL"}`);
				const isStep = !isTold && STEPS[from]?.includes(to) === true;
				if (isStep) expect(change, `${from} to ${to}`).not.toThrow();
				else expect(change, `${from} to ${to}`).toThrow(/takes no such step|CHECK/);
				const remove = () => world.run("DELETE FROM recipient_notice");
				const [row] = world.notices();
				if (row?.told_at === null) expect(remove).toThrow(/stays until its recipient is told/);
				else expect(remove).not.toThrow();
			}
	});

	it("change nothing of what was written", () => {
		const world = noticeWorld();
		world.run(`INSERT INTO recipient_notice (realm_id, id, recipient, act, payload_sealed, state, due_at, attempts, queued_at)
			VALUES ('r', 'n', 'p', 'erased', x'00', 'queued', 'x', 0, 'x')`);
		for (const change of [
			"id = 'm'",
			"recipient = 'q'",
			"act = 'rectified'",
			"payload_sealed = x'01'",
			"queued_at = 'y'",
		])
			expect(() => world.run(`UPDATE recipient_notice SET ${change}`), change).toThrow(/sent as it was written/);
	});
});

describe("a retry", () => {
	it("waits longer each time, up to six hours", async () => {
		const world = noticeWorld();
		await world.disclose();
		await world.act();
		const asked: number[] = [];
		world.ports.carrier = {
			notify: async () => {
				asked.push(world.time);
				return { result: "later", code: "503" };
			},
		};
		for (const end = world.time + 3 * DAY; world.time < end; world.time += MINUTE) await world.drain();
		const waits = asked.slice(1).map((time, at) => time - (asked[at] ?? 0));
		expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((minutes) => minutes * MINUTE));
		expect(Math.max(...waits)).toBeLessThanOrEqual(6 * HOUR + MINUTE);
	});
});
