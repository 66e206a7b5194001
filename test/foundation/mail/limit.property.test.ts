import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { roomAt, WEEK_MS } from "#foundation/mail/delivery/schedule.ts";
import { chooseAllMail, chooseMail, limitMail } from "#foundation/mail/queries.ts";
import {
	ALL_MAIL,
	brandNamed,
	DAY,
	headerOf,
	MINUTE,
	NOTE,
	type OutboxWorld,
	outboxWorld,
} from "../../support/mail-world.ts";

const HOUR = 60 * MINUTE;
const SEVEN_DAYS = 7 * DAY;

/** A mail that can be told from all others by its link. */
const numbered = (number: number) => NOTE.with({ link: { at: "brand", path: `/privacy/versions/1..${number}` } });

type Step =
	| { do: "queue"; brand: "apple" | "pear"; member: "m1" | "m2"; class: "service" | "notification" }
	| { do: "wait"; hours: number }
	| { do: "server"; says: "sent" | "450" | "down" }
	| { do: "drain"; runs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant("queue" as const),
			brand: fc.constantFrom("apple" as const, "pear" as const),
			member: fc.constantFrom("m1" as const, "m2" as const),
			class: fc.constantFrom("service" as const, "notification" as const),
		}),
	},
	{ weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 0, max: 100 }) }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant("server" as const),
			says: fc.constantFrom("sent" as const, "450" as const, "down" as const),
		}),
	},
	{ weight: 4, arbitrary: fc.record({ do: fc.constant("drain" as const), runs: fc.integer({ min: 1, max: 3 }) }) },
);

async function play(steps: readonly Step[], most: number, ofAll = 14): Promise<{ world: OutboxWorld; queued: number }> {
	const world = await outboxWorld();
	const changed_at = new Date(world.time).toISOString();
	for (const member_id of ["m1", "m2"])
		for (const mailClass of ["service", "notification"] as const)
			await world.database.write(
				limitMail({ realm_id: "voorbeeld-media", member_id, class: mailClass, most_per_week: most, changed_at }),
			);
	for (const member_id of ["m1", "m2"])
		await world.database.write(
			chooseAllMail({ realm_id: "voorbeeld-media", member_id, changed_at, ...ALL_MAIL, most_per_week: ofAll }),
		);
	let queued = 0;
	for (const one of steps) {
		if (one.do === "wait") world.time += one.hours * HOUR;
		else if (one.do === "server") {
			world.server = () => {
				if (one.says === "down") return "down";
				return one.says === "sent" ? { result: "sent" } : { result: "temporary", code: "450" };
			};
		} else if (one.do === "drain") await Promise.all(Array.from({ length: one.runs }, () => world.drain()));
		else {
			queued += 1;
			const { member, class: mailClass } = one;
			await world.queue({
				...{ cause: `mail:${queued}`, member, class: mailClass, letter: numbered(queued) },
				...{ brand: brandNamed(world, one.brand), recipient: `${member}.${mailClass}@members.example` },
			});
		}
	}
	return { world, queued };
}

/** Lets everything that waits come out. */
async function finish(world: OutboxWorld): Promise<void> {
	world.server = () => ({ result: "sent" });
	for (let tick = 0; tick < 200; tick += 1) {
		await world.drain();
		const [[waiting]] = await world.database.read(
			build
				.selectFrom("outbox")
				.select((eb) => eb.fn.min("due_at").as("due"))
				.where("state", "in", ["queued", "held"]),
		);
		if (waiting?.due === null || waiting === undefined) return;
		world.time = Math.max(world.time, Date.parse(waiting.due));
	}
}

const memberOf = (address: string) => address.split(".")[0];

/** Times of what each member got of each class, from all brands together; or by another part of the address. */
function received(world: OutboxWorld, by: (to: string) => unknown = (to) => to): number[][] {
	return [...Map.groupBy(world.sent, ({ to }) => by(to)).values()].map((mails) =>
		mails.map(({ at }) => at).sort((a, b) => a - b),
	);
}

async function limit(world: OutboxWorld, most_per_week: number): Promise<void> {
	const changed_at = new Date(world.time).toISOString();
	const row = { realm_id: "voorbeeld-media", member_id: "member-1", class: "service", changed_at } as const;
	await world.database.write(limitMail({ ...row, most_per_week }));
}

/** The numbers of the mails that these hold, each as often as it stands there. */
async function numbersIn(sent: OutboxWorld["sent"]): Promise<number[]> {
	const mails = await Promise.all(sent.map(({ raw }) => PostalMime.parse(raw)));
	return mails
		.flatMap(({ text = "" }) => [...text.matchAll(/versions\/1\.\.(\d+)/g)].map(([, n]) => Number(n)))
		.sort((a, b) => a - b);
}

