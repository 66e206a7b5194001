import { expect, it } from "vitest";
import {
	type BreachRow,
	dueAfter,
	type EntryKind,
	NEVER_DUE,
	type Risk,
	stateAfter,
	tellBy,
} from "#features/console/breaches/breach.ts";
import { advance } from "#features/console/breaches/members/queries-letter.ts";
import { addBreach, addBreachEntry, breachById, changeBreach } from "#features/console/breaches/queries-breach.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { migrated } from "../../../support/stores/memory-database.ts";

/** The place where a letter to members goes on, and what is due of a breach beside it. */

const realm = realmIdSchema.parse("jupiter-media");
const sqlite = migrated();
const at = "2026-11-22T08:00:00.000Z";
const later = "2026-11-29T08:00:00.000Z";
const term = { hours: 72, law: "GDPR Art. 33(1)" };

type Compiled = { compile(): { sql: string; parameters: readonly unknown[] } };
function run(query: Compiled) {
	const { sql, parameters } = query.compile();
	return sqlite.prepare(sql).all(...(parameters as string[]));
}
const read = (id: string) => run(breachById(realm, id))[0] as unknown as BreachRow;

/** An entry of somebody who read the breach as it is given here. */
function write(known: BreachRow, kind: EntryKind, more: { risk?: Risk; reached?: number } = {}) {
	const state = stateAfter(known, { kind, at, ...more });
	const next = kind === "letter_ended" ? { ...state, letter_after: null } : state;
	const number = known.entries + 1;
	const by = kind === "letter_ended" ? { staff_id: "", role: "system" } : { staff_id: "ann", role: "privacy_officer" };
	const words_sealed = new Uint8Array([1]);
	run(
		addBreachEntry({ realm_id: realm, breach_id: known.id, number, what: kind, words_sealed, written_at: at, ...by }),
	);
	const { risk, authority, members, closed_at, letter_after } = next;
	const change = {
		risk,
		authority,
		members,
		closed_at,
		letter_after,
		due_at: dueAfter(next, known, at),
		entries: number,
	};
	run(changeBreach(realm, known.id, kind === "letter_begun" ? { ...change, letter_entry: number } : change));
}

/** A grave one whose letter, entry 3, begins. */
function begun(id: string): void {
	run(addBreach({ realm_id: realm, id, aware_at: at, recorded_at: at, ...term, tell_by: tellBy(at, term) }));
	const first = { number: 1, what: "recorded", words_sealed: new Uint8Array([1]), written_at: at };
	run(addBreachEntry({ realm_id: realm, breach_id: id, ...first, staff_id: "ann", role: "privacy_officer" }));
	write(read(id), "assessed", { risk: "high" });
	write(read(id), "letter_begun");
}
const advanceLetter = (id: string, letter: number, from: string, to: string, queued: number) =>
	run(advance(realm, id, { letter, from, to, queued, failed: 0 }));

it("stays where the job is while an officer adds something that they began earlier", () => {
	begun("a");
	advanceLetter("a", 3, "", "twero~p1", 100);
	const earlier = read("a");
	advanceLetter("a", 3, "twero~p1", "twero~p2", 200);
	write(earlier, "added");
	expect(read("a")).toMatchObject({ letter_after: "twero~p2", letters_queued: 200, entries: 4 });
});

it("is moved by no run of an earlier letter", () => {
	begun("b");
	advanceLetter("b", 3, "", "twero~p1", 100);
	write(read("b"), "letter_ended", { reached: 100 });
	write(read("b"), "letter_begun");
	advanceLetter("b", 5, "", "twero~p1", 100);
	advanceLetter("b", 3, "twero~p1", "twero~p2", 200);
	expect(read("b")).toMatchObject({ letter_after: "twero~p1", letters_queued: 100 });
});

it("leaves members to be told where the letter reached nobody", () => {
	begun("c");
	write(read("c"), "letter_ended", { reached: 0 });
	expect(read("c")).toMatchObject({ members: "", letter_after: null });
	write(read("c"), "letter_begun");
	write(read("c"), "letter_ended", { reached: 1 });
	expect(read("c")).toMatchObject({ members: "told", letter_after: null });
});

it("stays due since its members wait, and while nobody assessed it", () => {
	const open = { risk: "", authority: "told", members: "", closed_at: null, letter_after: null } as const;
	const before = { ...open, authority: "", tell_by: later, due_at: later };
	const told = { ...open, tell_by: later, due_at: dueAfter(open, before, at) };
	expect(told.due_at).toBe(at);
	const grave = { ...open, risk: "high" };
	expect(dueAfter(grave, told, later)).toBe(at);
	expect(dueAfter({ ...grave, members: "told" }, told, later)).toBe(NEVER_DUE);
	expect(dueAfter({ ...open, risk: "none" }, told, later)).toBe(NEVER_DUE);
});
