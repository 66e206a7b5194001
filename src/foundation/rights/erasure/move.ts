import type { JobContext } from "../../context.ts";
import { DatabaseUnavailable } from "../../db/database.ts";
import { StandsStill } from "../../errors.ts";
import { kindOf } from "../erase-subjects.ts";
import { readRealms } from "../realms.ts";
import { execute } from "./execute.ts";
import { issue } from "./issue.ts";
import type { ErasureParts, Run } from "./parts.ts";
import { openPayload } from "./payload.ts";
import { planErasure } from "./plan-erasure.ts";
import { NotErased } from "./prove.ts";
import { type ErasureRow, erasureById, erasureKey, noteFailure, openErasures } from "./queries-erasure.ts";
import { settleRecipients } from "./settle.ts";
import { verify } from "./verify.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 25_000;
/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 15_000;
/** Among which the one is sought that was asked for just now. */
const MAX_OPEN = 50;

/**
 * Brings erasures that were asked for to their end (GDPR Art. 17; DECISIONS 115): planned, executed in one batch,
 * verified by other code, proven. Each step is written down before the next begins, so that a run that is killed
 * anywhere, or done twice, ends where one that is not would. One that cannot go on holds up no other.
 * @param only the one to move, right after it was asked for
 * @throws StandsStill when one could not go on, once the others did; DatabaseUnavailable
 */
export async function moveErasures(context: JobContext, parts: ErasureParts, only?: string): Promise<void> {
	await context.keys();
	const until = context.clock() + RUN_LIMIT_MS;
	const database = context.database("erasures", TRIP_LIMIT_MS);
	const { realms } = await readRealms(database, context.snapshot(), context.now);
	const failed = new Map<string, string>();
	while (context.clock() < until) {
		const [rows] = await database.read(openErasures([...failed.keys()], only === undefined ? 1 : MAX_OPEN));
		const row = only === undefined ? rows[0] : rows.find(({ id }) => id === only);
		if (row === undefined) break;
		const run = { context: context.step(), database, parts, realms };
		const problem = await problemOf(() => step(run, row));
		if (problem === undefined || (await wentOn(run, row))) continue;
		failed.set(row.id, problem);
		await database.write(noteFailure(row, problem, context.step().at));
	}
	await settleRecipients(database, context.step().at);
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

/** Undefined when the work was done. @throws DatabaseUnavailable */
async function problemOf(work: () => Promise<void>): Promise<string | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		if (error instanceof DatabaseUnavailable) throw error;
		return error instanceof NotErased ? error.message : kindOf(error);
	}
}

async function step(run: Run, row: ErasureRow): Promise<void> {
	const realm = run.realms.find((one) => one.realm === row.realm_id);
	const { subject_id, payload_sealed, state } = row;
	const [[key]] = await run.database.read(erasureKey(row.realm_id, row.id));
	if (realm === undefined || subject_id === null || payload_sealed === null || key === undefined)
		throw new Error("an erasure without what it needs");
	const opened = await openPayload(await run.context.keys(), row.id, payload_sealed, key);
	const erasing = { row: { ...row, subject_id }, realm, ...opened };
	if (state === "begun") return planErasure(run, erasing);
	if (state === "planned") return execute(run, erasing);
	if (state === "executed") return verify(run, erasing);
	return issue(run, erasing);
}
