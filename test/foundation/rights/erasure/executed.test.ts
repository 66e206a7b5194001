import { describe, expect, it } from "vitest";
import { build, ConstraintViolated } from "#foundation/db/database.ts";
import { execute } from "#foundation/rights/erasure/execute.ts";
import type { ErasureParts } from "#foundation/rights/erasure/parts.ts";
import { planErasure } from "#foundation/rights/erasure/plan-erasure.ts";
import {
	beforeTrip,
	type ErasureWorld,
	erasureWorld,
	logGoesOn,
	MEMBER,
	NOW,
	REQUEST,
} from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";

/** The batch that erases. */

const MINUTE = 60_000;
const EXECUTED = "2026-11-30T08:01:00.000Z";

async function planned(): Promise<ErasureWorld> {
	const erasure = await erasureWorld();
	await planErasure(await erasure.run(), await erasure.erasing());
	erasure.world.time = NOW + MINUTE;
	return erasure;
}

const idsOf = ({ world }: ErasureWorld, table: "member" | "membership") =>
	world.rowsOf(table).map((row) => ["lid-1", "lid-2"].find((id) => row.includes(`"${id}"`)));

describe("an erasure that is executed", () => {
	it("takes the member alone, in the batch that says so and counts it", async () => {
		const erasure = await planned();
		const before = erasure.world.trips;
		await execute(await erasure.run(), await erasure.erasing());
		expect(erasure.world.trips - before).toBe(2);
		expect([idsOf(erasure, "member"), idsOf(erasure, "membership")]).toEqual([["lid-2"], ["lid-2", "lid-2"]]);
		expect(await erasure.row()).toMatchObject({ state: "executed", stepped_at: EXECUTED, executed_at: EXECUTED });
		expect(await erasure.log()).toEqual([
			{ action: "erasure_executed", actor: "system", request_id: REQUEST, counts_json: "{}", commitment: "" },
		]);
		const [counts, evidence] = await erasure.world.database.read(
			build.selectFrom("erasure_count").select(["table_name", "erased"]).where("erased", ">", 0),
			build.selectFrom("retention_run").select(["day", "table_name", "erased", "first_at"]).orderBy("table_name"),
		);
		expect(counts.map(({ table_name, erased }) => `${table_name} ${erased}`).sort()).toEqual([
			"member 1",
			"membership 2",
			"unit_key 1",
		]);
		expect(evidence).toEqual(
			[
				["member", 1],
				["membership", 2],
				["unit_key", 1],
			].map(([table_name, erased]) => {
				return { day: "2026-11-30", table_name, erased, first_at: EXECUTED };
			}),
		);
	});

	it.each([
		["when the account was closed", "2026-11-20T08:00:00.000Z"],
		["when the erasure began, where the account stood", null],
	])("tells what is written beside it that everything ended %s", async (_, closed) => {
		const erasure = await planned();
		if (closed !== null)
			erasure.world.sqlite.exec(
				`UPDATE member SET state = 'closed', closed_at = '${closed}', purge_at = '2027-11-20T08:00:00.000Z' WHERE id = '${MEMBER}'`,
			);
		const told: unknown[] = [];
		const hook: ErasureParts["hooks"][number] = async (context, { kind, realm, brands, subjects }) => {
			told.push([kind, realm, brands, subjects, context.now]);
			return [build.updateTable("member").set({ language: "en" }).where("id", "=", "lid-2")];
		};
		await execute(await erasure.run({ hooks: [hook] }), await erasure.erasing());
		const begunAt = new Date(NOW).toISOString();
		const subjects = [{ id: MEMBER, at: begunAt, endedAt: closed ?? begunAt }];
		expect(told).toEqual([["member", REALM, BRANDS, subjects, NOW + MINUTE]]);
		expect(erasure.world.rowsOf("member")).toEqual([expect.stringContaining('"language":"en"')]);
	});

	it("tries again where the log of the realm went on meanwhile", async () => {
		const erasure = await planned();
		const run = await erasure.run();
		beforeTrip(erasure, 2, () => logGoesOn(erasure));
		await execute(run, await erasure.erasing());
		expect((await erasure.log()).map(({ action }) => action)).toEqual(["day_closed", "erasure_executed"]);
		expect(idsOf(erasure, "member")).toEqual(["lid-2"]);
	});

	it("is not done twice where another run did it meanwhile", async () => {
		const erasure = await planned();
		const erasing = await erasure.erasing();
		await execute(await erasure.run(), erasing);
		const first = [await erasure.row(), await erasure.log(), erasure.world.rowsOf("erasure_count", "retention_run")];
		erasure.world.time += MINUTE;
		await expect(execute(await erasure.run(), erasing)).rejects.toThrow(ConstraintViolated);
		expect([await erasure.row(), await erasure.log(), erasure.world.rowsOf("erasure_count", "retention_run")]).toEqual(
			first,
		);
	});
});
