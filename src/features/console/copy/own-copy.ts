import type { Compilable } from "kysely";
import type { z } from "zod";
import { isFresh } from "#features/accounts/session/reauthenticate.ts";
import { COPY_OF_PERSON } from "#features/my-data/export/copy.tsx";
import type { RequestContext } from "#foundation/context.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { makeCopies } from "#foundation/rights/export/job.ts";
import { exportKeyOf, exportOf } from "#foundation/rights/export/queries-export.ts";
import { words } from "#locales/locales.ts";
import { takeStaffStep } from "../queries.ts";
import type { Staff, StaffToken } from "../session.ts";
import { type PasswordErrors, type ProofRows, passwordQueries, proveStaff } from "../staff/password.ts";
import type { copyProofForm } from "./schema.ts";

/** One's own copy, with what opens it. */
export const copyQueries = ({ realm }: RequestContext, { staff }: Pick<StaffToken, "staff">) =>
	[exportOf(realm.id, staff, "staff"), exportKeyOf(realm.id, staff)] as const;

type Typed = z.output<typeof copyProofForm>;

/** The same with what a proof is compared with. A try is counted where something was typed. */
export async function proofQueries(context: RequestContext, token: StaffToken, typed: Typed) {
	const proof = typed.current_password === "" ? [] : await passwordQueries(context, token);
	return [...copyQueries(context, token), ...proof] as const;
}

/**
 * Whether this browser may have what there is of its member of staff: a sign-in of a quarter of an hour, or password and
 * code. `writes`: for the caller's batch, which the same code breaks the second time.
 */
export async function proofOf(
	context: RequestContext,
	staff: Staff,
	rows: readonly unknown[],
	typed: Typed,
): Promise<{ writes: Compilable[] } | { errors: PasswordErrors }> {
	if (typed.current_password === "" && isFresh(context, staff)) return { writes: [] };
	const text = words(context.locale).console.error;
	if (typed.current_password === "") return { errors: { current_password: text.required } };
	const proof = await proveStaff(context, staff, rows as unknown as ProofRows, {
		...{ password: typed.current_password, code: typed.authenticator_code },
	});
	if ("errors" in proof) return proof;
	return { writes: [takeStaffStep(context.realm.id, staff.id, proof.step), proof.refund] };
}

/** Writes what a proof takes and what else is given. @returns what is wrong where the code was taken before */
export async function writeProved(
	context: RequestContext,
	writes: readonly Compilable[],
	more: readonly Compilable[] = [],
): Promise<PasswordErrors | undefined> {
	if (writes.length + more.length === 0) return undefined;
	try {
		await context.database().write(...writes, ...more);
		return undefined;
	} catch (error) {
		if (!(error instanceof ConstraintViolated)) throw error;
		// Without a code, another request was first: its copy is the one that is made.
		return writes.length === 0 ? undefined : { authenticator_code: words(context.locale).console.error.code };
	}
}

/** Begins to make it once the answer is on its way. */
export function makeSoon(context: RequestContext): void {
	const { register } = context.running;
	context.defer((job) => makeCopies(job, { ...COPY_OF_PERSON, register }));
}
