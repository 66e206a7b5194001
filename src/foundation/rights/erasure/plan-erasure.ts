import { currentEdition } from "../../brand/registry.ts";
import type { JobContext } from "../../context.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { toBase64Url } from "../../crypto/random.ts";
import type { Database } from "../../db/database.ts";
import type { RealmId } from "../../ids.ts";
import { evidenceIndexes } from "../../ledgers/evidence.ts";
import { disclosuresOf } from "../../ledgers/queries-disclosure.ts";
import { noticeId } from "../../recipients/notice.ts";
import type { Register } from "../../register/declaration.ts";
import type { RetentionId } from "../../register/retention.ts";
import { beginsWithClosing, endsWithAccount, soonestEnd } from "../../register/terms.ts";
import { aboutSubjects, type Erased } from "../erase.ts";
import { planInForce } from "../erase-subjects.ts";
import { personOf } from "../persons.ts";
import { type CountedPlan, objectKeys, planOf } from "../plan.ts";
import type { RealmInForce } from "../realms.ts";
import { anyTable } from "../rows.ts";
import { imprintsOf, keyIdsOf } from "./gone.ts";
import { type ErasurePayload, fingerprintOf } from "./payload.ts";

/** What the planning of an erasure reads: of which member, by what is in force. */
export type Planning = {
	context: JobContext;
	database: Database;
	register: Register;
	realm: RealmInForce;
	member: string;
};

/** What features know of a member that no register says: imprints that outlive the account, under hold salts. */
export type Imprints = (planning: Planning, ring: KeyRing) => Promise<Uint8Array[]>;

/** Counts what goes and what stays, by the terms in force, before anything does. */
export function countPlan({ database, register, realm, member }: Planning): Promise<CountedPlan> {
	const { terms } = realm;
	const { endedBy } = personOf(register, "member");
	return planOf(
		database,
		{ kind: "member", subject: member, realm: realm.realm, brands: realm.brands },
		{
			register,
			ends: (rule) => rule === endedBy || endsWithAccount(terms, rule),
			endOf: (rule, from) => endOf(realm, rule, from),
		},
	);
}

/** When what a rule keeps ends whose event happened then (both ISO 8601); without brands it is kept no longer. */
export const endOf = ({ terms }: RealmInForce, rule: RetentionId, from: string): string =>
	terms.length === 0 ? from : soonestEnd(terms, rule, new Date(from)).toISOString();

/** Whether the erasure of a member ends a rule: what other code finds of it afterwards was forgotten. */
export const endsWithErasure = ({ terms }: RealmInForce, rule: RetentionId): boolean =>
	beginsWithClosing(terms, rule) || endsWithAccount(terms, rule);

/** What has to be looked for once the member is gone. */
export async function whatToLookFor(
	planning: Planning,
	imprints: Imprints,
): Promise<Pick<ErasurePayload, "objects" | "imprints" | "fingerprints" | "notices">> {
	const { context, database, realm, member } = planning;
	const ring = await context.keys();
	const realmId = realm.realm as RealmId;
	const [own, [keys, disclosed], evidence, held, objects] = [
		await imprintsOf(database, realm, member),
		await database.read(keyIdsOf(realmId, member), disclosuresOf(realmId, [member])),
		await evidenceIndexes(ring, realmId, member),
		await imprints(planning, ring),
		await objectsOf(planning),
	];
	const recipients = [...new Set(disclosed.map(({ recipient }) => recipient))];
	return {
		objects,
		imprints: [...own, ...evidence, ...held].map(toBase64Url),
		fingerprints: await Promise.all(keys.map(({ id }) => fingerprintOf(id))),
		notices: await Promise.all(
			recipients.map(async (recipient) => ({
				recipient,
				name: recipientNamed(planning, recipient),
				notice: await noticeId(ring, { realm: realmId, recipient, act: { kind: "erased", cause: member } }),
			})),
		),
	};
}

/** As a brand of the realm names it; by its id where none does any more. */
function recipientNamed({ context, realm }: Planning, id: string): string {
	const brands = realm.brands.flatMap((brand) => context.snapshot().findBrand(brand) ?? []);
	const recipients = brands.flatMap((brand) => currentEdition(brand, context.now).legal.recipients);
	const known = recipients.find((one) => one.id === id);
	return known?.name ?? id;
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
