import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { build, ConstraintViolated, DatabaseUnavailable } from "#foundation/db/database.ts";
import { disclosureQueries, type NewDisclosure } from "#foundation/ledgers/disclosure.ts";
import { drainNotices } from "#foundation/recipients/drain.ts";
import { outcomeOf } from "#foundation/recipients/https-port.ts";
import { recipientNoticesJob } from "#foundation/recipients/job.ts";
import { noticeQueries, noticeReads } from "#foundation/recipients/notice.ts";
import { leasedNotices, leaseNotices, noticesForPerson, settleNotice } from "#foundation/recipients/queries.ts";
import { writeAct } from "#foundation/recipients/write-act.ts";
import { addRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import { MEMBER, type NoticeWorld, noticeWorld, portTo, START } from "../../support/fixtures/notice-world.ts";
import { brandId } from "../../support/fixtures/published.ts";
import { jobWorld } from "../../support/job-world.ts";
import { isSigned, type RecipientServer, startRecipient } from "../../support/processes/recipient-server.ts";
import { expectIndexes } from "../../support/query-plan.ts";

let server: RecipientServer;
let world: NoticeWorld;
const said: string[] = [];

beforeAll(async () => {
	server = await startRecipient();
});
beforeEach(() => {
	world = noticeWorld();
	world.ports.carrier = portTo(world, server);
	said.length = 0;
	for (const method of ["error", "log", "warn"] as const)
		vi.spyOn(console, method).mockImplementation((...words) => {
			said.push(words.join(" "));
		});
});
afterEach(() => {
	server.taken.length = 0;
	server.answer = { status: 204 };
	vi.restoreAllMocks();
});
afterAll(() => server.stop());

const documents = () => server.taken.map(({ document }) => document);

describe("a recipient that was given something of a member", () => {
	it("hears of an erasure once: by its own references, with what it has, and signed", async () => {
		await world.disclose({ items: ["email", "town"] });
		world.time += 1;
		await world.disclose({ items: ["email"], withheldUntil: "2099-01-01T00:00:00.000Z" });
		await world.act();
		world.time += MINUTE;
		expect(await world.drain()).toEqual([]);
		await world.drain();
		const [notice] = world.notices();
		expect(documents()).toEqual([
			{
				...{
					version: 1,
					id: notice?.id,
					operator: REALM,
					act: "erased",
					happened_at: new Date(START + 1).toISOString(),
				},
				...{ references: ["order 1", "order 2"], items: ["email", "town"] },
			},
		]);
		const [taken] = server.taken;
		if (taken === undefined) return expect.fail("nothing came");
		expect(isSigned(server, taken)).toBe(true);
		expect(isSigned({ ...server, secret: new Uint8Array(32) }, taken)).toBe(false);
		expect(taken.headers["idempotency-key"]).toBe(`"${notice?.id}"`);
		expect(taken.headers["webhook-timestamp"]).toBe(`${Math.floor(world.time / 1000)}`);
		expect(notice).toMatchObject({ state: "sent", told_at: new Date(world.time).toISOString(), attempts: 1 });
		expect(taken.body).not.toContain(MEMBER);
		expect(taken.body).not.toContain("Bezorging");
	});

	it("hears of a rectification of an item that it has, and of no other", async () => {
		await world.disclose({ items: ["delivery_address", "phone"] });
		await world.disclose({ recipient: { id: "bank", name: "Bank NV" }, items: ["birth_date"] });
		await world.act({ kind: "rectified", items: ["town", "birth_date"], cause: "change 1" });
		expect(world.notices()).toMatchObject([{ recipient: "bank", act: "rectified" }]);
		await world.act({ kind: "rectified", items: ["phone", "town"], cause: "change 2" });
		await world.drain();
		expect(documents()).toMatchObject([{ act: "rectified", items: ["phone"], references: ["order 1"] }]);
		await world.act({ kind: "rectified", items: ["gender"], cause: "change 3" });
		expect(world.notices()).toHaveLength(2);
	});

	it("does not hear of somebody else", async () => {
		await world.disclose({ member: "lid-2" });
		await world.act();
		expect(world.notices()).toEqual([]);
	});

	it("gets one notice of an act that is written twice, and one of each other act", async () => {
		await world.disclose();
		await world.act();
		await world.act();
		expect(world.notices()).toHaveLength(1);
		expect(world.run("SELECT * FROM unit_key WHERE unit = 'notice'")).toHaveLength(1);
		await world.act({ kind: "restricted", cause: "order 7" });
		expect(world.notices()).toHaveLength(2);
	});

	it("is missed by no act: what was disclosed since the reading refuses the batch", async () => {
		const read = await world.database.read(...noticeReads(REALM, [MEMBER]));
		await world.disclose();
		const about = { realm: REALM, member: MEMBER, act: { kind: "erased", items: "all", cause: MEMBER } } as const;
		const queries = await noticeQueries({ keys: world.keys, now: world.time }, about, read);
		await expect(world.database.write(...queries)).rejects.toThrow(ConstraintViolated);
	});

	it("hears of an act that was being written while the first thing was given to it", async () => {
		const read = await world.database.read(...noticeReads(REALM, [MEMBER]));
		await world.disclose();
		const told = { realm: REALM, member: MEMBER, act: { kind: "restricted", items: "all", cause: "r" } } as const;
		const [added] = await writeAct({ database: world.database, keys: world.keys, now: world.time }, told, read, [
			restriction("r"),
		]);
		expect(added).toEqual([{ id: "r" }]);
		expect(world.notices()).toMatchObject([{ act: "restricted", state: "queued" }]);
	});

	it("hears of an act that is about it alone, of what the one brand gave it", async () => {
		const [alfa, bravo] = [brandId("alfa"), brandId("bravo")];
		await world.disclose({ brand: alfa, reference: "of alfa" });
		await world.disclose({ brand: bravo, reference: "of bravo" });
		await world.disclose({ brand: alfa, recipient: { id: "other", name: "Other BV" } });
		await world.act({ kind: "consent_withdrawn", of: { recipient: "carrier", brand: alfa } });
		expect(world.notices()).toMatchObject([{ recipient: "carrier", act: "consent_withdrawn" }]);
		await world.drain();
		expect(documents()).toMatchObject([{ references: ["of alfa"] }]);
	});

	it("hears of no act that breaks a rule of its own", async () => {
		await world.disclose();
		const read = await world.database.read(...noticeReads(REALM, [MEMBER]));
		const told = { realm: REALM, member: MEMBER, act: { kind: "restricted", items: "all", cause: "r" } } as const;
		const write = writeAct({ database: world.database, keys: world.keys, now: world.time }, told, read, [
			restriction("r"),
			build.insertInto("unit_key").defaultValues(),
		]);
		await expect(write).rejects.toThrow(ConstraintViolated);
		expect(world.notices()).toEqual([]);
		expect(world.run("SELECT * FROM restriction")).toEqual([]);
	});
});

const restriction = (id: string) =>
	addRestriction({
		...{ realm_id: REALM, id, member_id: MEMBER, brand_id: "", purpose: "", item: "", row_id: "" },
		...{ ground: "claim" as const, since: new Date(START).toISOString() },
	});

describe("members whose acts share a batch", () => {
	it("have a notice each, with their own references", async () => {
		const members = [MEMBER, "lid-2"];
		for (const member of members) await world.disclose({ member, reference: `of ${member}` });
		const read = await world.database.read(...noticeReads(REALM, members));
		const queries = members.map((member) => {
			const act = { kind: "erased", items: "all", cause: member } as const;
			return noticeQueries({ keys: world.keys, now: world.time }, { realm: REALM, member, act }, read);
		});
		await world.database.write(...(await Promise.all(queries)).flat());
		await world.drain();
		expect(
			documents()
				.map(({ references }) => references)
				.sort(),
		).toEqual([["of lid-1"], ["of lid-2"]]);
	});
});

describe("a member of whom nothing was disclosed", () => {
	it("causes no row, and asks for no key", async () => {
		const about = { realm: REALM, member: MEMBER, act: { kind: "erased", items: "all", cause: MEMBER } } as const;
		const keys = () => expect.fail("a key was asked for");
		await world.database.write(...(await noticeQueries({ keys, now: world.time }, about, [[], []])));
		expect(world.notices()).toEqual([]);
	});
});

describe("a recipient's server", () => {
	it("that says 503 is asked again, later each time, and by the wait that it asks for", async () => {
		await world.disclose();
		await world.act();
		server.answer = { status: 503, headers: { "Retry-After": "7200" }, body: "order 1 is of Kees" };
		await world.drain();
		expect(world.notices()).toMatchObject([{ state: "queued", attempts: 1, last_error_code: "503" }]);
		server.answer = { status: 503 };
		world.time += 2 * HOUR - 1;
		await world.drain();
		expect(server.taken).toHaveLength(1);
		world.time += 1;
		await world.drain();
		expect(server.taken).toHaveLength(2);
		server.answer = { status: 200 };
		world.time += 10 * MINUTE;
		await world.drain();
		expect(world.notices()).toMatchObject([{ state: "sent", last_error_code: null }]);
		expect(new Set(documents().map(({ id }) => id)).size).toBe(1);
		expect(said).toEqual([]);
	});

	it("that says 410 holds nothing any more: refused, recorded, and told", async () => {
		await world.disclose();
		await world.act();
		server.answer = { status: 410 };
		expect(await world.drain()).toEqual([]);
		expect(world.notices()).toMatchObject([{ state: "refused", last_error_code: "410" }]);
		expect(world.notices()[0]?.told_at).not.toBeNull();
		world.time += 10 * DAY;
		await world.drain();
		expect(server.taken).toHaveLength(1);
	});

	it("that refuses otherwise was not told: a person is", async () => {
		await world.disclose();
		await world.act();
		server.answer = { status: 422, headers: { "Content-Type": "application/problem+json" }, body: '{"title":"Kees"}' };
		expect(await world.drain()).toEqual([{ realm_id: REALM, recipient: "carrier", state: "refused", notices: 1 }]);
		expect(world.notices()).toMatchObject([{ state: "refused", last_error_code: "422", told_at: null }]);
	});

	it("that redirects is not followed", async () => {
		await world.disclose();
		await world.act();
		server.answer = { status: 307, headers: { Location: `${server.url}/elsewhere` } };
		await world.drain();
		expect(server.taken).toHaveLength(1);
		expect(world.notices()).toMatchObject([{ state: "queued", last_error_code: "307" }]);
	});

	it("that asks to wait is asked once a run, however much waits for it", async () => {
		for (const cause of ["1", "2", "3"]) {
			await world.disclose();
			await world.act({ kind: "rectified", cause });
		}
		server.answer = { status: 503 };
		await world.drain();
		expect(server.taken).toHaveLength(1);
		expect(
			world
				.notices()
				.map(({ attempts }) => attempts)
				.sort(),
		).toEqual([0, 0, 1]);
	});

	it("that took so long that another run told it counts for that run alone", async () => {
		await world.disclose();
		await world.act();
		const notify = async () => {
			world.time += 6 * MINUTE;
			world.ports.carrier = { notify: async () => ({ result: "told" }) };
			await world.drain();
			return { result: "refused", code: "404" } as const;
		};
		world.ports.carrier = { notify };
		expect(await world.drain()).toEqual([]);
		expect(world.notices()).toMatchObject([{ state: "sent", attempts: 2 }]);
		expect(world.run("SELECT outcome, notices FROM recipient_notice_count")).toEqual([{ outcome: "sent", notices: 1 }]);
	});

	it("that is down for a day gets everything once it is back, and is asked once a run", async () => {
		for (const cause of ["1", "2", "3"]) {
			await world.disclose();
			await world.act({ kind: "rectified", cause });
		}
		await server.stop();
		const end = world.time + DAY;
		for (; world.time < end; world.time += 20 * MINUTE) await world.drain();
		expect(world.notices().map(({ state }) => state)).toEqual(["queued", "queued", "queued"]);
		expect(world.notices().every(({ last_error_code }) => last_error_code === "down")).toBe(true);
		await server.start();
		for (let runs = 0; runs < 30; runs++) {
			world.time += 20 * MINUTE;
			await world.drain();
		}
		expect(new Set(documents().map(({ id }) => id)).size).toBe(3);
		expect(world.notices().map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
		expect(said).toEqual([]);
	});

	it("that never answers is given up after five days, and a person tells", async () => {
		await world.disclose();
		await world.act();
		world.ports.carrier = { notify: async () => ({ result: "later", code: "timeout" }) };
		const end = world.time + 8 * DAY;
		let given: unknown[] = [];
		for (; world.time < end && given.length === 0; world.time += HOUR) given = await world.drain();
		expect(given).toEqual([{ realm_id: REALM, recipient: "carrier", state: "failed", notices: 1 }]);
		expect(world.time - START).toBeGreaterThan(5 * DAY);
		expect(world.notices()).toMatchObject([{ state: "failed", last_error_code: "timeout", told_at: null }]);
	});

	it("gets the same id again from a run that died between its answer and our note of it", async () => {
		await world.disclose();
		await world.act();
		const sources = await world.sources();
		let writes = 0;
		const dying = {
			...world.database,
			write: (...queries: Parameters<typeof world.database.write>) => {
				writes += 1;
				return writes > 1 ? Promise.reject(new DatabaseUnavailable("dead")) : world.database.write(...queries);
			},
		} as typeof world.database;
		await expect(drainNotices({ ...sources, database: dying }, world.time + MINUTE)).rejects.toThrow("dead");
		world.time += 4 * MINUTE;
		await world.drain();
		expect(server.taken).toHaveLength(1);
		world.time += 2 * MINUTE;
		await world.drain();
		const [first, second] = documents();
		expect(first?.id).toBe(second?.id);
		expect(server.taken[0]?.body).toBe(server.taken[1]?.body);
		expect(world.notices()).toMatchObject([{ state: "sent" }]);
		expect(world.run("SELECT notices FROM recipient_notice_count")).toEqual([{ notices: 1 }]);
	});
});

describe("what a status means", () => {
	it.each([
		...[200, 201, 204].map((status) => [status, "told"] as const),
		[410, "gone"] as const,
		...[301, 307, 408, 425, 429, 500, 502, 503].map((status) => [status, "later"] as const),
		...[400, 401, 403, 404, 409, 422].map((status) => [status, "refused"] as const),
	])("%i: %s", (status, result) => {
		expect(outcomeOf(status, null, START).result).toBe(result);
	});

	it("is put off as long as the recipient asks, up to a day", () => {
		const pauseFor = (value: string) => {
			const outcome = outcomeOf(503, value, START);
			return "after" in outcome ? outcome.after : undefined;
		};
		expect(pauseFor("120")).toBe(120_000);
		expect(pauseFor(new Date(START + HOUR).toUTCString())).toBe(HOUR);
		expect(pauseFor("99999999")).toBe(DAY);
		for (const odd of ["", "soon", "-5", "0"]) expect(pauseFor(odd)).toBeUndefined();
	});
});

describe("a recipient without a port", () => {
	it("is told by a person: the job says how many, and nothing of whom", async () => {
		world.ports = {};
		await world.disclose();
		await world.act();
		const { system } = jobWorld().process();
		const context = { ...system, keys: world.keys, database: () => world.database, clock: () => world.time };
		const ports = { find: () => undefined, all: [] };
		await expect(recipientNoticesJob(context, ports)).rejects.toThrow(
			`notices wait for a person to tell: 1 to carrier of ${REALM} (by_hand)`,
		);
		expect(world.notices()).toMatchObject([{ state: "by_hand", last_error_code: "no_port", told_at: null }]);
		expect(said).toEqual([`recipients: notices wait for a person to tell: 1 to carrier of ${REALM} (by_hand)`]);
	});

	it("is told what waited once it has one", async () => {
		const { ports } = world;
		world.ports = {};
		await world.disclose();
		await world.act();
		expect(await world.drain()).toHaveLength(1);
		world.ports = ports;
		expect(await world.drain()).toEqual([]);
		expect(server.taken).toHaveLength(1);
		expect(world.run("SELECT outcome, notices FROM recipient_notice_count ORDER BY outcome")).toEqual([
			{ outcome: "by_hand", notices: 1 },
			{ outcome: "sent", notices: 1 },
		]);
	});
});

describe("a notice", () => {
	it("of a disclosure that does not open waits for a person, and holds up no other", async () => {
		const told = { notify: async () => ({ result: "told" }) } as const;
		Object.assign(world.ports, { bank: told, shop: told });
		for (const id of ["bank", "shop"]) await world.disclose({ recipient: { id, name: id } });
		await world.disclose();
		const [bank] = world.run("SELECT id FROM disclosure WHERE recipient = 'bank'");
		world.run("DROP TRIGGER disclosure_is_immutable");
		world.run(`UPDATE disclosure SET details_sealed = zeroblob(60) WHERE id = '${bank?.id}'`);
		await world.act();
		const [shop] = world.run("SELECT id FROM recipient_notice WHERE recipient = 'shop'");
		world.run(`DELETE FROM unit_key WHERE owner_id = '${shop?.id}'`);
		await world.drain();
		expect(world.notices().map(({ recipient, state, last_error_code }) => [recipient, state, last_error_code])).toEqual(
			[
				["bank", "failed", "no_reference"],
				["carrier", "sent", null],
				["shop", "failed", "unreadable"],
			],
		);
		expect(said).toEqual(["recipients: a disclosure does not open"]);
	});

	it("keeps a reference under no key but its own, and no column names the member", async () => {
		await world.disclose();
		await world.act();
		const [notice] = world.notices();
		expect(JSON.stringify(notice)).not.toContain(MEMBER);
		expect(world.run("SELECT owner_id, unit FROM unit_key WHERE unit = 'notice'")).toEqual([
			{ owner_id: notice?.id, unit: "notice" },
		]);
	});
});

describe("the queries of notices", () => {
	it("go by an index at a million rows", async () => {
		await world.disclose();
		const at = new Date(START).toISOString();
		const disclosure: NewDisclosure = {
			...{ realm: REALM, member: MEMBER, brand: undefined, recipient: { id: "a", name: "A" }, reference: "r" },
			...{ items: ["email"], reason: "r", by: "system", cause: "c" },
		};
		const about = { realm: REALM, member: MEMBER, act: { kind: "erased", items: "all", cause: MEMBER } } as const;
		const read = await world.database.read(...noticeReads(REALM, [MEMBER]));
		expectIndexes([
			...(await disclosureQueries({ keys: world.keys, now: START }, disclosure)),
			...noticeReads(REALM, [MEMBER]),
			...(await noticeQueries({ keys: world.keys, now: START }, about, read)),
			leaseNotices("l", at, at, 50),
			leasedNotices("l"),
			settleNotice({ realm_id: REALM, id: "i" }, "l", { state: "sent" }),
			noticesForPerson(),
		]);
	});
});
