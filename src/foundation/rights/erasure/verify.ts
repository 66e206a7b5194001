import { auditHead, auditQueries } from "../../audit/audit.ts";
import { fromBase64 } from "../../crypto/random.ts";
import { retryOnConflict } from "../../db/conflict.ts";
import type { RealmId } from "../../ids.ts";
import { planInForce } from "../erase-subjects.ts";
import type { CountedPlan } from "../plan.ts";
import { leftOf } from "./gone.ts";
import type { Erasing, Run } from "./parts.ts";
import { NotErased, retainedOf, type Verified } from "./prove.ts";
import { moveErasure, requireMoved } from "./queries-erasure.ts";

/**
 * Looks by other code whether anything is left, in the database and among the objects.
 * @throws NotErased where something is that nothing keeps on purpose; what the store throws while it does not answer
 */
export async function verify(run: Run, { row, realm, payload }: Erasing): Promise<void> {
	const { context, database, parts } = run;
	const { at } = context;
	await parts.removeObjects(context);
	await requireNoObjects(run, payload.objects);
	const { left, looks } = await leftOf(database, realm, {
		member: row.subject_id,
		imprints: payload.imprints.flatMap((text) => fromBase64(text) ?? []),
		told: { register: parts.register, at },
		keptUnits: planInForce(parts.register, "member", realm.terms).holds.flatMap(({ units }) => units),
	});
	const plan = JSON.parse(row.plan_json ?? "{}") as CountedPlan;
	const retained = retainedOf(left, {
		...{ register: parts.register, realm, plan, at: row.executed_at ?? row.begun_at },
	});
	const verified: Verified = { looks: looks + payload.objects.length, retained };
	const place = { realm: row.realm_id as RealmId, at };
	const event = {
		...({ action: "erasure_verified", actor: "system", request: row.request_id } as const),
		counts: { looks: verified.looks, left: 0 },
	};
	await retryOnConflict(async () => {
		const [[head]] = await database.read(auditHead(place.realm));
		await database.write(
			moveErasure(row, "verified", {
				...{ stepped_at: at, verified_at: at, verified_json: JSON.stringify(verified) },
			}),
			requireMoved(row),
			...(await auditQueries(place, head, [event])),
		);
	});
}

async function requireNoObjects({ context }: Run, prefixes: readonly string[]): Promise<void> {
	for (const prefix of prefixes) {
		const { objects } = await context.settings.objects.list({ prefix, startAfter: "", limit: 1 });
		if (objects.length > 0) throw new NotErased("objects of a member who was erased are still there");
	}
}
