import type { Compilable } from "kysely";
import { BREACH_NOTICE, type BreachNotice } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { sha256, uuidv7, uuidv7Of } from "#foundation/crypto/random.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { Staff } from "../session.ts";
import { type BreachRow, type BreachState, dueAfter, NoSuchBreachStep, stateAfter, tellBy } from "./breach.ts";
import { BREACH_UNIT, type EntryWords, sealEntry, unitOf, type WordsOf } from "./entry.ts";
import { addBreach, addBreachEntry, changeBreach, type NewBreach } from "./queries-breach.ts";

/** The term that holds in the realm now: of several brands', the shortest. */
export function breachNoticeOf({ realm, snapshot }: Pick<Context, "realm" | "snapshot">): BreachNotice {
	const named = realm.brands.flatMap((brand) => snapshot.findBrand(brand)?.look.breachNotice ?? []);
	const [first = BREACH_NOTICE, ...others] = named;
	return others.reduce((one, other) => (other.hours < one.hours ? other : one), first);
}

/** Who writes: a member of staff, or the program. */
export type Writer = Pick<Staff, "id" | "role"> | { id: ""; role: "system" };

type Standing = BreachState & Pick<BreachRow, "realm_id" | "id" | "tell_by" | "due_at" | "entries">;

/** The queries of one more entry, and what is known after it. @throws NoSuchBreachStep */
export async function entryQueries(
	unit: UnitKey,
	breach: Standing,
	entry: EntryWords,
	{ by, at }: { by: Writer; at: string },
): Promise<{ queries: Compilable[]; next: Standing }> {
	const risk = entry.what === "assessed" ? entry.words.risk : undefined;
	const reached = entry.what === "letter_ended" ? entry.words.queued : undefined;
	const state = stateAfter(breach, { kind: entry.what, at, risk, reached });
	const number = breach.entries + 1;
	const ended = entry.what === "letter_ended" ? { letter_after: null } : {};
	const due_at = dueAfter(state, breach, at);
	const { risk: known, authority, members, closed_at } = state;
	const change = {
		...{ risk: known, authority, members, closed_at, letter_after: state.letter_after, due_at, entries: number },
		...ended,
		...(entry.what === "letter_begun" ? { letter_entry: number } : {}),
	};
	const place = { breach_id: breach.id, number };
	const row = {
		...{ ...place, realm_id: breach.realm_id, what: entry.what, staff_id: by.id, role: by.role, written_at: at },
		words_sealed: await sealEntry(unit, place, entry),
	};
	const realm = breach.realm_id as RealmId;
	const queries = [addBreachEntry(row), changeBreach(realm, breach.id, change)];
	return { queries, next: { ...breach, ...state, ...ended, due_at, entries: number } };
}

export type NewRecord = {
	/** Of the page that showed the form. */
	once?: string | undefined;
	awareAt: string;
	words: WordsOf<"recorded">;
	/** Absent: it is assessed later. */
	assessment?: WordsOf<"assessed"> | undefined;
};

/** The id of what a form records: sent twice as it is, the same; with other words, another. */
export async function idOfRecord({ now }: Context, staff: string, { once, ...form }: NewRecord): Promise<string> {
	if (once === undefined) return uuidv7(now);
	const shownAt = Number.parseInt(once.replaceAll("-", "").slice(0, 12), 16);
	return uuidv7Of(shownAt, await sha256(JSON.stringify([staff, once, form])));
}

/** Records a breach. @throws ConstraintViolated, where one with that id stands */
export async function recordBreach(
	context: Context,
	staff: Staff,
	id: string,
	{ awareAt, words, assessment }: NewRecord,
): Promise<void> {
	const { realm, at } = context;
	const own = await (await context.keys()).newUnit({ realm: realm.id, owner: id, unit: BREACH_UNIT });
	const notice = breachNoticeOf(context);
	const row: NewBreach = {
		...{ realm_id: realm.id, id, aware_at: awareAt, recorded_at: at, ...notice },
		tell_by: tellBy(awareAt, notice),
	};
	const place = { breach_id: id, number: 1 };
	const first = {
		...{ ...place, realm_id: realm.id, what: "recorded", staff_id: staff.id, role: staff.role, written_at: at },
		words_sealed: await sealEntry(own.unit, place, { what: "recorded", words }),
	};
	const standing = {
		...{ ...row, due_at: row.tell_by, entries: 1 },
		...{ risk: "", authority: "", members: "", closed_at: null, letter_after: null },
	};
	const more =
		assessment === undefined
			? []
			: (await entryQueries(own.unit, standing, { what: "assessed", words: assessment }, { by: staff, at })).queries;
	await context
		.database()
		.for("claims")
		.write(addUnitKey(own.row), addBreach(row), addBreachEntry(first), ...more);
}

/** `unchanged`: it takes no such step now. `busy`: somebody else added something at the same moment. */
export type Added = "added" | "unchanged" | "busy";

/** Adds an entry by a member of staff, and what it changes. */
export async function addEntry(
	context: Context,
	staff: Staff,
	{ breach, key }: { breach: Standing; key: UnitKeyRow | undefined },
	entry: EntryWords,
): Promise<Added> {
	const unit = await unitOf(await context.keys(), key);
	if (unit === undefined) return "unchanged";
	try {
		const { queries } = await entryQueries(unit, breach, entry, { by: staff, at: context.at });
		await context
			.database()
			.for("claims")
			.write(...queries);
		return "added";
	} catch (error) {
		if (error instanceof NoSuchBreachStep) return "unchanged";
		if (error instanceof ConstraintViolated) return "busy";
		throw error;
	}
}
