import { afterEach, describe, expect, it, vi } from "vitest";
import { build, DatabaseUnavailable } from "#foundation/db/database.ts";
import { StandsStill, Unavailable } from "#foundation/errors.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { beginErasureQueries } from "#foundation/rights/erasure/begin.ts";
import { moveErasures } from "#foundation/rights/erasure/move.ts";
import type { ErasureParts } from "#foundation/rights/erasure/parts.ts";
import { NotErased } from "#foundation/rights/erasure/prove.ts";
import {
	ALONE,
	addErasures,
	addMail,
	addNotice,
	beforeTrip,
	type ErasureWorld,
	erasureRow,
	erasureWorld,
	NOW,
	own,
	REQUEST,
	taken,
} from "../../../support/erasure/erasure-world.ts";
import { emailOf, REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";
import { brandErasing, inRealm } from "../../../support/fixtures/retention-world.ts";

/** A run: it takes each erasure from where it stands to its end, and what stands in the way of one holds up no other. */

const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
afterEach(() => logged.mockClear());

/** Two erasures, of which the first has waited longer. */
async function two(): Promise<ErasureWorld & { second: string }> {
	const erasure = await erasureWorld();
	const second = await begunIn(erasure, REALM, "lid-2");
	erasure.world.time = NOW + 60_000;
	return { ...erasure, second };
}

/** @returns the id of an erasure that begins a millisecond after the first */
async function begunIn({ world }: ErasureWorld, realm: string, member: string): Promise<string> {
	const whom = { realm: realmIdSchema.parse(realm), member, request: REQUEST, address: emailOf(2) };
	const writer = { locale: "nl", brand: brandIdSchema.parse(BRANDS[0]) } as const;
	const begun = await beginErasureQueries(await world.keys(), { ...whom, ...writer }, NOW + 1);
	await world.database.write(taken(), ...begun.queries);
	return begun.id;
}

async function statesOf({ world }: ErasureWorld): Promise<Record<string, unknown[]>> {
	const [rows] = await world.database.read(build.selectFrom("erasure").selectAll());
	return Object.fromEntries(
		rows.map(({ id, state, failures, last_error_code }) => [id, [state, failures, last_error_code]]),
	);
}
const ISSUED = ["issued", 0, null];
const move = ({ world }: ErasureWorld, parts: Partial<ErasureParts> = {}, only?: string) =>
	moveErasures(world.context(), { ...ALONE, ...parts }, only);

/** The store refuses so many erasures, and then answers. */
function refusing(error: () => Error, times = 1): Partial<ErasureParts> {
	let looks = 0;
	return {
		removeObjects: async () => {
			looks += 1;
			if (looks <= times) throw error();
		},
	};
}

describe("a run", () => {
	it("takes every erasure through its steps, each once, the one that waited longest first", async () => {
		const erasure = await two();
		await move(erasure);
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ISSUED, [erasure.second]: ISSUED });
		const log = await erasure.log();
		const steps = ["erasure_executed", "erasure_verified", "receipt_issued"];
		expect(log.map(({ action }) => action).sort()).toEqual([...steps, ...steps].sort());
		expect(erasure.world.rowsOf("member")).toEqual([]);
		expect(logged).not.toHaveBeenCalled();
	});

	it("moves the one alone that was asked for just now, though others have waited longer", async () => {
		const erasure = await two();
		await move(erasure, {}, erasure.second);
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ["begun", 0, null], [erasure.second]: ISSUED });
		await move(erasure, {}, "another");
		expect((await erasure.row()).state).toBe("begun");
	});

	it("goes on from where an earlier run stood", async () => {
		const erasure = await two();
		await expect(
			move(
				erasure,
				refusing(() => new Error("x"), 2),
			),
		).rejects.toThrow(StandsStill);
		expect(Object.values(await statesOf(erasure)).map(([state]) => state)).toEqual(["executed", "executed"]);
		const counts = erasure.world.rowsOf("erasure_count");
		await move(erasure);
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ISSUED, [erasure.second]: ISSUED });
		expect(erasure.world.rowsOf("erasure_count")).toEqual(counts);
	});

	it("takes a moment of its own for each step", async () => {
		const erasure = await erasureWorld();
		erasure.world.tripTakes = 1_000;
		await move(erasure);
		const { begun_at, executed_at, verified_at, closed_at } = await erasure.row();
		const moments = [begun_at, executed_at, verified_at, closed_at].map(String);
		expect(new Set(moments).size).toBe(4);
		expect([...moments].sort()).toEqual(moments);
	});

	it("looks afterwards what became of notices and mails", async () => {
		const erasure = await erasureWorld();
		const { world } = erasure;
		const recipients = JSON.stringify([{ name: "Bank", notice: "n", outcome: "waiting" }]);
		const old = erasureRow({ id: "old", state: "issued", waiting: 2, recipients_json: recipients });
		await world.database.write(...addErasures(old), addNotice("n", "sent"), ...addMail("m", "old", { settled: true }));
		world.time = NOW + 60_000;
		await move(erasure);
		const [[row]] = await world.database.read(build.selectFrom("erasure").selectAll().where("id", "=", "old"));
		expect(row).toMatchObject({ waiting: 0, stepped_at: "2026-11-30T08:01:00.000Z" });
		expect([row?.recipients_json?.includes('"told"'), world.rowsOf("outbox")]).toEqual([true, []]);
	});

	it("ends after 25 seconds, and the next one goes on", async () => {
		const erasure = await two();
		erasure.world.tripTakes = 5_000;
		const before = erasure.world.time;
		await move(erasure);
		const states = Object.values(await statesOf(erasure)).map(([state]) => state);
		expect(states).not.toEqual(["issued", "issued"]);
		// The step under way, and the look at notices.
		expect(erasure.world.time - before).toBeLessThanOrEqual(25_000 + 8 * 5_000);
		for (let runs = 0; runs < 9; runs++) await move(erasure);
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ISSUED, [erasure.second]: ISSUED });
	});

	it("speaks to the database as the erasures do, and gives a trip fifteen seconds", async () => {
		const erasure = await erasureWorld();
		const context = erasure.world.context();
		const database = vi.fn(context.database);
		await moveErasures({ ...context, database }, ALONE);
		expect(database.mock.calls).toEqual([["erasures", 15_000]]);
	});
});

