import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { MAX_ATTEMPTS, retryDelay } from "#foundation/mail/delivery/schedule.ts";
import { chooseAllMail, chooseMail, forgetMailOfBrand } from "#foundation/mail/queries.ts";
import { addRestriction, endOwnRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import {
	ALL_MAIL,
	CONFIRM,
	DAY,
	headerOf,
	MINUTE,
	NOTE,
	type OutboxWorld,
	outboxWorld,
	START,
	STOPPABLE,
} from "../../support/mail-world.ts";

const states = async ({ database }: OutboxWorld) =>
	(
		await database.read(
			build.selectFrom("outbox").select(["state", "last_error_code", "attempts"]).orderBy("queued_at"),
		)
	)[0];

const keys = async ({ database }: OutboxWorld) =>
	(await database.read(build.selectFrom("unit_key").select(["unit", "owner_id"])))[0];

const row = { realm_id: "voorbeeld-media", member_id: "member-1", changed_at: "2026-11-22T08:00:00.000Z" };

describe("the outbox", () => {
	it("sends a mail once, though its cause is written twice and the outbox is drained again (T37)", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1" });
		await world.queue({ cause: "confirm:1" });
		expect(await world.drain()).toMatchObject({ sent: 1 });
		await world.queue({ cause: "confirm:1" });
		expect(await world.drain()).toMatchObject({ sent: 0 });
		expect(world.sent.map(({ to }) => to)).toEqual(["ada@members.example"]);
		await world.queue({ cause: "confirm:2" });
		await world.drain();
		expect(world.sent).toHaveLength(2);
	});

	it("keeps one cause of two realms apart", async () => {
		const world = await outboxWorld();
		const other = { ...world.brands.pear, realm: "other-realm" as typeof world.brands.pear.realm };
		world.brands.pear = other;
		world.sources.findBrand = (id) => (id === "pear" ? other : world.brands.apple);
		await world.queue({ cause: "confirm:1" });
		await world.queue({ cause: "confirm:1", realm: other.realm, brand: other.id });
		expect(await world.drain()).toMatchObject({ sent: 2 });
	});

	it("shares the work between runs at the same time: each mail goes out once (T38)", async () => {
		const world = await outboxWorld();
		for (let number = 0; number < 45; number += 1)
			await world.queue({ cause: `confirm:${number}`, recipient: `m${number}@members.example` });
		world.server = async () => {
			await new Promise((resolve) => setImmediate(resolve));
			return { result: "sent" };
		};
		await Promise.all([world.drain(), world.drain(), world.drain()]);
		expect(new Set(world.sent.map(({ to }) => to)).size).toBe(45);
		expect(world.sent).toHaveLength(45);
	});

	it("leaves the mails of a run that died to the next, under the same Message-ID (T36)", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1" });
		const { write } = world.database;
		world.server = () => {
			// The mail arrives, and then nothing that this run writes.
			world.database.write = () => Promise.reject(new Error("killed"));
			return { result: "sent" };
		};
		await expect(world.drain()).rejects.toThrow("killed");
		world.database.write = write;
		world.server = () => ({ result: "sent" });
		expect(await world.drain()).toMatchObject({ sent: 0 });
		world.time += 5 * MINUTE;
		expect(await world.drain()).toMatchObject({ sent: 1 });
		const [first, second] = world.sent;
		expect(headerOf(first?.raw ?? "", "Message-ID")).toBe(headerOf(second?.raw ?? "-", "Message-ID"));
	});

	it("tries again after a temporary refusal, later each time, and gives up after five days", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1" });
		world.server = () => ({ result: "temporary", code: "450" });
		const tries: number[] = [];
		const due = async () => (await world.database.read(build.selectFrom("outbox").select(["state", "due_at"])))[0][0];
		for (let next = await due(); next?.state === "queued"; next = await due()) {
			world.time = Date.parse(next.due_at) - 1;
			expect(await world.drain()).toMatchObject({ retried: 0, failed: 0 });
			world.time += 1;
			if ((await world.drain()).retried > 0) tries.push(world.time);
		}
		const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
		expect(waits.slice(0, 5)).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE]);
		expect(Math.max(...waits)).toBe(6 * 60 * MINUTE);
		expect((tries.at(-1) ?? 0) - (tries[0] ?? 0)).toBeGreaterThan(4 * DAY);
		expect(await states(world)).toEqual([{ state: "failed", last_error_code: "450", attempts: MAX_ATTEMPTS }]);
	});

	it("asks a server that is down once per run, whatever waits (T42)", async () => {
		const world = await outboxWorld();
		for (let number = 0; number < 12; number += 1)
			await world.queue({ cause: `confirm:${number}`, recipient: `m${number}@members.example` });
		let asked = 0;
		world.server = () => {
			asked += 1;
			return "down";
		};
		expect(await world.drain()).toMatchObject({ retried: 12, sent: 0 });
		expect([world.connections, asked]).toEqual([1, 1]);
		world.server = () => ({ result: "sent" });
		world.time += 2 * MINUTE;
		expect(await world.drain()).toMatchObject({ sent: 12 });
		expect(world.connections).toBe(2);
	});

	it("spreads retries within a quarter of a doubling, capped wait (T42)", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				(n, random) => {
					const full = Math.min(MINUTE * 2 ** (n - 1), 360 * MINUTE);
					const delay = retryDelay(n, random);
					expect(delay).toBeGreaterThanOrEqual(full * 0.75);
					expect(delay).toBeLessThanOrEqual(full * 1.25);
				},
			),
		);
		expect(retryDelay(9, 0)).not.toBe(retryDelay(9, 0.9));
	});

	it("gives up at once on a final refusal, and on what it cannot send", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1" });
		world.server = () => ({ result: "permanent", code: "550" });
		await world.drain();
		world.server = () => ({ result: "sent" });
		world.time += 1;
		await world.queue({ cause: "confirm:2", recipient: "two@members.example, three@members.example" });
		await world.drain();
		world.time += DAY;
		await world.drain();
		expect(await states(world)).toEqual([
			{ state: "failed", last_error_code: "550", attempts: 1 },
			{ state: "failed", last_error_code: "unfit", attempts: 1 },
		]);
		expect(world.sent).toEqual([]);
	});

	it("says of each mail when it was done with, by whatever end, and nothing of one that waits", async () => {
		const world = await outboxWorld();
		const at = async () => {
			const query = build.selectFrom("outbox").select(["state", "settled_at"]).orderBy("state").orderBy("settled_at");
			return (await world.database.read(query))[0];
		};
		const begun = world.time;
		for (const number of [1, 2, 3, 4, 5])
			await world.queue({ cause: `change:${number}`, class: "service", letter: STOPPABLE });
		await world.queue({ cause: "confirm:1", recipient: "two@members.example, three@members.example" });
		await world.queue({ cause: "news:1", class: "newsletter", letter: STOPPABLE });
		expect(await at()).toEqual(Array.from({ length: 7 }, () => ({ state: "queued", settled_at: null })));
		world.time += MINUTE;
		await world.drain();
		const first = new Date(begun + MINUTE).toISOString();
		expect(await at()).toEqual([
			{ state: "dropped", settled_at: first },
			{ state: "failed", settled_at: first },
			...Array.from({ length: 2 }, () => ({ state: "held", settled_at: null })),
			...Array.from({ length: 3 }, () => ({ state: "sent", settled_at: first })),
		]);
		world.time += 8 * DAY;
		await world.drain();
		const later = new Date(begun + MINUTE + 8 * DAY).toISOString();
		expect(await at()).toEqual([
			{ state: "dropped", settled_at: first },
			{ state: "failed", settled_at: first },
			...Array.from({ length: 2 }, () => ({ state: "gathered", settled_at: later })),
			...Array.from({ length: 3 }, () => ({ state: "sent", settled_at: first })),
			{ state: "sent", settled_at: later },
		]);
	});

	it("lets one mail that cannot be made hold up none behind it", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1", recipient: "first@members.example" });
		world.time += 1;
		await world.queue({ cause: "confirm:2" });
		world.server = ({ to }) => {
			if (to.startsWith("first")) throw new TypeError("a mistake of the program");
			return { result: "sent" };
		};
		expect(await world.drain()).toMatchObject({ retried: 1, sent: 1 });
	});

	it("stops when its time is over, and loses no attempt by it", async () => {
		const world = await outboxWorld();
		for (let number = 0; number < 5; number += 1) await world.queue({ cause: `confirm:${number}` });
		world.server = () => {
			world.time += 20_000;
			return { result: "sent" };
		};
		expect(await world.drain()).toMatchObject({ sent: 3 });
		expect((await states(world)).filter(({ state }) => state === "queued")).toEqual([
			{ state: "queued", last_error_code: null, attempts: 0 },
			{ state: "queued", last_error_code: null, attempts: 0 },
		]);
		await world.drain();
		expect(world.sent).toHaveLength(5);
	});

	it("sends what an account needs before what waits of a newsletter", async () => {
		const world = await outboxWorld();
		for (let number = 0; number < 40; number += 1)
			await world.queue({ cause: `change:${number}`, member: `m${number}`, class: "service", letter: STOPPABLE });
		world.time += MINUTE;
		await world.queue({ cause: "confirm:1", recipient: "urgent@members.example" });
		await world.drain();
		expect(world.sent[0]?.to).toBe("urgent@members.example");
		expect(world.sent).toHaveLength(41);
	});

	it("takes no letter for a class that it is not of", async () => {
		const world = await outboxWorld();
		await expect(world.queue({ cause: "a", class: "transactional", letter: STOPPABLE })).rejects.toThrow(RangeError);
		await expect(world.queue({ cause: "a", class: "service", letter: CONFIRM })).rejects.toThrow(RangeError);
	});
});

