import type { Compilable } from "kysely";
import type { LegalTerms } from "../brand/settings.ts";
import type { Database } from "../db/database.ts";
import { Unavailable } from "../errors.ts";
import type { ErasedSubject, ErasureContext, ErasureHook, Register } from "../register/declaration.ts";
import type { RetentionId } from "../register/retention.ts";
import { endsWithAccount } from "../register/terms.ts";
import { type Erased, erasureQueries } from "./erase.ts";
import { noteKept } from "./evidence.ts";
import { hooksOf, personOf } from "./persons.ts";
import { countRows } from "./plan.ts";
import { type ErasurePlan, erasurePlan } from "./steps.ts";

export type ErasureRun = {
	context: Omit<ErasureContext, "database" | "register">;
	database: Database;
	register: Register;
	hooks: readonly ErasureHook[];
	/** In force in the realm. */
	terms: readonly LegalTerms[];
};

/** Subjects to erase: where their kind has its rows, the register says. */
export type ToErase = Omit<Erased, "root">;

/** A subject that could not be erased, and the kind of error that it met. */
export type Refused = { id: string; kind: string };

/** Its message may hold values; its kind does not. */
export const kindOf = (error: unknown): string => (error instanceof Error ? error.name : "no error");

/**
 * Erases subjects, and those of a batch that fails one by one, so that one whose rows stand in the way holds up no
 * other.
 * @returns those that could not be erased
 */
export async function eraseAllThatCan(
	run: ErasureRun,
	erased: ToErase,
	known?: ReadonlyMap<string, ErasedSubject>,
): Promise<Refused[]> {
	try {
		await eraseSubjects(run, erased, known);
		return [];
	} catch (error) {
		if (error instanceof Unavailable) throw error;
		const [only, ...others] = erased.subjects;
		if (only !== undefined && others.length === 0) return [{ id: only, kind: kindOf(error) }];
	}
	const refused: Refused[] = [];
	for (const id of erased.subjects) refused.push(...(await eraseAllThatCan(run, { ...erased, subjects: [id] }, known)));
	return refused;
}

/** What else stands in the batch of an erasure: before all of it, and after. */
export type Beside = { first?: readonly Compilable[]; last?: readonly Compilable[] };

/**
 * Erases subjects in one batch, all or nothing, with what must stay of them and the evidence: a run that is killed at
 * any moment has erased a subject whole or not at all, and done twice it does nothing the second time.
 * @param known when the erasure of a subject began, and when the account was closed, for those that have these
 */
export async function eraseSubjects(
	{ context, database, register, hooks, terms }: ErasureRun,
	toErase: ToErase,
	known: ReadonlyMap<string, ErasedSubject> = new Map(),
	{ first = [], last = [] }: Beside = {},
): Promise<void> {
	const { kind, realm, brands, subjects, evidence } = toErase;
	const { table: root, endedBy: rule } = personOf(register, kind);
	const erased: Erased = { ...toErase, root };
	const plan = planInForce(register, kind, terms);
	const kept = plan.holds.flatMap((hold) => {
		const [first] = hold.rules;
		return first ? [noteKept({ ...evidence, realm, rule: first, table: hold.table }, countRows(hold, erased))] : [];
	});
	const { at } = evidence;
	const about = {
		kind,
		realm,
		brands,
		terms,
		subjects: subjects.map((id) => known.get(id) ?? { id, at, endedAt: at }),
	};
	const stays = await Promise.all(
		[...hooks, ...hooksOf(register)].map((hook) => hook({ ...context, database, register }, about)),
	);
	// Hooks may take rows elsewhere: what is counted is what stays after them.
	await database.write(...first, ...erasureQueries(plan, erased, rule, [...stays.flat(), ...kept]), ...last);
}

/** Tells of a rule whether the erasure of a kind of subject ends what it keeps, by these terms. */
export function endedBy(
	register: Register,
	kind: Erased["kind"],
	terms: readonly LegalTerms[],
): (rule: RetentionId) => boolean {
	const own = personOf(register, kind).endedBy;
	// Nothing was agreed with a registration that nobody confirmed: nothing of it stays.
	return (rule) => kind === "registration" || rule === own || endsWithAccount(terms, rule);
}

/** What the erasure of a kind of subject does by these terms. */
export const planInForce = (register: Register, kind: Erased["kind"], terms: readonly LegalTerms[]): ErasurePlan =>
	erasurePlan(register, kind, endedBy(register, kind, terms));
