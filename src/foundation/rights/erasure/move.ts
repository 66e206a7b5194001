import type { Compilable } from "kysely";
import { type AuditEvent, auditHead, auditQueries } from "../../audit/audit.ts";
import type { JobContext } from "../../context.ts";
import { fromBase64 } from "../../crypto/random.ts";
import type { UnitKey } from "../../crypto/sealed.ts";
import { retryOnConflict } from "../../db/conflict.ts";
import type { Database } from "../../db/database.ts";
import { StandsStill, Unavailable } from "../../errors.ts";
import { calendarDay } from "../../i18n/date.ts";
import type { RealmId } from "../../ids.ts";
import type { Letter } from "../../mail/letter.ts";
import { notify } from "../../mail/notify.ts";
import type { Receipt, ReceiptFile } from "../../proof/receipt.ts";
import { noteProofKey } from "../../proof/signing-key.ts";
import type { ErasureHook, Register } from "../../register/declaration.ts";
import { eraseSubjects, kindOf, planInForce } from "../erase-subjects.ts";
import type { CountedPlan } from "../plan.ts";
import { type RealmInForce, readRealms } from "../realms.ts";
import { requestDoneQueries } from "../requests/new-request.ts";
import { requestById } from "../requests/queries-requests.ts";
import { leftOf } from "./gone.ts";
import { type ErasurePayload, openPayload, sealPayload } from "./payload.ts";
import { countPlan, type Imprints, whatToLookFor } from "./plan-erasure.ts";
import { outcomeOf, type Retained, receiptOf, retainedOf } from "./prove.ts";
import {
	closingOf,
	dropErasureKey,
	type ErasureRow,
	erasedCounts,
	erasureById,
	erasureKey,
	moveErasure,
	noteFailure,
	noticeStates,
	openErasures,
	requireMoved,
} from "./queries-erasure.ts";
import { settleRecipients } from "./settle.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 25_000;
/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 15_000;

/** What an erasure needs that only features know. */
export type ErasureParts = {
	register: Register;
	/** What is written beside in the batch that erases. */
	hooks: readonly ErasureHook[];
	imprints: Imprints;
	/** Deletes the objects whose rows are gone, of every kind. */
	removeObjects(context: JobContext): Promise<void>;
	/** Carries the receipt to the address that the member had. */
	letter(receipt: Receipt, file: ReceiptFile): Letter;
};

type Run = { context: JobContext; database: Database; parts: ErasureParts; realms: readonly RealmInForce[] };
type Erasing = {
	row: ErasureRow & { subject_id: string };
	realm: RealmInForce;
	payload: ErasurePayload;
	unit: UnitKey;
};

/**
 * Brings erasures that were asked for to their end (GDPR Art. 17; DECISIONS 115): planned, executed in one batch,
 * verified by other code, proven. Each step is written down before the next begins, so that a run that is killed
 * anywhere, or done twice, ends where one that is not would. One that cannot go on holds up no other.
 * @param only the one to move, right after it was asked for
 * @throws StandsStill when one could not go on, once the others did; Unavailable without the database
 */
export async function moveErasures(context: JobContext, parts: ErasureParts, only?: string): Promise<void> {
	await context.keys();
	const until = context.clock() + RUN_LIMIT_MS;
	const database = context.database("erasures", TRIP_LIMIT_MS);
	const { realms } = await readRealms(database, context.snapshot(), context.now);
	const failed = new Map<string, string>();
	while (context.clock() < until) {
		const [rows] = await database.read(openErasures([...failed.keys()], only === undefined ? 1 : 50));
		const row = only === undefined ? rows[0] : rows.find(({ id }) => id === only);
		if (row === undefined) break;
		const run = { context: context.step(), database, parts, realms };
		const problem = await problemOf(() => step(run, row));
		if (problem === undefined || (await wentOn(run, row))) continue;
		failed.set(row.id, problem);
		await database.write(noteFailure(row, problem.slice(0, 80), context.step().at));
	}
	await settleRecipients(database);
	if (failed.size > 0) standStill([...new Set(failed.values())].join("; "), failed.size);
}

/** Whether another run made this step meanwhile. */
async function wentOn({ database }: Run, row: ErasureRow): Promise<boolean> {
	const [[known]] = await database.read(erasureById(row.realm_id, row.id));
	return known?.state !== row.state;
}