describe("what a member chose", () => {
	it("counts at the sending, though the mail was queued before the choice (P35, P36)", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "change:1", class: "service", letter: STOPPABLE });
		await world.database.write(chooseMail({ ...row, brand_id: "apple", class: "service", wanted: 0 }));
		expect(await world.drain()).toMatchObject({ dropped: 1, sent: 0 });
		await world.queue({ cause: "change:2", class: "service", letter: STOPPABLE, brand: world.brands.pear.id });
		expect(await world.drain()).toMatchObject({ dropped: 0, sent: 1 });
	});

	it("of a kind that its member restricted or objected to is dropped as it leaves, and no other (P41, P42)", async () => {
		const world = await outboxWorld();
		const { realm, id: apple } = world.brands.apple;
		const restrict = (id: string, extra: { purpose?: string; brand_id?: string; item?: string }) =>
			world.database.write(
				addRestriction({
					...{ realm_id: realm, id, member_id: "member-1", brand_id: "", purpose: "", item: "", row_id: "" },
					...{ ground: "objection", since: new Date(START).toISOString(), ...extra },
				}),
			);
		const note = NOTE.with({ link: { at: "brand", path: "/privacy" } });
		const queue = async (cause: string) => {
			await world.queue({ cause: `note:${cause}`, letter: note, class: "service" });
			await world.queue({ cause: `confirm:${cause}` });
			return world.drain();
		};
		await restrict("another use", { purpose: "suggestions" });
		await restrict("another site", { purpose: "service_information", brand_id: "pear" });
		await restrict("a field", { purpose: "service_information", item: "town" });
		expect(await queue("1")).toMatchObject({ sent: 2, dropped: 0 });
		await restrict("here", { purpose: "service_information", brand_id: apple });
		expect(await queue("2")).toMatchObject({ sent: 1, dropped: 1 });
		await world.database.write(endOwnRestriction(realm, "member-1", "here", new Date(START).toISOString()));
		expect(await queue("3")).toMatchObject({ sent: 2, dropped: 0 });
	});

	it("stops everything but what the account needs (P36)", async () => {
		const world = await outboxWorld();
		await world.database.write(chooseAllMail({ ...row, ...ALL_MAIL, stopped: 1 }));
		await world.queue({ cause: "change:1", class: "service", letter: STOPPABLE });
		await world.queue({ cause: "change:2", class: "suggestions", letter: STOPPABLE });
		await world.queue({ cause: "change:3", class: "service", letter: STOPPABLE, brand: world.brands.pear.id });
		await world.queue({ cause: "confirm:1" });
		await world.queue({ cause: "change:4", class: "service", letter: STOPPABLE, member: "member-2" });
		expect(await world.drain()).toMatchObject({ dropped: 3, sent: 2 });
		await world.database.write(chooseAllMail({ ...row, ...ALL_MAIL }));
		await world.queue({ cause: "change:5", class: "service", letter: STOPPABLE });
		expect(await world.drain()).toMatchObject({ sent: 1 });
	});

	it("brings a newsletter only to who asked for it", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "news:1", class: "newsletter", letter: STOPPABLE });
		expect(await world.drain()).toMatchObject({ dropped: 1 });
		await world.database.write(chooseMail({ ...row, brand_id: "apple", class: "newsletter", wanted: 1 }));
		await world.queue({ cause: "news:2", class: "newsletter", letter: STOPPABLE });
		expect(await world.drain()).toMatchObject({ sent: 1 });
	});
});

