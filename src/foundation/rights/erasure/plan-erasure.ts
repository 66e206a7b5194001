import { toBase64Url } from "../../crypto/random.ts";
import type { RealmId } from "../../ids.ts";
import { evidenceIndexes } from "../../ledgers/evidence.ts";
import type { RetentionId } from "../../register/retention.ts";
import { soonestEnd } from "../../register/terms.ts";
import { aboutSubjects, type Erased } from "../erase.ts";
import { endedBy, planInForce } from "../erase-subjects.ts";
import { personOf } from "../persons.ts";
import { type CountedPlan, objectKeys, planOf } from "../plan.ts";
import type { RealmInForce } from "../realms.ts";
import { anyTable } from "../rows.ts";
import { imprintsOf, keyIdsOf } from "./gone.ts";
import type { Erasing, ErasureParts, Planning, Run } from "./parts.ts";
import { type ErasurePayload, fingerprintOf, sealPayload } from "./payload.ts";
import { moveErasure } from "./queries-erasure.ts";

/** Counts what goes and what stays, by the terms in force, before anything does. */
function countPlan({ context, database, register, realm, member }: Planning): Promise<CountedPlan> {
	return planOf(
		database,
		{ kind: "member", subject: member, realm: realm.realm, brands: realm.brands },
		{
			register,
			ends: endedBy(register, "member", realm.terms),
			endOf: (rule, from) => endOf(realm, rule, from),
			at: context.at,
		},
	);
}

/** When what a rule keeps ends whose event happened then (both ISO 8601); without brands it is kept no longer. */
export const endOf = ({ terms }: RealmInForce, rule: RetentionId, from: string): string =>
	terms.length === 0 ? from : soonestEnd(terms, rule, new Date(from)).toISOString();

/** What has to be looked for once the member is gone. */
async function whatToLookFor(
	planning: Planning,
	parts: Pick<ErasureParts, "imprints" | "recipients">,
): Promise<Pick<ErasurePayload, "objects" | "imprints" | "fingerprints" | "recipients">> {
	const { context, database, realm, member } = planning;
	const realmId = realm.realm as RealmId;
	const own = await imprintsOf(database, realm, member);
	const evidence = await evidenceIndexes(await context.keys(), realmId, member);
	const held = await parts.imprints(planning);
	const kept = planInForce(planning.register, "member", realm.terms).holds.flatMap(({ units }) => units);
	const [keys] = await database.read(keyIdsOf(realmId, member, kept));
	return {
		objects: await objectsOf(planning),
		imprints: [...own, ...evidence, ...held].map(toBase64Url),
		fingerprints: await Promise.all(keys.map(({ id }) => fingerprintOf(id))),
		recipients: await parts.recipients(planning),
	};
}

/** What the names of the member's objects begin with. */
async function objectsOf({ database, register, realm, member }: Planning): Promise<string[]> {
	const erased: Erased = {
		...{ kind: "member", root: personOf(register, "member").table, realm: realm.realm, brands: realm.brands },
		...{ subjects: [member], evidence: { day: "", at: "" } },
	};
	const { steps } = planInForce(register, "member", realm.terms);
	const keyed = objectKeys(register).flatMap((object) =>
		steps
			.filter(({ table, erase }) => table === object.table && (erase === "rows" || object.column in erase))
			.map((step) => ({ ...object, step })),
	);
	if (keyed.length === 0) return [];
	const rows = await database.read(
		...keyed.map(({ step, column }) =>
			anyTable.selectFrom(step.table).select(`${step.table}.${column} as key`).where(aboutSubjects(step, erased)),
		),
	);
	return keyed.flatMap(({ prefix }, at) =>
		(rows[at] ?? []).flatMap(({ key }) =>
			typeof key === "string" && key !== "" ? [key.startsWith(prefix) ? key : `${prefix}${key}`] : [],
		),
	);
}

/** Writes down what goes and what stays, and what to look for afterwards. */
export async function planErasure({ context, database, parts }: Run, erasing: Erasing): Promise<void> {
	const { row, realm, payload, unit } = erasing;
	const planning = { context, database, register: parts.register, realm, member: row.subject_id };
	const counted = await countPlan(planning);
	const found = await whatToLookFor(planning, parts);
	await database.write(
		moveErasure(row, "planned", {
			...{ stepped_at: context.at, plan_json: JSON.stringify(counted) },
			payload_sealed: await sealPayload(unit, row.id, { ...payload, ...found }),
		}),
	);
}
