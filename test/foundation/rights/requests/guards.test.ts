import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { erasureAtOnce, newRequestQueries, requestDoneQueries } from "#foundation/rights/requests/new-request.ts";
import {
	activeRequests,
	addEvent,
	addRequest,
	changeRequest,
	eventsOf,
} from "#foundation/rights/requests/queries-requests.ts";
import { eventRow, firstBrokenEvent, NoSuchStep, type Step } from "#foundation/rights/requests/step.ts";
import {
	announce,
	askIdentity,
	begin,
	expire,
	extend,
	identityShown,
} from "#foundation/rights/requests/steps-of-case.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { insertRows, memberRows } from "../../../support/fixtures/person-rows.ts";
import { type outboxWorld, START } from "../../../support/mail-world.ts";
import { MEMBER, REALM, ROOT, requestWorld, STAFF } from "../../../support/requests/request-world.ts";

/** What the database refuses of requests, whatever the code asks. */

const stored = async ({ database }: Awaited<ReturnType<typeof outboxWorld>>, id: string) =>
	(await database.read(build.selectFrom("rights_request").selectAll().where("id", "=", id)))[0][0] ?? expect.fail();

const refusedWith = (work: Promise<unknown>, words: string) => expect(work).rejects.toThrow(words);

describe("the database", () => {
	it("takes no change of a request without its event, and no event that does not follow", async () => {
		const { world, add, read, take } = await requestWorld();
		const row = await add("complaint", "page");
		await refusedWith(
			world.database.write(changeRequest(REALM, row.id, { state: "fulfilled", events: row.events + 1 })),
			"changes by its events",
		);
		await refusedWith(
			world.database.write(changeRequest(REALM, row.id, { answer_sealed: new Uint8Array(1) })),
			"changes by its events",
		);
		await refusedWith(
			world.database.write(changeRequest(REALM, row.id, { due_at: "2030-01-01T00:00:00.000Z" })),
			"never rewritten",
		);
		await take(START, row, begin(STAFF));
		await refusedWith(take(START, row, begin(STAFF)), "follows the newest");
		expect((await read(row.id)).state).toBe("in_progress");
	});

	it("takes no request that does not begin as received, no step out of order, and no event that is rewritten", async () => {
		const { world, at, add } = await requestWorld();
		const row = await add("complaint", "page");
		const [[last]] = await world.database.read(eventsOf(REALM, row.id).where("number", "=", row.events));
		const forged = await eventRow(at(START), {
			...{ request: row.id, member: "ada", number: row.events + 1, from: "open", to: "fulfilled" },
			...{ what: "fulfilled", by: STAFF, mail: "", previous: last?.hash ?? "" },
		});
		await refusedWith(world.database.write(addEvent(forged)), "no such step");
		const rewriting = build
			.updateTable("rights_request_event")
			.set({ actor: "system" })
			.where("request_id", "=", row.id);
		await refusedWith(world.database.write(rewriting.where("realm_id", "=", REALM)), "never rewritten");
		const { realm_id, ...others } = await stored(world, row.id);
		const open = { ...others, realm_id, id: "forged", kind: "objection" };
		const first = await eventRow(at(START), {
			...{
				request: "forged",
				member: "ada",
				number: 1,
				from: "",
				to: "received",
				what: "received",
				by: MEMBER,
				mail: "",
			},
			previous: "",
		});
		await refusedWith(world.database.write(addEvent(first), addRequest(open)), "begins as received");
		// Typed in with a day to come.
		const early = { ...open, state: "received", events: 1, verified_at: null, on_desk: 0, door: "page" };
		const tomorrow = { ...early, received_at: new Date(START + DAY).toISOString() };
		await refusedWith(world.database.write(addEvent(first), addRequest(tomorrow)), "begins as received");
		await refusedWith(world.database.write(addRequest(early)), "begins as received");
		await world.database.write(addEvent(first), addRequest(early));
	});

	it("takes nothing of a request that is closed", async () => {
		const { world, at, add, take, read } = await requestWorld();
		const row = await add("complaint", "page");
		await take(START, row, { what: "withdrawn", to: "withdrawn", by: MEMBER });
		const closed = await read(row.id);
		const forged = await eventRow(at(START), {
			...{ request: row.id, member: "ada", number: closed.events + 1, from: "withdrawn", to: "open" },
			...{ what: "opened", by: STAFF, mail: "", previous: closed.hash },
		});
		await expect(world.database.write(addEvent(forged))).rejects.toThrow(/no such step|not closed/);
		const change = { state: "open", closed_at: null, events: closed.events + 1, on_desk: 1 } as const;
		await refusedWith(world.database.write(changeRequest(REALM, row.id, change)), "changes by its events");
	});

	it("takes a refusal with ground, words, remedies and its mail alone (P29)", async () => {
		const { add, take, mail } = await requestWorld();
		const row = await add("complaint", "page");
		const refused: Step = { what: "refused", to: "refused", by: STAFF, mail: await mail() };
		const set = {
			refusal_ground: "legal_claims",
			remedies_sent_at: new Date(START).toISOString(),
			answer_sealed: new Uint8Array(1),
		};
		for (const lacking of ["refusal_ground", "remedies_sent_at", "answer_sealed"] as const)
			await refusedWith(take(START, row, begin(STAFF), { ...refused, set: { ...set, [lacking]: null } }), "CHECK");
		await refusedWith(take(START, row, begin(STAFF), { ...refused, mail: "", set }), "CHECK");
		await refusedWith(take(START, row, begin(STAFF), { ...refused, mail: "of nobody", set }), "queued in its batch");
		await take(START, row, begin(STAFF), { ...refused, set });
	});

	it("begins no erasure that staff ask before its time to cancel is over, nor one that is not announced (T27)", async () => {
		const { add, take, mail, read } = await requestWorld();
		const row = await add("erasure", "desk");
		await refusedWith(take(START + 30 * DAY, row, begin(STAFF)), "time to cancel");
		await refusedWith(take(START + 30 * DAY, row, begin({ actor: "system" })), "time to cancel");
		await take(START, row, announce({ by: STAFF, mail: await mail(), now: START, code: new Uint8Array(1) }));
		const told = await read(row.id);
		await refusedWith(take(START + 72 * HOUR - 1, told, begin({ actor: "system" })), "time to cancel");
		await take(START + 72 * HOUR, told, begin({ actor: "system" }));
		const begun = await read(row.id);
		await expect(take(START + 73 * HOUR, begun, { what: "withdrawn", to: "withdrawn", by: MEMBER })).rejects.toThrow(
			NoSuchStep,
		);
	});

	it("begins no erasure before the copy that the same letter asks for", async () => {
		const { add, take, mail, read } = await requestWorld();
		const copy = await add("access", "desk");
		const row = await add("erasure", "desk", copy.id);
		await take(START, row, announce({ by: STAFF, mail: await mail(), now: START, code: new Uint8Array(1) }));
		const told = await read(row.id);
		await refusedWith(take(START + 80 * HOUR, told, begin({ actor: "system" })), "waits for the copy");
		await take(START, copy, { what: "withdrawn", to: "withdrawn", by: MEMBER });
		await take(START + 80 * HOUR, told, begin({ actor: "system" }));
	});

	it("moves the day of the answer by a pause or an extension alone, and takes no duplicate of what is not verified", async () => {
		const { add, typedIn, identityAsked, take } = await requestWorld();
		const row = await add("complaint", "page");
		const later = { answer_by: new Date(START + 60 * DAY).toISOString() };
		await refusedWith(take(START, row, { ...begin(STAFF), set: later }), "moves by a pause or the one extension");
		const waiting = await identityAsked("complaint");
		const third = await typedIn("complaint");
		await refusedWith(
			take(START, third, {
				what: "duplicate",
				to: "duplicate",
				by: STAFF,
				set: { verified_at: new Date(START).toISOString(), duplicate_of: waiting.id },
			}),
			"only a verified request",
		);
		await refusedWith(take(START + DAY, waiting, identityShown(waiting, { by: STAFF, now: START + DAY })), "UNIQUE");
		await take(START + DAY, waiting, identityShown(waiting, { by: STAFF, now: START + DAY, verifiedTwin: row.id }));
	});

	it("keeps when an identity was asked for and shown, and lets only that wait pause the clock", async () => {
		const { add, identityAsked, take, read } = await requestWorld();
		const row = await add("complaint", "page");
		const later = new Date(START + DAY).toISOString();
		await refusedWith(take(START, row, { ...begin(STAFF), set: { verified_at: later } }), "shown once");
		const waiting = await identityAsked("objection");
		const shown = identityShown(waiting, { by: STAFF, now: START + 2 * DAY });
		await refusedWith(
			take(START + 2 * DAY, waiting, { ...shown, set: { ...shown.set, asked_at: later } }),
			"asked for once",
		);
		await refusedWith(take(START + 2 * DAY, waiting, { ...shown, set: { ...shown.set, paused_days: 3 } }), "CHECK");
		await take(START + 2 * DAY, waiting, shown);
		const open = await read(waiting.id);
		expect([open.paused_days, open.answer_by > open.due_at]).toEqual([2, true]);
		await refusedWith(take(START + 3 * DAY, open, { ...begin(STAFF), set: { paused_days: 1 } }), "pauses the clock");
		const farther = { answer_by: new Date(Date.parse(open.answer_by) + DAY).toISOString() };
		await refusedWith(
			take(START + 3 * DAY, open, { ...begin(STAFF), set: farther }),
			"moves by a pause or the one extension",
		);
	});

	it("drops the code of a link that waits without an event, and lets no other code come or go so", async () => {
		const { world, add, identityAsked, take, mail, read } = await requestWorld();
		const waiting = await identityAsked("objection");
		const set = (id: string, code_hash: Uint8Array | null) =>
			world.database.write(changeRequest(REALM, id, { code_hash }));
		await refusedWith(set(waiting.id, new Uint8Array([99])), "changes by an event, or goes");
		await set(waiting.id, null);
		expect([(await stored(world, waiting.id)).code_hash, (await read(waiting.id)).state]).toEqual([
			null,
			"identity_pending",
		]);
		await refusedWith(set(waiting.id, new Uint8Array([99])), "changes by an event, or goes");
		const erasure = await add("erasure", "desk");
		await take(START, erasure, announce({ by: STAFF, mail: await mail(), now: START, code: new Uint8Array([1]) }));
		await refusedWith(set(erasure.id, null), "changes by an event, or goes");
	});

	it("adds no day of waiting where the identity was asked for too late", async () => {
		const { typedIn, take, mail, read } = await requestWorld();
		const added = await typedIn("objection");
		const late = START + 7 * DAY;
		const step = askIdentity(added, { by: STAFF, mail: await mail(), now: late, code: new Uint8Array(7) });
		await take(late, added, step);
		const waiting = await read(added.id);
		await take(late + 5 * DAY, waiting, identityShown(waiting, { by: STAFF, now: late + 5 * DAY }));
		const open = await read(added.id);
		expect([open.state, open.pause_counts, open.paused_days, open.answer_by]).toEqual(["open", 0, 0, open.due_at]);
	});

	it("takes one extension, with its mail, before the day of the answer, and expires nothing early", async () => {
		const { add, identityAsked, take, mail, read } = await requestWorld();
		const row = await add("complaint", "page");
		const step = extend(row, { by: STAFF, mail: await mail(), now: START, months: 1, reason: new Uint8Array(1) });
		const late = new Date(Date.parse(row.answer_by) + 1).toISOString();
		await refusedWith(take(START, row, { ...step, set: { ...step.set, extended_at: late } }), "extended once");
		await refusedWith(take(START, row, { ...begin(STAFF), set: step.set ?? {} }), "extended once");
		await take(START, row, step);
		const extended = await read(row.id);
		const again = {
			...step,
			mail: await mail(),
			set: { ...step.set, extended_at: new Date(START + DAY).toISOString() },
		};
		await refusedWith(take(START + DAY, extended, again), "extended once");
		const waiting = await identityAsked("erasure");
		await refusedWith(take(START + 29 * DAY, waiting, expire()), "thirty days");
		await take(START + 30 * DAY, waiting, expire());
	});

	it("announces an erasure with its mail alone, and once", async () => {
		const { add, take, mail, read } = await requestWorld();
		const row = await add("erasure", "desk");
		const step = announce({ by: STAFF, mail: await mail(), now: START, code: new Uint8Array(5) });
		const silent = { ...step, what: "extended" as const };
		await refusedWith(take(START, row, silent), "announced once");
		await take(START, row, step);
		const told = await read(row.id);
		const later = announce({ by: STAFF, mail: await mail(), now: START + HOUR, code: new Uint8Array(6) });
		await refusedWith(take(START + HOUR, told, later), "announced once");
	});

	it("takes back no erasure that has begun, whatever the code asks", async () => {
		const { world, at } = await requestWorld();
		const asked = { member: "ada", brand: world.brands.apple.id, responseDays: 28, kind: "erasure" } as const;
		const { request, queries } = await newRequestQueries(at(START), { ...asked, state: "in_progress" });
		await world.database.write(...queries);
		const event = await eventRow(at(START), {
			...{ request: request.id, member: "ada", number: request.events + 1, from: "in_progress", to: "withdrawn" },
			...{ what: "withdrawn", by: MEMBER, mail: "", previous: request.hash },
		});
		const change = {
			state: "withdrawn",
			closed_at: new Date(START).toISOString(),
			events: request.events + 1,
			on_desk: 0,
		};
		await refusedWith(
			world.database.write(addEvent(event), changeRequest(REALM, request.id, change)),
			"not taken back",
		);
	});

	it("takes the events along with their request, and notes of what is open that the account is gone", async () => {
		const { world, add } = await requestWorld();
		await world.database.write(
			...insertRows(memberRows({ id: "ada", at: new Date(START).toISOString(), realm: REALM })),
		);
		const row = await add("objection", "page");
		await world.database.write(build.deleteFrom("member").where("realm_id", "=", REALM).where("id", "=", "ada"));
		const noted = await stored(world, row.id);
		expect([noted.state, noted.member_gone_at === null]).toEqual(["open", false]);
		await world.database.write(
			build.deleteFrom("rights_request").where("realm_id", "=", REALM).where("id", "=", row.id),
		);
		const [events] = await world.database.read(eventsOf(REALM, row.id));
		expect(events).toEqual([]);
	});

	it("tells where an event was altered", async () => {
		const { world, add } = await requestWorld();
		const row = await add("complaint", "page");
		const [events] = await world.database.read(eventsOf(REALM, row.id));
		expect(await firstBrokenEvent(ROOT, REALM, events)).toBeUndefined();
		const [first, ...rest] = events;
		expect(await firstBrokenEvent(ROOT, REALM, [{ ...(first ?? expect.fail()), actor: "system" }, ...rest])).toBe(1);
		expect(await firstBrokenEvent(ROOT, REALM, rest)).toBe(1);
	});
});

