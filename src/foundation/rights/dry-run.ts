import type { Snapshot } from "../brand/snapshot.ts";
import type { Database } from "../db/database.ts";
import { startOfNextDay } from "../i18n/duration.ts";
import type { Register, SubjectKind } from "../register/declaration.ts";
import type { RetentionId } from "../register/retention.ts";
import { cutoffOf } from "../register/terms.ts";
import { closedAfter, dueStaff, registrationsAfter } from "./due-subjects.ts";
import { aboutSubjects, type Erased, keysToErase } from "./erase.ts";
import { planInForce } from "./erase-subjects.ts";
import { allDue } from "./job.ts";
import { closedAccount, endedAccounts } from "./pass.ts";
import { personOf } from "./persons.ts";
import { countHeld } from "./plan.ts";
import { type RealmInForce, readRealms } from "./realms.ts";
import { type AnyWhere, anyTable, type Condition } from "./rows.ts";
import { KEY_TABLE } from "./steps.ts";
import { type DueSweep, dueRows, keysOfDue } from "./sweep.ts";

/** Subjects of one trip. */
const MAX_SUBJECTS = 200;

export type RuleRows = { rule: RetentionId; table: string; rows: number };

/** What retention would erase in one realm, and what stays of the accounts that go. */
export type RealmDue = {
	/** Empty: counters of the platform, which belong to no realm. */
	realm: string;
	/** Closed accounts. */
	accounts: { due: number; stay: number };
	erased: readonly RuleRows[];
	kept: readonly RuleRows[];
	/** Rows of those accounts that become evidence. */
	sealed: readonly RuleRows[];
};

type Counting = {
	database: Database;
	register: Register;
	now: number;
	sweeps: readonly DueSweep[];
	sealedTables: readonly string[];
};

/**
 * Counts what retention would erase if everything that is due at `now` (epoch milliseconds) went at once, by the terms
 * that are in force then. It reads only. Of a row that two rules end, the count names the rule that ends it first.
 * @param sealedTables tables whose rows a hook of the erasure turns into evidence
 */
export async function countDue(
	database: Database,
	{
		register,
		snapshot,
		now,
		sealedTables,
	}: { register: Register; snapshot: Snapshot; now: number; sealedTables: readonly string[] },
): Promise<RealmDue[]> {
	const { realms } = await readRealms(database, snapshot, now);
	const sweeps = allDue(register, realms, now);
	const counting = { database, register, now, sweeps, sealedTables };
	const found: RealmDue[] = [];
	for (const realm of realms) found.push(await countRealm(counting, realm));
	const platform = await countSweeps(counting, "");
	return [...found, { realm: "", accounts: { due: 0, stay: 0 }, erased: platform.list(), kept: [], sealed: [] }];
}

async function countRealm(counting: Counting, realm: RealmInForce): Promise<RealmDue> {
	const erased = await countSweeps(counting, realm.realm);
	const counts = { erased, kept: new Counts(), sealed: new Counts() };
	const accounts = { due: 0, stay: 0 };
	for await (const { due, examined } of memberPages(counting, realm)) {
		accounts.due += due.length;
		accounts.stay += examined - due.length;
		await countSubjects(counting, { kind: "member", realm, subjects: due }, counts);
	}
	for await (const subjects of registrationPages(counting, realm))
		await countSubjects(counting, { kind: "registration", realm, subjects }, counts);
	for await (const subjects of staffPages(counting, realm))
		await countSubjects(counting, { kind: "staff", realm, subjects }, counts);
	const [kept, sealed] = [counts.kept.list(), counts.sealed.list()];
	return { realm: realm.realm, accounts, erased: erased.list(), kept, sealed };
}

/** Rows by rule and table. */
class Counts {
	readonly #rows = new Map<string, RuleRows>();

	add(rule: RetentionId, table: string, rows: number): void {
		const key = `${rule} ${table}`;
		const known = this.#rows.get(key)?.rows ?? 0;
		if (rows > 0) this.#rows.set(key, { rule, table, rows: known + rows });
	}

