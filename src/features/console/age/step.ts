import type { Compilable } from "kysely";
import type { Context } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { AGE_OUTCOMES, type AgeAct, type AgeCheck, type AgeProof, type AgeState, nextState } from "./age-check.ts";
import { tellSoon } from "./job.ts";
import { type ageCheck, endHiding, takeStep } from "./queries-age.ts";

/** A check as the database holds it. */
export type CheckRow = RowsOf<readonly [ReturnType<typeof ageCheck>]>[0][number];

/** A row as the rules read it. */
export const checkOf = ({ state, raised_by, shown_by, shown_outcome, due_at }: CheckRow): AgeCheck => ({
	...{ state: state as AgeState, raisedBy: raised_by, shownBy: shown_by ?? undefined, dueAt: due_at ?? undefined },
	shownOutcome: AGE_OUTCOMES.find((one) => one === shown_outcome),
});

/** Who takes a step: a member of staff, or the operator's tool ('', "tool"). */
export type Person = { by: string; role: string };

/** The queries of a step, the first of which gives a row where it was taken; undefined where it is not open. */
export function stepQueries(
	realm: RealmId,
	row: CheckRow,
	{ act, proof, by, role, now }: Person & { act: AgeAct; proof: AgeProof | undefined; now: number },
): readonly [ReturnType<typeof takeStep>, ...Compilable[]] | undefined {
	const to = nextState(checkOf(row), act, by);
	if (to === undefined || (act === "show") !== (proof !== undefined)) return undefined;
	return [
		takeStep(realm, { id: row.id, act, to, by, role, now }, proof),
		endHiding(realm, row.id, new Date(now).toISOString()),
	];
}

/** Takes a step in the console. `false`: it is not open to this person, or somebody else took one. */
export async function takeAgeStep(
	context: Context,
	row: CheckRow,
	asked: Person & { act: AgeAct; proof: AgeProof | undefined },
): Promise<boolean> {
	const queries = stepQueries(context.realm.id, row, { ...asked, now: context.now });
	if (queries === undefined) return false;
	const [step, ...others] = queries;
	const [taken] = await context.database().write(step, ...others);
	if (taken.length > 0) tellSoon(context);
	return taken.length > 0;
}