describe("what an erasure at once takes of requests", () => {
	const asked = (world: Awaited<ReturnType<typeof requestWorld>>["world"]) => ({
		...{ member: "ada", brand: world.brands.apple.id, responseDays: 28 },
	});

	it("adds a verified request in progress, and fulfils it", async () => {
		const { world, at, read } = await requestWorld();
		const added = await newRequestQueries(at(START), { ...asked(world), kind: "erasure", state: "in_progress" });
		await world.database.write(...added.queries);
		expect(added.audit.map(({ action }) => action)).toEqual(["request_received", "request_verified", "request_moved"]);
		const done = await requestDoneQueries(at(START), added.request);
		await world.database.write(...done.queries);
		expect((await read(added.request.id)).state).toBe("fulfilled");
	});

	it("begins the one that waits, without its time to cancel, and takes back the copy of its letter", async () => {
		const { world, add, at, read } = await requestWorld();
		const copy = await add("access", "desk");
		const row = await add("erasure", "desk", copy.id);
		const [active] = await world.database.read(activeRequests(REALM, "ada"));
		const begun = await erasureAtOnce(at(START), asked(world), active);
		await world.database.write(...begun.queries);
		expect([begun.request.id, (await read(row.id)).state, (await read(copy.id)).state]).toEqual([
			row.id,
			"in_progress",
			"withdrawn",
		]);
		const [after] = await world.database.read(activeRequests(REALM, "ada"));
		await expect(erasureAtOnce(at(START), asked(world), after)).rejects.toThrow(NoSuchStep);
	});
});
