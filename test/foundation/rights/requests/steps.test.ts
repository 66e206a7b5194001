import { describe, expect, it } from "vitest";
import { canMove, isAnsweredByCopy, REQUEST_KINDS, REQUEST_STATES } from "#foundation/rights/requests/request.ts";
import {
	auditOf,
	type EventRow,
	eventRow,
	firstBrokenEvent,
	NoSuchStep,
	type RequestRow,
	type StepContext,
	takeStep,
	takeSteps,
	type What,
} from "#foundation/rights/requests/step.ts";
import {
	announce,
	askIdentity,
	begin,
	beginCopy,
	canExtend,
	expire,
	expiresBefore,
	extend,
	fulfil,
	identityShown,
	refuse,
	refuseNobody,
	withdraw,
} from "#foundation/rights/requests/steps-of-case.ts";

/** What each step writes, value by value: the database judges it in `guards.test.ts`. */

const NOW = Date.parse("2026-11-30T10:00:00.000Z");
const AT = "2026-11-30T10:00:00.000Z";
const ROOT = new Uint8Array(32).fill(7);
const STAFF = { actor: "staff", staff: "s1", role: "privacy_officer" } as const;
const MEMBER = { actor: "member" } as const;
const SYSTEM = { actor: "system" } as const;
const SEALED = new Uint8Array([1, 2]);

const context: StepContext = {
	...{ realm: { id: "jupiter-media" as never }, now: NOW, settings: { keyRoot: ROOT } },
	keys: () => Promise.reject(new Error("no step needs a key")),
};

const request = (extra: Partial<RequestRow> = {}): RequestRow => ({
	...{ id: "r1", member_id: "ada", letter_id: "r1", kind: "complaint", door: "desk", brand_id: "twero" as never },
	...{ state: "received", received_at: "2026-11-28T10:00:00.000Z", response_days: 28 },
	...{ due_at: "2026-12-26T22:59:59.999Z", answer_by: "2026-12-26T22:59:59.999Z", verified_at: null },
	...{ asked_at: null, answered_at: null, pause_counts: 0, paused_days: 0, extended_at: null },
	...{ announced_at: null, begins_at: null, duplicate_of: null, copy_id: null, refusal_ground: null },
	...{ closed_at: null, text_sealed: null, extension_sealed: null, answer_sealed: null, events: 1 },
	...{ member_gone_at: null, hash: "h1" },
	...extra,
});

describe("the states of a request", () => {
	const MOVES: Record<string, readonly string[]> = {
		received: ["identity_pending", "open", "duplicate", "withdrawn"],
		identity_pending: ["open", "duplicate", "expired", "withdrawn"],
		open: ["in_progress", "withdrawn"],
		in_progress: ["fulfilled", "partially_fulfilled", "refused", "withdrawn"],
	};

	it.each(REQUEST_KINDS)("of %s follow one another as listed, and an erasure that began is not taken back", (kind) => {
		for (const from of REQUEST_STATES)
			for (const to of REQUEST_STATES) {
				const isListed = MOVES[from]?.includes(to) === true;
				const isLate = kind === "erasure" && from === "in_progress" && to === "withdrawn";
				expect([from, to, canMove(kind, from, to)]).toEqual([from, to, isListed && !isLate]);
			}
	});

	it("are answered by a copy where a copy is what is asked", () => {
		expect(REQUEST_KINDS.filter(isAnsweredByCopy)).toEqual(["access", "portability"]);
	});
});

