import { describe, expect, it } from "vitest";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { erasureAtOnce, newRequest, requestDoneQueries } from "#foundation/rights/requests/new-request.ts";
import type { RequestKind } from "#foundation/rights/requests/request.ts";
import type { RequestRow, StepContext, Stepped } from "#foundation/rights/requests/step.ts";
import { openWords, REQUEST_UNITS, sealWords } from "#foundation/rights/requests/words.ts";
import { outboxWorld, START } from "../../../support/mail-world.ts";

/** What a request is as it comes in, value by value. */

const REALM = "voorbeeld-media" as never;
const MEMBER = { actor: "member" } as const;
const AT = new Date(START).toISOString();

async function surroundings() {
	const world = await outboxWorld();
	const context: StepContext = {
		...{ realm: { id: REALM }, now: START, keys: async () => world.ring, settings: { keyRoot: new Uint8Array(32) } },
	};
	const asked = { member: "ada", door: "page", by: MEMBER, brand: world.brands.apple.id, responseDays: 28 } as const;
	const add = (extra: { kind?: RequestKind } & Partial<Parameters<typeof newRequest>[1]> = {}) =>
		newRequest(context, { ...asked, kind: "access", ...extra });
	const keysOf = async (row: Pick<RequestRow, "id">) =>
		(await world.database.read(unitKeysOf(REALM, ["ada"], [`${REQUEST_UNITS}${row.id}`])))[0];
	return { world, context, asked, add, keysOf };
}

const parametersOf = ({ queries }: Pick<Stepped, "queries">) =>
	queries.map((query) =>
		query.compile().parameters.filter((one) => typeof one === "string" || typeof one === "number"),
	);

describe("a request as it comes in", () => {
	it("has the day of its answer from the day that it came in, which is never later than now", async () => {
		const { add } = await surroundings();
		const now = (await add()).request;
		expect(now).toMatchObject({
			...{ member_id: "ada", kind: "access", door: "page", state: "received", received_at: AT, letter_id: now.id },
			...{ response_days: 28, answer_by: now.due_at, due_at: "2026-12-20T22:59:59.999Z", events: 1 },
			...{ verified_at: null, asked_at: null, pause_counts: 0, paused_days: 0, text_sealed: null, closed_at: null },
		});
		const earlier = (await add({ receivedAt: "2026-11-12T08:00:00.000Z" })).request;
		expect([earlier.received_at, earlier.due_at]).toEqual(["2026-11-12T08:00:00.000Z", "2026-12-10T22:59:59.999Z"]);
		expect(earlier.id < now.id).toBe(true);
		expect((await add({ receivedAt: "2026-12-12T08:00:00.000Z" })).request.received_at).toBe(AT);
		expect((await add({ letter: "l1" })).request.letter_id).toBe("l1");
	});

	it("says in the log that it came in, and stands on the desk where it was typed in there", async () => {
		const { add } = await surroundings();
		const page = await add();
		expect(page.audit).toEqual([{ action: "request_received", actor: "member", request: page.request.id }]);
		const [, event] = parametersOf(page);
		expect(event).toEqual(expect.arrayContaining([page.request.id, "ada", 1, "received", "member", AT]));
		const onDesk = async (door: "page" | "address" | "desk") => parametersOf(await add({ door }))[2]?.at(-1);
		expect([await onDesk("page"), await onDesk("address"), await onDesk("desk")]).toEqual([0, 0, 1]);
	});

	it("has a key of its own, which opens its words and none of another request", async () => {
		const { world, add, keysOf } = await surroundings();
		const { request, queries, unit } = await add({ text: "Which data?" });
		await world.database.write(...queries);
		const keys = await keysOf(request);
		const ring = async () => world.ring;
		expect(await openWords(ring, request, "text_sealed", keys)).toBe("Which data?");
		expect(await openWords(ring, request, "answer_sealed", keys)).toBeUndefined();
		expect(await openWords(ring, request, "text_sealed", [])).toBeUndefined();
		// Moved to another column, or to another request, it does not open.
		const moved = { ...request, answer_sealed: request.text_sealed };
		expect(await openWords(ring, moved, "answer_sealed", keys)).toBeUndefined();
		const answered = await sealWords(unit ?? expect.fail("no key"), request.id, "answer_sealed", "These.");
		expect(await openWords(ring, { ...request, answer_sealed: answered }, "answer_sealed", keys)).toBe("These.");
		const failing = () => Promise.reject(new Error("another fault"));
		await expect(openWords(failing, request, "text_sealed", keys)).rejects.toThrow("another fault");
	});

	it("of nobody has neither key nor words; without words it has a key for the answer", async () => {
		const { add } = await surroundings();
		const nobody = await add({ member: "", text: "words" });
		expect([nobody.unit, nobody.request.text_sealed, nobody.queries.length]).toEqual([undefined, null, 2]);
		const silent = await add({ text: "" });
		expect([silent.unit === undefined, silent.request.text_sealed, silent.queries.length]).toEqual([false, null, 3]);
	});
});

describe("an erasure at once", () => {
	it("takes back copies of its own letter alone, and of those kinds that a copy answers", async () => {
		const { context, asked, add } = await surroundings();
		const row = async (kind: RequestKind, letter_id: string, state = "open"): Promise<RequestRow> => ({
			...(await add({ kind })).request,
			...{ letter_id, state },
		});
		const waiting = await row("erasure", "l1");
		const others = [
			...[await row("access", "l1"), await row("portability", "l1")],
			...[await row("complaint", "l1"), await row("access", "l2")],
		];
		const done = await erasureAtOnce(context, asked, [...others, waiting]);
		expect([done.request.id, done.request.state]).toEqual([waiting.id, "in_progress"]);
		expect(done.audit).toEqual([
			{ action: "request_withdrawn", actor: "member", request: others[0]?.id },
			{ action: "request_withdrawn", actor: "member", request: others[1]?.id },
			{ action: "request_moved", actor: "member", request: waiting.id },
		]);
		expect(done.queries).toHaveLength(6);
		await expect(erasureAtOnce(context, asked, [{ ...waiting, state: "in_progress" }])).rejects.toThrow(
			"an erasure of the member has begun already",
		);
		const fresh = await erasureAtOnce(context, asked, others);
		expect([fresh.request.kind, fresh.request.state, fresh.request.door]).toEqual(["erasure", "in_progress", "page"]);
	});

	it("is fulfilled by the system, or by whom it is said, with a mail where there is one", async () => {
		const { context, add } = await surroundings();
		const begun = { ...(await add({ kind: "erasure" })).request, state: "in_progress" };
		const plain = await requestDoneQueries(context, begun);
		expect(plain.audit).toEqual([{ action: "request_fulfilled", actor: "system", request: begun.id }]);
		const told = await requestDoneQueries(context, begun, { by: MEMBER, mail: "m1" });
		expect([told.request.state, told.audit[0]?.actor]).toEqual(["fulfilled", "member"]);
		expect(parametersOf(told)[0]).toEqual(expect.arrayContaining(["m1", "member", "fulfilled", "in_progress"]));
	});
});