/** A sentence with names of tables and kinds of errors. @throws StandsStill */
function standStill(problems: string, erasures: number): never {
	const standstill = `${erasures} erasures could not go on, the next run tries again: ${problems}`;
	console.error(`erasures: ${standstill}`);
	throw new StandsStill(standstill);
}

/** Undefined when the work was done. @throws Unavailable when the database is what does not answer */
async function problemOf(work: () => Promise<void>): Promise<string | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		if (error instanceof Error && error.name === "NotErased") return error.message;
		if (error instanceof Unavailable && kindOf(error) === "DatabaseUnavailable") throw error;
		return kindOf(error);
	}
}

async function step(run: Run, row: ErasureRow): Promise<void> {
	const realm = run.realms.find((one) => one.realm === row.realm_id);
	const { subject_id, payload_sealed } = row;
	const [[key]] = await run.database.read(erasureKey(row.realm_id, row.id));
	if (realm === undefined || subject_id === null || payload_sealed === null || key === undefined)
		throw new Error("an erasure without what it needs");
	const { payload, unit } = await openPayload(await run.context.keys(), row.id, payload_sealed, key);
	const erasing: Erasing = { row: { ...row, subject_id }, realm, payload, unit };
	const { state } = row;
	if (state === "begun") return plan(run, erasing);
	if (state === "planned") return execute(run, erasing);
	if (state === "executed") return verify(run, erasing);
	return issue(run, erasing);
}

/** The queries of what the log of the realm says, read and written again where another entry came between. */
async function writeLogged(
	{ context, database }: Run,
	realm: string,
	event: AuditEvent,
	queries: () => Promise<readonly Compilable[]>,
): Promise<void> {
	await retryOnConflict(async () => {
		const [[head]] = await database.read(auditHead(realm as RealmId));
		const { at } = context;
		await database.write(...(await queries()), ...(await auditQueries({ realm: realm as RealmId, at }, head, [event])));
	});
}

/** Writes down what goes and what stays, and what to look for afterwards. */
async function plan({ context, database, parts }: Run, { row, realm, payload, unit }: Erasing): Promise<void> {
	const planning = { context, database, register: parts.register, realm, member: row.subject_id };
	const counted = await countPlan(planning);
	const found = await whatToLookFor(planning, parts.imprints);
	await database.write(
		moveErasure(row, "planned", {
			...{ stepped_at: context.at, plan_json: JSON.stringify(counted) },
			payload_sealed: await sealPayload(unit, row.id, { ...payload, ...found }),
		}),
	);
}

/** Erases, in one batch with the word that it was done. */
async function execute(run: Run, { row, realm }: Erasing): Promise<void> {
	const { context, database, parts } = run;
	const { subject_id: member, begun_at: at } = row;
	const erased = {
		...{ kind: "member", realm: realm.realm, brands: realm.brands, subjects: [member], asked: row.id },
		evidence: { day: calendarDay(context.at), at: context.at },
	} as const;
	const [[account]] = await database.read(closingOf(realm.realm, member));
	const known = new Map([[member, { id: member, at, endedAt: account?.closed_at ?? at }]]);
	const sources = { ...parts, context, database, terms: realm.terms };
	await retryOnConflict(async () => {
		const [[head]] = await database.read(auditHead(row.realm_id as RealmId));
		const place = { realm: row.realm_id as RealmId, at: context.at };
		const event = { action: "erasure_executed", actor: "system", request: row.request_id } as const;
		await eraseSubjects(sources, erased, known, {
			first: [moveErasure(row, "executed", { stepped_at: context.at, executed_at: context.at }), requireMoved(row)],
			last: await auditQueries(place, head, [event]),
		});
	});
}