describe("a step", () => {
	it("asks for an identity, and its wait counts where it is asked in time", () => {
		const told = { by: STAFF, mail: "m1", now: NOW, code: SEALED };
		const set = { asked_at: AT, pause_counts: 1, code_hash: SEALED };
		const step = { what: "identity_asked", to: "identity_pending", by: STAFF, mail: "m1" };
		expect(askIdentity(request(), told)).toEqual({ ...step, set });
		const late = request({ received_at: "2026-11-20T10:00:00.000Z" });
		expect(askIdentity(late, told)).toEqual({ ...step, set: { ...set, pause_counts: 0 } });
	});

	it("opens what was shown to be asked, and moves the day by the days of waiting that count", () => {
		const asked_at = "2026-11-28T09:00:00.000Z";
		const set = { verified_at: AT, answered_at: AT, paused_days: 2, code_hash: null, duplicate_of: null };
		const waited = request({ asked_at, pause_counts: 1 });
		expect(identityShown(waited, { by: { actor: "visitor" }, now: NOW })).toEqual({
			...{ what: "identity_shown", to: "open", by: { actor: "visitor" } },
			set: { ...set, answer_by: "2026-12-28T22:59:59.999Z" },
		});
		const uncounted = { ...set, paused_days: 0, answer_by: "2026-12-26T22:59:59.999Z" };
		expect(identityShown(request({ asked_at }), { by: STAFF, now: NOW })).toEqual({
			...{ what: "identity_accepted", to: "open", by: STAFF, set: uncounted },
		});
		expect(identityShown(request({ pause_counts: 1 }), { by: STAFF, now: NOW }).set).toEqual({
			...uncounted,
			answered_at: null,
		});
		expect(identityShown(waited, { by: STAFF, now: NOW, verifiedTwin: "r0" })).toMatchObject({
			...{ what: "duplicate", to: "duplicate", by: STAFF, set: { duplicate_of: "r0", verified_at: AT } },
		});
	});

	it("announces an erasure three days ahead, begins it, and begins a copy", () => {
		expect(announce({ by: SYSTEM, mail: "m1", now: NOW, code: SEALED })).toEqual({
			...{ what: "announced", by: SYSTEM, mail: "m1" },
			set: { announced_at: AT, begins_at: "2026-12-03T10:00:00.000Z", code_hash: SEALED },
		});
		expect(begin(MEMBER)).toEqual({ what: "begun", to: "in_progress", by: MEMBER, set: { code_hash: null } });
		expect(beginCopy(STAFF, "c1")).toEqual({ what: "copy_begun", by: STAFF, set: { copy_id: "c1" } });
	});

	it("extends once, up to its very day, and never what is closed or has not begun to be open", () => {
		const told = { by: STAFF, mail: "m1", now: NOW, months: 1, reason: SEALED } as const;
		expect(extend(request({ state: "open" }), told)).toEqual({
			...{ what: "extended", by: STAFF, mail: "m1" },
			set: { extended_at: AT, answer_by: "2027-01-26T22:59:59.999Z", extension_sealed: SEALED },
		});
		const due = Date.parse("2026-12-26T22:59:59.999Z");
		expect(canExtend(request({ state: "in_progress" }), due)).toBe(true);
		expect(canExtend(request({ state: "open" }), due + 1)).toBe(false);
		expect(canExtend(request({ state: "open", extended_at: AT }), NOW)).toBe(false);
		for (const state of REQUEST_STATES.filter((one) => one !== "open" && one !== "in_progress"))
			expect([state, canExtend(request({ state }), NOW)]).toEqual([state, false]);
		expect(() => extend(request({ state: "open", extended_at: AT }), told)).toThrow(NoSuchStep);
		expect(() => extend(request({ state: "open", extended_at: AT }), told)).toThrow("extended once, before its day");
	});

	it("fulfils, with a mail and words where there are any", () => {
		const plain = { what: "fulfilled", to: "fulfilled", by: STAFF };
		expect(fulfil({ by: STAFF })).toEqual(plain);
		expect(fulfil({ by: STAFF, mail: "m1", answer: SEALED })).toEqual({
			...{ ...plain, mail: "m1", set: { answer_sealed: SEALED } },
		});
	});

	it("refuses, whole or in part, with ground, words and remedies; of nobody without words", () => {
		const told = { by: STAFF, mail: "m1", now: NOW, ground: "legal_claims", answer: SEALED } as const;
		const set = { refusal_ground: "legal_claims", remedies_sent_at: AT, answer_sealed: SEALED, code_hash: null };
		expect(refuse({ ...told, isPartial: false })).toEqual({
			...{ what: "refused", to: "refused", by: STAFF, mail: "m1", set },
		});
		expect(refuse({ ...told, isPartial: true })).toEqual({
			...{ what: "partially_fulfilled", to: "partially_fulfilled", by: STAFF, mail: "m1", set },
		});
		expect(refuseNobody({ by: STAFF, mail: "m1", now: NOW })).toEqual({
			...{ what: "refused", to: "refused", by: STAFF, mail: "m1" },
			set: { refusal_ground: "nobody_found", remedies_sent_at: AT },
		});
	});

	it("takes back and expires, and the code of its link is of no more use", () => {
		const set = { code_hash: null };
		expect(withdraw(MEMBER)).toEqual({ what: "withdrawn", to: "withdrawn", by: MEMBER, set });
		expect(withdraw(SYSTEM, "m1")).toEqual({ what: "withdrawn", to: "withdrawn", by: SYSTEM, mail: "m1", set });
		expect(expire()).toEqual({ what: "expired", to: "expired", by: SYSTEM, set });
		expect(expiresBefore(NOW)).toBe("2026-10-31T10:00:00.000Z");
	});
});