	list(): RuleRows[] {
		return [...this.#rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, rows]) => rows);
	}
}

/** Rows that end by a clock of their own. A sweep does not count what one before it deletes. */
async function countSweeps({ database, sweeps }: Counting, realm: string): Promise<Counts> {
	const own = sweeps.filter(({ owner }) => owner.realm === realm);
	const counts = new Counts();
	if (own.length === 0) return counts;
	const rows = await database.read(
		...own.map((due, at) =>
			countRows(due.sweep.table, (eb) =>
				eb.and([dueRows(due)(eb), ...leftBySweeps(eb, due.sweep.table, own.slice(0, at))]),
			),
		),
	);
	for (const [at, due] of own.entries()) {
		const { rule, table } = due.sweep;
		counts.add(rule, table, Number(rows[at]?.[0]?.rows ?? 0));
	}
	return counts;
}

const countRows = (table: string, where: (eb: AnyWhere) => Condition) =>
	anyTable
		.selectFrom(table)
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where(where);

/** Of a table, what these sweeps leave. */
const leftBySweeps = (eb: AnyWhere, table: string, sweeps: readonly DueSweep[]): Condition[] =>
	sweeps.flatMap((due) => {
		const { rowKey } = due.sweep;
		if (table === KEY_TABLE) return rowKey === undefined ? [] : [isNot(eb, keysOfDue(due, rowKey)(eb))];
		return due.sweep.table === table && due.sweep.erase === "rows" ? [isNot(eb, dueRows(due)(eb))] : [];
	});

/** Also of a row whose clock is empty. */
const isNot = (eb: AnyWhere, condition: Condition): Condition => eb(condition, "is not", eb.lit(true)) as Condition;

type Due = { kind: SubjectKind; realm: RealmInForce; subjects: readonly string[] };

/** What the erasure of these subjects deletes or empties, beside what the sweeps do. */
async function countSubjects(
	{ database, register, sweeps, sealedTables }: Counting,
	{ kind, realm, subjects }: Due,
	{ erased, kept, sealed }: Record<"erased" | "kept" | "sealed", Counts>,
): Promise<void> {
	if (subjects.length === 0) return;
	const plan = planInForce(register, kind, realm.terms);
	const { table: root, endedBy } = personOf(register, kind);
	const { realm: id, brands } = realm;
	const about: Erased = { kind, root, realm: id, brands, subjects, evidence: { day: "", at: "" } };
	const own = sweeps.filter(({ owner }) => owner.realm === realm.realm);
	const holds = plan.holds.map((hold) => countHeld(hold, about, (eb) => leftBySweeps(eb, hold.table, own)));
	const [keys, ...rows] = await database.read(
		countRows(KEY_TABLE, (eb) =>
			eb.and([keysToErase(plan.holds, about)(eb), ...ofRealm(eb, realm), ...leftBySweeps(eb, KEY_TABLE, own)]),
		),
		...plan.steps.map((step) =>
			countRows(step.table, (eb) => eb.and([aboutSubjects(step, about)(eb), ...leftBySweeps(eb, step.table, own)])),
		),
		...holds,
	);
	erased.add(endedBy, KEY_TABLE, Number(keys[0]?.rows ?? 0));
	for (const [at, { rule, table }] of plan.steps.entries())
		erased.add(rule ?? endedBy, table, Number(rows[at]?.[0]?.rows ?? 0));
	for (const [at, { rules, table }] of plan.holds.entries()) {
		const [rule] = rules;
		if (rule === undefined) continue;
		const stays = sealedTables.includes(table) ? sealed : kept;
		stays.add(rule, table, Number(rows[plan.steps.length + at]?.[0]?.rows ?? 0));
	}
}

const ofRealm = (eb: AnyWhere, { realm }: RealmInForce) => [eb("unit_key.realm_id", "=", realm)];

/** All closed accounts of a realm, page by page. */
async function* memberPages({ database, now }: Counting, realm: RealmInForce) {
	const tomorrow = startOfNextDay(new Date(now));
	for (let after = { closed_at: "", id: "" }; ; ) {
		const [rows] = await database.read(closedAfter(realm.realm, after, MAX_SUBJECTS));
		const [taken, others] = [rows.filter(isTaken), rows.filter((row) => !isTaken(row)).map(closedAccount)];
		const ended = await endedAccounts(database, realm, others, tomorrow);
		yield { due: [...taken, ...ended].map(({ id }) => id), examined: rows.length };
		const last = rows.at(-1);
		if (last === undefined || rows.length < MAX_SUBJECTS) return;
		after = closedAccount(last);
	}
}

const isTaken = ({ erasing_at }: { erasing_at: string | null }) => erasing_at !== null;

async function* registrationPages({ database, register, now }: Counting, { realm, terms }: RealmInForce) {
	const before = cutoffOf(terms, personOf(register, "registration").endedBy, new Date(now)) ?? "";
	const at = new Date(now).toISOString();
	yield* pages((after) => database.read(registrationsAfter(realm, { at, before, after }, MAX_SUBJECTS)));
}

async function* staffPages({ database, register, now }: Counting, { realm, terms }: RealmInForce) {
	const before = cutoffOf(terms, personOf(register, "staff").endedBy, new Date(now)) ?? "";
	yield* pages((after) => database.read(dueStaff(realm, { before, after }, MAX_SUBJECTS)));
}

async function* pages(read: (after: string) => Promise<readonly [readonly { id: string }[]]>) {
	for (let after = ""; ; ) {
		const [rows] = await read(after);
		const ids = rows.map(({ id }) => id);
		yield ids;
		if (ids.length < MAX_SUBJECTS) return;
		after = ids.at(-1) ?? "";
	}
}