/** Looks by other code whether anything is left, in the database and among the objects. */
async function verify(run: Run, { row, realm, payload }: Erasing): Promise<void> {
	const { context, database, parts } = run;
	await parts.removeObjects(context);
	for (const prefix of payload.objects) {
		const { objects } = await context.settings.objects.list({ prefix, startAfter: "", limit: 1 });
		if (objects.length > 0) throw new ObjectsLeft("an object of a member who was erased is still there");
	}
	const imprints = payload.imprints.flatMap((text) => fromBase64(text) ?? []);
	const { left, looks } = await leftOf(database, realm, {
		...{ member: row.subject_id, imprints },
		keptUnits: planInForce(parts.register, "member", realm.terms).holds.flatMap(({ units }) => units),
	});
	const planned = JSON.parse(row.plan_json ?? "{}") as CountedPlan;
	const at = row.executed_at ?? row.begun_at;
	const retained = retainedOf(left, { register: parts.register, realm, plan: planned, at });
	const verified = { looks: looks + payload.objects.length, retained };
	await writeLogged(
		run,
		row.realm_id,
		{
			...{ action: "erasure_verified", actor: "system", request: row.request_id },
			counts: { looks: verified.looks, left: 0 },
		},
		async () => [
			moveErasure(row, "verified", {
				...{ stepped_at: context.at, verified_at: context.at },
				verified_json: JSON.stringify(verified),
			}),
			requireMoved(row),
		],
	);
}

/** Objects that a store has not let go of yet. */
class ObjectsLeft extends Error {
	override readonly name = "ObjectsLeft";
}

/** Signs the receipt, sends it to its member, and forgets whom the erasure was about. */
async function issue(run: Run, { row, realm, payload }: Erasing): Promise<void> {
	const { context, database, parts } = run;
	const realmId = row.realm_id as RealmId;
	await retryOnConflict(async () => {
		const [[head], counts, notices, [request]] = await database.read(
			auditHead(realmId),
			erasedCounts(realmId, row.id),
			noticeStates(
				realmId,
				payload.notices.map(({ notice }) => notice),
			),
			requestById(realmId, row.request_id),
		);
		const outcomes = new Map(
			payload.notices.map(({ notice }) => [notice, notices.find(({ id }) => id === notice)?.state ?? "sent"]),
		);
		const verified = JSON.parse(row.verified_json ?? "{}") as { looks: number; retained: Retained[] };
		const { receipt, file } = await receiptOf(context, {
			...{
				row: { ...row, verified_at: row.verified_at ?? context.at },
				payload,
				subject: row.subject_id,
				realm,
				counts,
			},
			...{ verified, outcomes, head: head ?? { number: 0, hash: "" } },
		});
		const recipients = payload.notices.map(({ name, notice }) => ({
			name,
			notice,
			outcome: outcomeOf(outcomes.get(notice)),
		}));
		const done =
			request && request.closed_at === null
				? await requestDoneQueries({ ...context, realm: { id: realmId } }, request)
				: undefined;
		await database.write(
			moveErasure(row, "issued", {
				...{
					stepped_at: context.at,
					closed_at: context.at,
					receipt: file.receipt,
					subject_id: null,
					payload_sealed: null,
				},
				recipients_json: JSON.stringify(recipients),
				// The mail with the receipt is the last that is known of the address.
				waiting: 1 + recipients.filter(({ outcome }) => outcome !== "told").length,
			}),
			requireMoved(row),
			dropErasureKey(realmId, row.id),
			await noteProofKey(context.settings, context.at),
			...(await receiptMail(run, { row, payload }, parts.letter(receipt, file))),
			...(done?.queries ?? []),
			...(await auditQueries({ realm: realmId, at: context.at }, head, [
				{ action: "receipt_issued", actor: "system", request: row.request_id, commitment: row.commitment },
				...(done?.audit ?? []),
			])),
		);
	});
}

/** Under a key whose owner is the erasure: nothing of the mail hangs on the account any more. */
function receiptMail({ context, realms }: Run, { row, payload }: Pick<Erasing, "row" | "payload">, letter: Letter) {
	const { brands = [] } = realms.find(({ realm }) => realm === row.realm_id) ?? {};
	const known = context.snapshot().findRealm({ id: row.realm_id as RealmId })?.brands ?? [];
	const brand = known.find((id) => id === payload.brand) ?? known[0];
	if (brand === undefined || brands.length === 0) return Promise.resolve([]);
	const origin = {
		...{ realm: { id: row.realm_id as RealmId, brands: known }, originBrand: undefined, locale: payload.locale },
		...{ now: context.now, keys: context.keys },
	};
	return notify(origin, { member: row.id, brand, address: payload.address }, letter, `erasure_receipt:${row.id}`);
}
