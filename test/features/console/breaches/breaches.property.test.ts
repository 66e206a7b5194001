import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	type BreachState,
	dueAfter,
	ENTRY_KINDS,
	NEVER_DUE,
	NoSuchBreachStep,
	RISKS,
	stateAfter,
	tellBy,
	timeLeft,
} from "#features/console/breaches/breach.ts";
import { addBreach, addBreachEntry, changeBreach } from "#features/console/breaches/queries-breach.ts";
import { breachNoticeOf } from "#features/console/breaches/record.ts";
import { momentTyped } from "#features/console/breaches/schema.ts";
import { BREACH_NOTICE, type BreachNotice } from "#foundation/brand/settings.ts";
import { calendarDay, clockTime } from "#foundation/i18n/date.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { HOUR, MINUTE } from "#foundation/time.ts";
import { migrated } from "../../../support/stores/memory-database.ts";

const realm = realmIdSchema.parse("jupiter-media");
const sqlite = migrated();

type Compiled = { compile(): { sql: string; parameters: readonly unknown[] } };
function run(query: Compiled): unknown[] {
	const { sql, parameters } = query.compile();
	return sqlite.prepare(sql).all(...(parameters as (string | number | Uint8Array)[]));
}

/** Around both nights of 2026 in which the clocks change, and all year. */
const moments = fc.oneof(
	fc.integer({ min: Date.parse("2026-03-27T00:00:00Z"), max: Date.parse("2026-03-31T00:00:00Z") }),
	fc.integer({ min: Date.parse("2026-10-22T00:00:00Z"), max: Date.parse("2026-10-27T00:00:00Z") }),
	fc.integer({ min: Date.parse("2024-01-01T00:00:00Z"), max: Date.parse("2030-01-01T00:00:00Z") }),
);

describe("the clock of a breach", () => {
	it("ends so many hours of elapsed time after it became known, over every change of the clocks (Art. 33(1))", () => {
		fc.assert(
			fc.property(moments, fc.integer({ min: 1, max: 720 }), (aware, hours) => {
				const until = tellBy(new Date(aware).toISOString(), { hours });
				expect(Date.parse(until) - aware).toBe(hours * HOUR);
				expect(timeLeft(until, aware + MINUTE)).toBe(hours * HOUR - MINUTE);
			}),
		);
	});

	it("reads each time that the wall shows as the first moment that shows it", () => {
		fc.assert(
			fc.property(moments, (at) => {
				const iso = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
				const typed = momentTyped(calendarDay(iso), clockTime(iso));
				if (!(typed instanceof Date)) return expect.fail(String(typed));
				expect([calendarDay(typed.toISOString()), clockTime(typed.toISOString())]).toEqual([
					calendarDay(iso),
					clockTime(iso),
				]);
				// Never later than it was, so no term is longer.
				expect([0, HOUR]).toContain(Date.parse(iso) - typed.getTime());
			}),
		);
	});
});

const START = Date.parse("2026-11-22T08:00:00.000Z");
let made = 0;
function begun(): string {
	made += 1;
	const id = `breach ${made}`;
	const at = new Date(START).toISOString();
	const row = { realm_id: realm, id, aware_at: at, recorded_at: at, hours: 72, law: "GDPR Art. 33(1)" };
	run(addBreach({ ...row, tell_by: tellBy(at, row) }));
	run(addBreachEntry(entry(id, 1, "recorded", at)));
	return id;
}
const entry = (breach_id: string, number: number, what: string, written_at: string) => ({
	...{ realm_id: realm, breach_id, number, what, words_sealed: new Uint8Array([1]), written_at },
	...(what === "letter_ended" ? { staff_id: "", role: "system" } : { staff_id: "ann", role: "privacy_officer" }),
});

describe("the term of a breach", () => {
	const termOf = (...notices: (BreachNotice | undefined)[]) =>
		breachNoticeOf({
			realm: { id: realm, brands: notices.map((_, at) => String(at)) },
			snapshot: { findBrand: (id: string) => ({ look: { breachNotice: notices[Number(id)] } }) },
		} as never);

	it("is that of the operator's file, of several sites the shortest, and without one that of the law", () => {
		const [long, short] = [
			{ hours: 96, law: "GDPR Art. 33(1) as amended" },
			{ hours: 48, law: "Contract" },
		];
		expect([termOf(), termOf(undefined)]).toEqual([BREACH_NOTICE, BREACH_NOTICE]);
		expect([termOf(long), termOf(undefined, long, short)]).toEqual([long, short]);
	});
});

describe("the steps of a breach", () => {
	it("are the same in the database as in code, and end with everything decided", () => {
		const step = fc.record({ kind: fc.constantFrom(...ENTRY_KINDS), risk: fc.constantFrom(...RISKS) });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
				const id = begun();
				let state: BreachState = { risk: "", authority: "", members: "", closed_at: null, letter_after: null };
				let entries = 1;
				const tell_by = tellBy(new Date(START).toISOString(), { hours: 72 });
				let due_at = tell_by;
				for (const [index, { kind, risk }] of steps.entries()) {
					const at = new Date(START + (index + 1) * HOUR).toISOString();
					let next: BreachState;
					try {
						next = stateAfter(state, { kind, at, risk });
					} catch (error) {
						expect(error).toBeInstanceOf(NoSuchBreachStep);
						continue;
					}
					if (kind === "letter_ended") next = { ...next, letter_after: null };
					due_at = dueAfter(next, { ...state, tell_by, due_at }, at);
					const change = { ...next, due_at, entries: entries + 1 };
					run(addBreachEntry(entry(id, entries + 1, kind, at)));
					run(changeBreach(realm, id, kind === "letter_begun" ? { ...change, letter_entry: entries + 1 } : change));
					[state, entries] = [next, entries + 1];
					if (state.closed_at !== null) {
						expect([state.risk, state.authority, state.members]).not.toContain("");
						expect(change.due_at).toBe(NEVER_DUE);
					}
					// Nothing sinks out of sight that waits for an assessment, or whose members wait.
					if (state.closed_at === null && (state.risk === "" || (state.risk === "high" && state.members === "")))
						expect(due_at < NEVER_DUE).toBe(true);
					if (state.authority === "not_told") expect(state.risk).toBe("none");
					if (state.members === "not_told" && state.risk === "high") expect(kind).not.toBe("assessed");
				}
			}),
			{ numRuns: 60 },
		);
	});

	it("cannot be rewritten, skipped or taken away", () => {
		const id = begun();
		const at = new Date(START + HOUR).toISOString();
		const state = { risk: "high", authority: "", members: "", closed_at: null, letter_after: null, entries: 2 };
		const due_at = tellBy(new Date(START).toISOString(), { hours: 72 });
		const refused = (work: () => unknown) => expect(work).toThrow();
		refused(() => run(changeBreach(realm, id, { ...state, due_at })));
		refused(() => run(addBreachEntry(entry(id, 3, "assessed", at))));
		refused(() => run(addBreachEntry(entry(id, 1, "recorded", at))));
		run(addBreachEntry(entry(id, 2, "added", at)));
		refused(() => run(changeBreach(realm, id, { ...state, due_at })));
		for (const sql of [
			`UPDATE breach_entry SET words_sealed = x'02' WHERE breach_id = '${id}'`,
			`UPDATE breach SET aware_at = '${at}' WHERE id = '${id}'`,
			`UPDATE breach SET tell_by = '${at}' WHERE id = '${id}'`,
			`DELETE FROM breach_entry WHERE breach_id = '${id}'`,
			`DELETE FROM breach WHERE id = '${id}'`,
		])
			refused(() => sqlite.exec(sql));
	});
});