describe("taking a step", () => {
	it("gives the request as it is then, with its event numbered and linked", async () => {
		const taken = await takeStep(context, request(), {
			what: "opened",
			to: "open",
			by: MEMBER,
			set: { verified_at: AT },
		});
		expect(taken.request).toMatchObject({ state: "open", events: 2, closed_at: null, verified_at: AT });
		expect(taken.request.hash).toMatch(/^[\w-]{43}$/);
		expect(taken.queries).toHaveLength(2);
		expect(taken.audit).toEqual([{ action: "request_verified", actor: "member", request: "r1" }]);
		const parameters = taken.queries.map((query) => query.compile().parameters);
		expect(parameters[0]).toEqual(
			expect.arrayContaining(["r1", "ada", 2, "received", "open", "opened", "member", "h1"]),
		);
	});

	const onDesk = async (row: RequestRow, step: Parameters<typeof takeStep>[2]) => {
		const { queries } = await takeStep(context, row, step);
		const compiled = queries[1]?.compile() ?? expect.fail("no change");
		const at = compiled.sql.split(",").findIndex((part) => part.includes('"on_desk"'));
		return compiled.parameters[at];
	};

	it("keeps on the desk what is open and either shown to be asked or typed in there", async () => {
		const open = { what: "opened", to: "open", by: MEMBER } as const;
		expect(await onDesk(request({ door: "desk" }), open)).toBe(1);
		expect(await onDesk(request({ door: "address" }), open)).toBe(0);
		expect(await onDesk(request({ door: "address" }), { ...open, set: { verified_at: AT } })).toBe(1);
		expect(await onDesk(request({ door: "desk" }), { what: "withdrawn", to: "withdrawn", by: MEMBER })).toBe(0);
	});

	it("closes with a final state alone, and stays where a step names no state", async () => {
		const closed = await takeStep(context, request(), { what: "withdrawn", to: "withdrawn", by: MEMBER });
		expect(closed.request.closed_at).toBe(AT);
		for (const state of ["open", "in_progress"]) {
			const stays = await takeStep(context, request({ state }), { what: "extended", by: STAFF, mail: "m1" });
			expect([stays.request.state, stays.request.closed_at]).toEqual([state, null]);
			expect(stays.queries[0]?.compile().parameters).toEqual(expect.arrayContaining(["m1", "s1", "privacy_officer"]));
		}
		for (const state of ["received", "identity_pending", "refused"])
			await expect(takeStep(context, request({ state }), { what: "extended", by: STAFF })).rejects.toThrow(
				`a request does not go from ${state} to ${state}`,
			);
	});

	it("takes several as one, each on the one before", async () => {
		const done = await takeSteps(context, request(), { what: "opened", to: "open", by: MEMBER }, begin(MEMBER));
		expect([done.request.state, done.request.events, done.queries.length]).toEqual(["in_progress", 3, 4]);
		expect(done.audit.map(({ action }) => action)).toEqual(["request_verified", "request_moved"]);
	});
});