describe("the limit per week", () => {
	it("is never passed in any seven days, whatever is asked, waits or fails (P35)", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 50 }), fc.integer({ min: 1, max: 4 }), async (steps, most) => {
				const { world } = await play(steps, most);
				await finish(world);
				for (const times of received(world))
					for (const [index, at] of times.entries())
						expect((times[index + most] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(SEVEN_DAYS);
			}),
			{ numRuns: 40 },
		);
	});

	it("is never passed by all classes together, whatever a class may have", async () => {
		const both = fc.integer({ min: 1, max: 3 });
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), both, both, async (steps, ofAll, ofClass) => {
				const { world, queued } = await play(steps, ofClass, ofAll);
				await finish(world);
				for (const times of received(world, memberOf))
					for (const [index, at] of times.entries())
						expect((times[index + ofAll] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(SEVEN_DAYS);
				expect(await numbersIn(world.sent)).toEqual(Array.from({ length: queued }, (_, index) => index + 1));
			}),
			{ numRuns: 30 },
		);
	});

	it("loses nothing: what had no room comes in one digest, each mail once", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
				const { world, queued } = await play(steps, 1);
				await finish(world);
				expect(await numbersIn(world.sent)).toEqual(Array.from({ length: queued }, (_, index) => index + 1));
			}),
			{ numRuns: 30 },
		);
	});

	it("is three without a choice, over all brands together, and the surplus waits at most a week", async () => {
		const world = await outboxWorld();
		for (let number = 1; number <= 6; number += 1) {
			const brand = brandNamed(world, number % 2 === 0 ? "pear" : "apple");
			await world.queue({ cause: `mail:${number}`, class: "service", letter: numbered(number), brand });
			world.time += MINUTE;
			await world.drain();
		}
		expect(world.sent).toHaveLength(3);
		const first = world.sent[0]?.at ?? 0;
		world.time = first + WEEK_MS + 1;
		expect(await world.drain()).toMatchObject({ gathered: 2, sent: 1, held: 1 });
		expect(world.sent).toHaveLength(4);
		await finish(world);
		expect(world.sent).toHaveLength(5);
		const digest = await PostalMime.parse(world.sent.find(({ raw }) => raw.includes("weekoverzicht"))?.raw ?? "");
		expect(digest.subject).toBe("Je weekoverzicht");
		expect(digest.text).toContain("https://pear.example/privacy/versions/1..4");
		expect(digest.text).toContain("https://pear.example/privacy/versions/1..6");
		expect(digest.text).not.toContain("1..5");
		expect(headerOf(world.sent[3]?.raw ?? "", "List-Unsubscribe")).toMatch(/^<https:\/\/pear\.example\/unsubscribe\//);
	});

	it("gathers what waits as soon as there is room, also when the member makes it", async () => {
		const world = await outboxWorld();
		const queue = (number: number) =>
			world.queue({ cause: `mail:${number}`, class: "service", letter: numbered(number) });
		await limit(world, 1);
		for (const number of [1, 2, 3]) await queue(number);
		await world.drain();
		expect(world.sent).toHaveLength(1);
		await limit(world, 2);
		world.time += MINUTE;
		await queue(4);
		expect(await world.drain()).toMatchObject({ gathered: 3, sent: 1, held: 0 });
		expect(await numbersIn(world.sent.slice(1))).toEqual([2, 3, 4]);
	});

	it("puts the entries of a digest that had to wait into the next, not the digest", async () => {
		const world = await outboxWorld();
		const queue = (number: number) =>
			world.queue({ cause: `mail:${number}`, class: "service", letter: numbered(number) });
		await limit(world, 2);
		for (const number of [1, 2, 3, 4]) await queue(number);
		await world.drain();
		world.time += WEEK_MS + 1;
		world.server = () => ({ result: "temporary", code: "450" });
		expect(await world.drain()).toMatchObject({ gathered: 2, retried: 1, sent: 0 });
		world.server = () => ({ result: "sent" });
		await queue(5);
		expect(await world.drain()).toMatchObject({ sent: 1 });
		await limit(world, 1);
		world.time += 2 * MINUTE;
		await queue(6);
		expect(await world.drain()).toMatchObject({ sent: 0, held: 2 });
		world.time += WEEK_MS + 1;
		expect(await world.drain()).toMatchObject({ sent: 1, gathered: 2 });
		expect(await numbersIn(world.sent.slice(3))).toEqual([3, 4, 6]);
	});

	it("makes no digest of what another run has taken meanwhile", async () => {
		const world = await outboxWorld();
		await limit(world, 1);
		for (const number of [1, 2, 3])
			await world.queue({ cause: `mail:${number}`, class: "service", letter: numbered(number) });
		await world.drain();
		world.time += WEEK_MS + 1;
		const { write } = world.database;
		world.database.write = async (...queries) => {
			const isDigest = queries.some((query) => /insert into "outbox".* select/.test(query.compile().sql));
			if (isDigest) await write(build.updateTable("outbox").set({ leased_by: "another" }).where("state", "=", "held"));
			return write(...queries);
		};
		await world.drain();
		world.database.write = write;
		const [rows] = await world.database.read(build.selectFrom("outbox").select(["state", "leased_by"]));
		expect(rows.filter(({ leased_by }) => leased_by === "another")).toHaveLength(2);
		expect(rows).toHaveLength(3);
		const [keys] = await world.database.read(build.selectFrom("unit_key").select("id"));
		expect(keys).toHaveLength(3);
		world.time += 5 * MINUTE;
		await finish(world);
		expect(await numbersIn(world.sent)).toEqual([1, 2, 3]);
	});

	it("takes the choice of the moment also for what waits", async () => {
		const world = await outboxWorld();
		for (let number = 1; number <= 5; number += 1)
			await world.queue({ cause: `mail:${number}`, class: "service", letter: numbered(number) });
		await world.drain();
		expect(world.sent).toHaveLength(3);
		const row = { realm_id: "voorbeeld-media", member_id: "member-1", changed_at: "2026-11-22T08:00:00.000Z" };
		await world.database.write(chooseMail({ ...row, brand_id: "apple", class: "service", wanted: 0 }));
		await finish(world);
		expect(world.sent).toHaveLength(3);
	});

	it("knows when room comes: as the oldest of the newest leaves the week", () => {
		const at = (time: number) => new Date(time).toISOString();
		expect(roomAt([at(3_000), at(2_000), at(1_000)], 2, 5_000)).toBe(2_000 + WEEK_MS + 1);
		expect(roomAt([at(3_000)], 2, 5_000)).toBe(5_000);
	});
});
