import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timeEnumeration, timingLines } from "../../../bench/enumeration.ts";
import { newVisitor } from "../../../support/member.ts";
import { isAll } from "../../../support/run/sample.ts";
import { startWorld, type World } from "../../../support/world.ts";

/** It takes a quarter of an hour, and a machine that does nothing else: only `npm test -- --all` asks for it. */
const TIMEOUT_MS = 60 * 60 * 1000;

let world: World;
beforeAll(async () => {
	if (isAll) world = await startWorld();
});
afterAll(() => world?.stop());

describe.runIf(isAll)("the time of an answer about an address or a name (T9, T25)", () => {
	it(
		"tells no state of an account, by a measure that sees one trip more",
		async () => {
			const { results, seesATrip } = await timeEnumeration(world, () => newVisitor(world));
			console.log(timingLines(results));
			expect(seesATrip).toBe(true);
			expect(results.slice(0, -1).filter(({ isApart }) => isApart)).toEqual([]);
		},
		TIMEOUT_MS,
	);
});