describe("the events of a request", () => {
	const COMMON = { request: "r1", member: "ada", by: STAFF, mail: "" } as const;
	const chain = async (): Promise<EventRow[]> => {
		const first = await eventRow(context, {
			...COMMON,
			number: 1,
			from: "",
			to: "received",
			what: "received",
			previous: "",
		});
		const second = await eventRow(context, {
			...{ ...COMMON, number: 2, from: "received", to: "open", what: "opened", previous: first.hash },
		});
		return [first, second];
	};
	const broken = (events: readonly EventRow[]) => firstBrokenEvent(ROOT, "jupiter-media", events);

	it("hold who did what, when, and by which mail", async () => {
		const [first] = await chain();
		expect(first).toMatchObject({
			...{
				realm_id: "jupiter-media",
				request_id: "r1",
				member_id: "ada",
				number: 1,
				from_state: "",
				to_state: "received",
			},
			...{ what: "received", actor: "staff", actor_role: "privacy_officer", staff_id: "s1", mail_id: "" },
			...{ happened_at: AT, previous_hash: "" },
		});
		const own = await eventRow(context, {
			...COMMON,
			by: MEMBER,
			number: 1,
			from: "",
			to: "received",
			what: "received",
			previous: "",
		});
		expect([own.actor, own.actor_role, own.staff_id]).toEqual(["member", "", ""]);
	});

	it("are whole as they were written, and each column tells where one was altered", async () => {
		const [first, second] = (await chain()) as [EventRow, EventRow];
		expect(await broken([])).toBeUndefined();
		expect(await broken([first, second])).toBeUndefined();
		for (const column of Object.keys(second) as (keyof EventRow)[]) {
			const altered = { ...second, [column]: column === "number" ? 3 : `${second[column]}x` } as EventRow;
			expect([column, await broken([first, altered])]).toEqual([column, 2]);
		}
		expect(await broken([second, first])).toBe(1);
		expect(await broken([first, { ...second, previous_hash: "" }])).toBe(2);
		// Rightly hashed, and yet not the next one.
		const next = { ...COMMON, from: "received", to: "open", what: "opened" } as const;
		for (const wrong of [
			{ number: 3, previous: first.hash },
			{ number: 2, previous: "" },
		])
			expect(await broken([first, await eventRow(context, { ...next, ...wrong })])).toBe(2);
		expect(await firstBrokenEvent(new Uint8Array(32), "jupiter-media", [first])).toBe(1);
		expect(await firstBrokenEvent(ROOT, "lage-kade", [first])).toBe(1);
	});

	it.each<[What, string]>([
		["received", "request_received"],
		["identity_shown", "request_verified"],
		["identity_accepted", "request_verified"],
		["opened", "request_verified"],
		["extended", "request_extended"],
		["refused", "request_refused"],
		["fulfilled", "request_fulfilled"],
		["partially_fulfilled", "request_fulfilled"],
		["withdrawn", "request_withdrawn"],
		["expired", "request_expired"],
		["begun", "request_moved"],
	])("that say %s stand in the log as %s", (what, action) => {
		expect(auditOf("r1", { what, by: SYSTEM })).toEqual({ action, actor: "system", request: "r1" });
		expect(auditOf("r1", { what, by: STAFF })).toEqual({
			action,
			actor: "staff",
			role: "privacy_officer",
			request: "r1",
		});
	});
});
