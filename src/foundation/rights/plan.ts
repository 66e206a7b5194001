import type { Database } from "../db/database.ts";
import { isPersonal, type Register, type SubjectKind } from "../register/declaration.ts";
import type { RetentionId } from "../register/retention.ts";
import { aboutSubjects, type Erased, keysToErase, type RowsOfSubject } from "./erase.ts";
import { type HoldEntry, heldEntries } from "./holds/hold.ts";
import { heldOf } from "./holds/queries-holds.ts";
import { personOf } from "./persons.ts";
import { type AnyWhere, anyTable, type Condition, type Owner } from "./rows.ts";
import { shownAt } from "./shown.ts";
import { erasurePlan, type Hold, KEY_TABLE } from "./steps.ts";

/** What an erasure would do to one subject at a moment, counted. */
export type CountedPlan = {
	rows: readonly { table: string; rows: number; becomes: "gone" | "emptied" }[];
	/** Objects of a store that go with the rows that hold their keys. */
	objects: readonly { prefix: string; objects: number }[];
	/** Names of the units whose keys go. */
	keys: readonly string[];
	/** Rows that stay and that their subject is told of, by which rules, and when the last of them goes (ISO 8601). */
	holds: readonly { table: string; rules: readonly RetentionId[]; rows: number; until: string | undefined }[];
	/** Single items that stay because staff hold them; their own rows are among `rows`, for a sealed copy stays. */
	held: readonly HoldEntry[];
};

export type PlannedSubject = Owner & { kind: SubjectKind; subject: string };

type PlanTerms = {
	register: Register;
	/** Whether the erasure ends what this rule keeps. */
	ends(rule: RetentionId): boolean;
	/** When what a rule keeps ends whose event happened then (both ISO 8601). */
	endOf(rule: RetentionId, from: string): string;
	/** The moment, ISO 8601. */
	at: string;
};

/** Reads in one trip what the erasure of a subject would do. It writes nothing. */
export async function planOf(
	database: Database,
	{ kind, subject, realm, brands }: PlannedSubject,
	terms: PlanTerms,
): Promise<CountedPlan> {
	const { steps, holds } = erasurePlan(terms.register, kind, terms.ends);
	const root = personOf(terms.register, kind).table;
	const erased: Erased = { kind, root, realm, brands, subjects: [subject], evidence: { day: "", at: "" } };
	const keyed = objectKeys(terms.register).flatMap((object) =>
		steps
			.filter(({ table, erase }) => table === object.table && (erase === "rows" || object.column in erase))
			.map((step) => ({ ...object, step })),
	);
	const [keys, heldRows, ...counts] = await database.read(
		unitsToErase(holds, erased),
		// Nobody but a member has anything that is held.
		heldOf(realm, kind === "member" ? subject : ""),
		...steps.map((step) => countRows(step, erased)),
		...keyed.map(({ step, column }) => countRows(step, erased, column)),
		...holds.map((hold) => countHeld(hold, erased, (eb) => shownAt(eb, hold, erased, terms.at))),
	);
	const number = (at: number) => Number(counts[at]?.[0]?.rows ?? 0);
	const ofHolds = steps.length + keyed.length;
	return {
		rows: steps
			.map(({ table, erase }, at) => ({
				...{ table, rows: number(at) },
				becomes: erase === "rows" ? ("gone" as const) : ("emptied" as const),
			}))
			.filter(({ rows }) => rows > 0),
		objects: keyed
			.map(({ prefix }, at) => ({ prefix, objects: number(steps.length + at) }))
			.filter(({ objects }) => objects > 0),
		keys: keys.map(({ unit }) => String(unit)),
		holds: holds
			.map(({ table, rules }, at) => {
				const latest: Record<string, unknown> = counts[ofHolds + at]?.[0] ?? {};
				const ends = rules.flatMap((rule) => {
					const event = latest[newest(rule)];
					return typeof event === "string" ? [terms.endOf(rule, event)] : [];
				});
				return { table, rules, rows: number(ofHolds + at), until: ends.sort().at(-1) };
			})
			.filter(({ rows }) => rows > 0),
		held: heldEntries(heldRows),
	};
}

/** The columns in which keys of personal objects stand. */
export const objectKeys = (register: Register) =>
	register
		.filter(({ planned }) => !planned)
		.flatMap(({ objects }) => objects)
		.flatMap((object) => {
			if (!isPersonal(object) || typeof object.key !== "string") return [];
			const [table = "", column = ""] = object.key.split(".");
			return [{ prefix: object.prefix, table, column }];
		});

const unitsToErase = (holds: readonly Hold[], erased: Erased) =>
	anyTable
		.selectFrom(KEY_TABLE)
		.select("unit_key.unit")
		.where("unit_key.realm_id", "=", erased.realm)
		.where(keysToErase(holds, erased))
		.orderBy("unit_key.unit");

/** @param column counts the rows that hold something there */
export const countRows = (step: RowsOfSubject, erased: Erased, column?: string) =>
	anyTable
		.selectFrom(step.table)
		.select((eb) =>
			(column === undefined ? eb.fn.countAll<number>() : eb.fn.count<number>(`${step.table}.${column}`)).as("rows"),
		)
		.where(aboutSubjects(step, erased));

/** A name that no table has. */
const newest = (rule: RetentionId) => `newest_${rule}`;

/** With the newest event of each rule whose clock stands in the table itself. */
export const countHeld = (hold: Hold, erased: Erased, also: (eb: AnyWhere) => Condition[] = () => []) =>
	anyTable
		.selectFrom(hold.table)
		.select((eb) => [
			eb.fn.countAll<number>().as("rows"),
			...hold.rules.flatMap((rule) => {
				const clock = hold.clocks[rule];
				return typeof clock === "string" ? [eb.fn.max(`${hold.table}.${clock}`).as(newest(rule))] : [];
			}),
		])
		.where((eb) => eb.and([aboutSubjects(hold, erased)(eb), ...also(eb)]));
