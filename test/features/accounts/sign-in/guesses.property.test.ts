import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_GUESSES, standingOf } from "#features/accounts/sign-in/guesses.ts";
import * as sql from "#features/accounts/sign-in/queries-guesses.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { memoryDatabase } from "../../../support/stores/memory-database.ts";

const realm = realmIdSchema.parse("lage-kade");
const TERM = {
	nobody: "imprint",
	now: "2026-11-22T08:00:00.000Z",
	tomorrow: "2026-11-23T08:00:00.000Z",
	later: "2026-12-22T08:00:00.000Z",
};

/** What is done at one account, many times over or once, from a new browser or one of its own. */
type Step = { do: "wrong" | "right"; from: "new" | "own"; times: number } | { do: "link" } | { do: "new password" };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant("wrong" as const),
			from: fc.constantFrom("new" as const, "own" as const),
			times: fc.integer({ min: 1, max: 45 }),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("right" as const),
			from: fc.constantFrom("new" as const, "own" as const),
			times: fc.constant(1),
		}),
	},
	{ weight: 1, arbitrary: fc.constantFrom({ do: "link" as const }, { do: "new password" as const }) },
);

/** A sign-in as `signIn` goes about it, on the real rows: counted, judged, and only then looked at. */
async function tryPassword(database: Database, from: "new" | "own", isRight: boolean) {
	const [[guesses]] = await database.write(sql.takeGuess(realm, "email_index", [new Uint8Array(32)], TERM));
	if (guesses === undefined) throw new Error("no row came back");
	const { isKnown, isShut } = standingOf(guesses, from === "own");
	if (isShut) return "shut";
	if (isRight) await database.write(sql.forgetGuesses(realm, guesses.subject));
	else if (isKnown) await database.write(sql.moveToOwn(realm, guesses.subject));
	return isRight ? "in" : "wrong";
}

describe("passwords that are tried at one account", () => {
	it("are looked at a few in a row, and its owner always has a way in, whatever came before (T26)", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
				const database = memoryDatabase();
				let inRow = 0;
				let ownInRow = 0;
				const play = async (from: "new" | "own", isRight: boolean) => {
					const outcome = await tryPassword(database, from, isRight);
					if (outcome === "in") [inRow, ownInRow] = [0, 0];
					else if (outcome === "wrong" && from === "new") inRow += 1;
					else if (outcome === "wrong") ownInRow += 1;
					expect(inRow).toBeLessThanOrEqual(MAX_GUESSES.unknown);
					// As one that is new to it, an own browser has what those have left.
					expect(ownInRow).toBeLessThanOrEqual(MAX_GUESSES.own + MAX_GUESSES.unknown);
					expect(inRow + ownInRow).toBeLessThanOrEqual(MAX_GUESSES.own + MAX_GUESSES.unknown);
					return outcome;
				};
				for (const one of steps) {
					if (one.do === "new password") {
						await database.write(sql.forgetGuesses(realm, TERM.nobody));
						[inRow, ownInRow] = [0, 0];
					} else if (one.do === "link") {
						// The browser is known from here on; while its own are not used up, the password is enough.
						const outcome = await play("own", true);
						if (ownInRow < MAX_GUESSES.own) expect(outcome).toBe("in");
					} else for (let time = 0; time < one.times; time++) await play(one.from, one.do === "right");
				}
				// The owner of the mailbox gets in, whatever happened: a new password ends the row, in a browser known by it.
				await database.write(sql.forgetGuesses(realm, TERM.nobody));
				[inRow, ownInRow] = [0, 0];
				for (let time = 0; time < 150; time++) await play("new", false);
				expect(await play("own", true)).toBe("in");
			}),
			{ numRuns: 40 },
		);
	});
});

describe("the time of a count", () => {
	it("is that of the last password of an account, and of a name alone the first of its day", async () => {
		const database = memoryDatabase();
		const at = async () =>
			(await database.read(build.selectFrom("password_guess").select(["subject", "counted_at"]).orderBy("subject")))[0];
		const [first, second, third] = [9, 10, 11].map((hour) => `2026-11-22T${String(hour).padStart(2, "0")}:00:00.000Z`);
		for (const now of [first, second]) {
			const term = { ...TERM, now: now ?? "" };
			await database.write(
				sql.takeGuess(realm, "email_index", [new Uint8Array(32)], term),
				sql.takeNameGuess(realm, "name", term),
				sql.countOwnGuess(realm, "own", term),
			);
		}
		expect(await at()).toEqual([
			{ subject: "imprint", counted_at: second },
			{ subject: "name", counted_at: first },
			{ subject: "own", counted_at: second },
		]);
		await database.write(sql.moveToOwn(realm, "imprint"), sql.markTold(realm, "imprint", third ?? ""));
		expect(await at()).toContainEqual({ subject: "imprint", counted_at: second });
	});
});