describe("a mail in the database", () => {
	it("is nowhere readable, and gone with its key", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1", recipient: "kanarie@members.example" });
		const [rows] = await world.database.read(
			build.selectFrom("outbox").select(["recipient_sealed", "payload_sealed", "id", "key_id", "member_id"]),
		);
		const bytes = rows.flatMap(({ recipient_sealed, payload_sealed }) => [recipient_sealed, payload_sealed]);
		for (const each of bytes) expect(new TextDecoder("latin1").decode(each)).not.toMatch(/kanarie|confirm|token/);
		await world.database.write(build.deleteFrom("unit_key").where("owner_id", "=", "member-1"));
		expect(await world.drain()).toMatchObject({ dropped: 1, sent: 0 });
		expect(await states(world)).toMatchObject([{ state: "dropped", last_error_code: "erased" }]);
	});

	it("waits while its key does not open, without using up a try, and goes out when it does again", async () => {
		const world = await outboxWorld();
		for (const cause of ["confirm:1", "confirm:2"]) await world.queue({ cause });
		const [keys] = await world.database.read(build.selectFrom("unit_key").select(["id", "wrapped_key"]));
		const wrap = (wrapped_key: Uint8Array, id: string) =>
			world.database.write(build.updateTable("unit_key").set({ wrapped_key }).where("id", "=", id));
		for (const { id } of keys) await wrap(new Uint8Array(60), id);
		for (let round = 0; round < 40; round++) {
			expect(await world.drain()).toMatchObject({ retried: 2, dropped: 0, failed: 0, sent: 0 });
			world.time += 10 * MINUTE;
		}
		for (const state of await states(world))
			expect(state).toMatchObject({ state: "queued", attempts: 0, last_error_code: "key_unopened" });
		for (const { id, wrapped_key } of keys) await wrap(wrapped_key, id);
		expect(await world.drain()).toMatchObject({ sent: 2 });
	});

	it("that does not open is not gathered into a digest, where it would be lost", async () => {
		const world = await outboxWorld();
		for (const number of [1, 2, 3, 4, 5, 6])
			await world.queue({ cause: `change:${number}`, class: "service", letter: STOPPABLE });
		await world.drain();
		const [[broken]] = await world.database.read(
			build.selectFrom("outbox").select(["id", "key_id"]).where("state", "=", "held").orderBy("id", "desc").limit(1),
		);
		expect(broken).toBeDefined();
		const wrapped_key = new Uint8Array(60);
		await world.database.write(
			build
				.updateTable("unit_key")
				.set({ wrapped_key })
				.where("id", "=", broken?.key_id ?? ""),
		);
		for (let day = 0; day < 16; day++) {
			world.time += DAY;
			await world.drain();
		}
		const [[kept]] = await world.database.read(
			build
				.selectFrom("outbox")
				.select(["state", "attempts"])
				.where("id", "=", broken?.id ?? ""),
		);
		expect(world.sent.length).toBeGreaterThan(3);
		expect(kept?.state).toBe("held");
	});

	it("goes with the brand that a member leaves", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "confirm:1" });
		await world.queue({ cause: "confirm:2", brand: world.brands.pear.id });
		await world.queue({ cause: "confirm:3", member: "member-2" });
		await world.database.write(chooseMail({ ...row, brand_id: "apple", class: "service", wanted: 0 }));
		await world.database.write(...forgetMailOfBrand(row.realm_id, "member-1", "apple"));
		expect(await keys(world)).toHaveLength(2);
		expect(await states(world)).toHaveLength(2);
		expect((await world.database.read(build.selectFrom("mail_choice").select("wanted")))[0]).toEqual([]);
	});
});