describe("an erasure that cannot go on", () => {
	it.each([
		["a sentence of what is left", () => new NotErased("2 rows are left"), "2 rows are left"],
		[
			"the kind alone of any other error, for its words may hold values",
			() => new TypeError("ada@x.example"),
			"TypeError",
		],
	])("is noted and told with %s, and the others go on", async (_, error, told) => {
		const erasure = await two();
		const run = move(erasure, refusing(error));
		const sentence = `1 erasures could not go on, the next run tries again: ${told}`;
		await expect(run).rejects.toThrow(new StandsStill(sentence));
		await expect(run).rejects.toBeInstanceOf(StandsStill);
		const states = await statesOf(erasure);
		expect(Object.values(states).sort()).toEqual([["executed", 1, told], ISSUED]);
		expect(logged.mock.calls).toEqual([[`erasures: ${sentence}`]]);
		const [[failed]] = await erasure.world.database.read(
			build.selectFrom("erasure").selectAll().where("failures", "=", 1),
		);
		expect(failed?.stepped_at).toBe(new Date(erasure.world.time).toISOString());
	});

	it("is told once with the others that fail alike, and beside those that fail otherwise", async () => {
		const alike = await two();
		await expect(
			move(
				alike,
				refusing(() => new Error("x"), 2),
			),
		).rejects.toThrow(/^2 erasures could not go on, the next run tries again: Error$/);
		const otherwise = await two();
		let count = 0;
		const error = () => (count++ === 0 ? new NotErased("something is left") : new RangeError("x"));
		await expect(move(otherwise, refusing(error, 2))).rejects.toThrow(
			/^2 erasures could not go on, the next run tries again: something is left; RangeError$/,
		);
	});

	it("has not failed where another run made its step meanwhile", async () => {
		const erasure = await erasureWorld();
		const removeObjects = async () => {
			await move(erasure);
			throw new Error("this run came too late");
		};
		await move(erasure, { removeObjects });
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ISSUED });
		expect(logged).not.toHaveBeenCalled();
	});

	it("is not noted where the database does not answer: that ends the run", async () => {
		const erasure = await erasureWorld();
		beforeTrip(erasure, 5, () => Promise.reject(new DatabaseUnavailable("away")));
		await expect(move(erasure)).rejects.toThrow(DatabaseUnavailable);
		expect((await erasure.row()).failures).toBe(0);
		expect(logged).not.toHaveBeenCalled();
	});

	it("is not begun on where there are no keys", async () => {
		const erasure = await erasureWorld();
		const context = erasure.world.context();
		const keys = () => Promise.reject(new Unavailable("no salts"));
		await expect(moveErasures({ ...context, keys }, ALONE)).rejects.toThrow("no salts");
		expect(await erasure.row()).toMatchObject({ state: "begun", failures: 0 });
		expect(erasure.world.trips).toBe(0);
	});

	it("stands still where its key is gone", async () => {
		const erasure = await erasureWorld();
		erasure.world.sqlite.exec("DELETE FROM unit_key WHERE unit = 'erasure'");
		await expect(move(erasure)).rejects.toThrow(/^1 erasures could not go on, the next run tries again: Error$/);
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ["begun", 1, "Error"] });
	});

	it("stands still where its realm is gone, and another's goes on", async () => {
		const erasure = await erasureWorld();
		const lost = await begunIn(erasure, "lost", "lid-2");
		await expect(move(erasure)).rejects.toThrow(/^1 erasures could not go on, the next run tries again: Error$/);
		expect(await statesOf(erasure)).toEqual({ [erasure.begun.id]: ISSUED, [lost]: ["begun", 1, "Error"] });
	});

	it("is erased in its own realm, however many realms there are", async () => {
		const erasure = await erasureWorld();
		const [first, last] = ["a-realm", "z-realm"].map((realm) => inRealm(realm, brandErasing(`of-${realm}`, "P12M")));
		if (first === undefined || last === undefined) return expect.fail("no brands");
		await erasure.world.publish(first, ...own(), last);
		await move(erasure);
		expect((await erasure.row()).state).toBe("issued");
		expect(erasure.world.rowsOf("member", "membership").filter((row) => row.includes('"lid-1"'))).toEqual([]);
	});
});
