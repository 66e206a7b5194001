import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGE_ACTS, AGE_OUTCOMES, AGE_PROOFS, type AgeAct, nextState } from "#features/console/age/age-check.ts";
import { addCheck, ageCheck, takeStep } from "#features/console/age/queries-age.ts";
import { failOverdue, markRemoved } from "#features/console/age/queries-age-job.ts";
import { type CheckRow, checkOf, stepQueries } from "#features/console/age/step.ts";
import { addMeasure } from "#features/moderation/standing-measures.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY } from "#foundation/time.ts";
import { migrated } from "../../support/stores/memory-database.ts";

const realm = realmIdSchema.parse("jupiter-media");
const START = Date.parse("2026-11-22T08:00:00.000Z");
const PEOPLE = ["ann", "bob", "cas", ""] as const;
const sqlite = migrated();

type Compiled = { compile(): { sql: string; parameters: readonly unknown[] } };
function run(query: Compiled): unknown[] {
	const { sql, parameters } = query.compile();
	return sqlite.prepare(sql).all(...(parameters as (string | number)[]));
}

let made = 0;
function begun(): string {
	made += 1;
	const id = `check ${made}`;
	run(
		addCheck(realm, {
			...{ id, member: `member ${made}`, brand: "twero", photo: "p", by: "ann", role: "moderator" },
			at: new Date(START).toISOString(),
		}),
	);
	return id;
}
const rowOf = (id: string) => run(ageCheck(realm, id))[0] as CheckRow;

const person = fc.constantFrom(...PEOPLE);
const event = fc.oneof(
	fc.record({
		act: fc.constantFrom(...AGE_ACTS),
		by: person,
		kind: fc.constantFrom(...AGE_PROOFS),
		outcome: fc.constantFrom(...AGE_OUTCOMES),
	}),
	fc.record({ days: fc.integer({ min: 0, max: 8 }) }),
);

/** As a clock on the wall in Amsterdam shows it. */
const wallTime = (moment: number) =>
	new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short", timeStyle: "medium" }).format(
		moment,
	);

describe("a check of age", () => {
	it("takes two people to every decision, and removes nobody who was not asked for seven days or seen by two", () => {
		fc.assert(
			fc.property(fc.array(event, { maxLength: 14 }), (events) => {
				const id = begun();
				let now = START;
				for (const one of events) {
					const before = rowOf(id);
					if ("days" in one) {
						now += one.days * DAY;
						run(failOverdue(new Date(now).toISOString()));
						const after = rowOf(id);
						const hasPassed = before.state === "asked" && Date.parse(before.due_at ?? "") <= now;
						expect(after.state).toBe(hasPassed ? "failed" : before.state);
						continue;
					}
					const { act, by, kind, outcome } = one;
					const proof = act === "show" ? { kind, outcome } : undefined;
					const to = nextState(checkOf(before), act, by);
					const queries = stepQueries(realm, before, { act, proof, by, role: by || "tool", now });
					expect(queries === undefined).toBe(to === undefined);
					if (queries === undefined) continue;
					expect(run(queries[0])).toHaveLength(1);
					const after = rowOf(id);
					expect(after.state).toBe(to);
					if (after.second_by !== null) expect(after.second_by).not.toBe(after.raised_by);
					if (act === "confirm") expect(by).not.toBe(before.shown_by);
					if (act === "show") expect(by).not.toBe("");
					if (to === "asked") {
						const seventh = new Date(Date.parse(`${wallTime(now).slice(0, 10)}T00:00Z`) + 7 * DAY).toISOString();
						expect(wallTime(Date.parse(after.due_at ?? ""))).toBe(`${seventh.slice(0, 10)} 23:59:59`);
					}
				}
				const { state, member_id: member } = rowOf(id);
				const at = new Date(now).toISOString();
				const measure = `${id} suspended`;
				run(markRemoved(realm, id, { measure, at }));
				expect(rowOf(id).state).toBe(state);
				const suspension = {
					kind: "suspended_account",
					scope: "",
					clause: "age",
					source: "own",
					reason: null,
				} as const;
				run(addMeasure(realm, { id: measure, member, by: "ann", at, ...suspension }));
				run(markRemoved(realm, id, { measure, at }));
				expect(rowOf(id).state).toBe(state === "failed" ? "removed" : state);
			}),
			{ numRuns: 300 },
		);
	});

	it("is settled by another member of staff in the database too, and by its steps alone", () => {
		const at = new Date(START).toISOString();
		const set = (id: string, columns: string) => sqlite.exec(`UPDATE age_check SET ${columns} WHERE id = '${id}'`);
		const id = begun();
		const asked = `state = 'asked', due_at = '${at}', second_role = 'moderator'`;
		expect(() => set(id, `${asked}, second_by = 'ann'`)).toThrow("CHECK");
		expect(() => set(id, "state = 'adult'")).toThrow("steps");
		expect(() => set(id, "raised_by = 'bob'")).toThrow("began");
		set(id, `${asked}, second_by = 'bob'`);
		const shown = `shown_kind = 'document', shown_outcome = 'minor', shown_by = 'bob', shown_role = 'moderator'`;
		set(id, `state = 'shown', ${shown}, shown_at = '${at}'`);
		const confirmed = "confirmed_role = 'moderator', confirmed_by";
		expect(() => set(id, `state = 'failed', ${confirmed} = 'bob'`)).toThrow("CHECK");
		expect(() => set(id, "state = 'failed'")).toThrow("another member of staff");
		expect(() => set(id, `state = 'adult', ended_at = '${at}', ${confirmed} = 'ann'`)).toThrow("CHECK");
		set(id, `state = 'failed', ${confirmed} = 'ann'`);
		expect(() => set(id, "state = 'asked'")).toThrow("steps");
	});

	it("is one for a member at a time, and takes one of two steps at once", () => {
		const id = begun();
		const row = rowOf(id);
		const again = { id: `${id} again`, member: row.member_id, brand: "twero", photo: "q", by: "bob" };
		expect(() => run(addCheck(realm, { ...again, role: "moderator", at: row.raised_at }))).toThrow("UNIQUE");
		const step = (act: AgeAct, to: "asked" | "dismissed", by: string) =>
			run(takeStep(realm, { id, act, to, by, role: "moderator", now: START }));
		expect([step("agree", "asked", "bob").length, step("dismiss", "dismissed", "cas").length]).toEqual([1, 0]);
	});
});
