import { everPublished } from "../brand/queries.ts";
import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import { StandsStill, Unavailable } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import type { ActStore } from "../objects/store.ts";
import { noteAnswer, noteFailure, within } from "../outages.ts";
import { closeDays } from "./closing.ts";
import { headsOf } from "./log-head.ts";
import { headPut, waitingHeads } from "./queries-day.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;
/** Milliseconds that the bucket has for one answer. */
const ANSWER_LIMIT_MS = 2_000;
/** Heads that one run puts for a realm. */
const MAX_HEADS = 50;

/**
 * Closes the days that have ended, in every realm, and puts the signed heads of their logs outside the database. Done
 * twice, or by two at once, it is done once; what one run leaves, the next does.
 * @throws Unavailable without the database, or when the bucket did not take a head; StandsStill when a realm could not be
 * closed, once the others are and their heads are put
 */
export async function auditHeadsJob(context: JobContext): Promise<void> {
	// Nothing is signed about a database that the keys do not fit.
	await context.keys();
	const database = context.database("audit heads");
	const until = context.clock() + RUN_LIMIT_MS;
	const [published] = await database.read(everPublished());
	const realms = Map.groupBy(published, ({ realm_id }) => realm_id as RealmId);
	const failed: string[] = [];
	for (const [realm, rows] of realms)
		try {
			await closeDays({ context, database, realm, until, brands: rows.map(({ brand_id }) => brand_id) });
		} catch (error) {
			if (error instanceof Unavailable) throw error;
			failed.push(error instanceof Error ? error.name : "no error");
		}
	for (const realm of realms.keys()) await putHeads(context, database, realm);
	if (failed.length === 0) return;
	const standstill = `${failed.length} realm(s) could not be closed (${[...new Set(failed)].join(", ")})`;
	console.error(`audit heads: ${standstill}`);
	throw new StandsStill(standstill);
}

async function putHeads(context: JobContext, database: Database, realm: RealmId): Promise<void> {
	const [waiting] = await database.read(waitingHeads(realm, MAX_HEADS));
	for (const { day, hash, jws } of waiting) {
		await ask(context, () => putHead(context.settings.acts, { realm, day, hash, jws }));
		await database.write(headPut(realm, day, context.step().at));
	}
}

type Head = { realm: RealmId; day: string; hash: string; jws: string };

/**
 * What stands there is never replaced. Another head of the same day was published from a database that a copy took the
 * place of: both stay, and the command that verifies the log says so.
 */
async function putHead(store: ActStore, { realm, day, hash, jws }: Head): Promise<void> {
	const name = `${headsOf(realm)}${day}`;
	const once = { onlyIf: { etagDoesNotMatch: "*" }, customMetadata: {} } as const;
	const bytes = new TextEncoder().encode(jws);
	if ((await store.put(name, bytes, once)) !== null) return;
	const known = new TextDecoder().decode(await (await store.get(name))?.arrayBuffer());
	if (known !== jws) await store.put(`${name}-${hash.slice(0, 16)}`, bytes, once);
}

async function ask<Answer>({ clock }: JobContext, question: () => Promise<Answer>): Promise<Answer> {
	try {
		const answer = await within(ANSWER_LIMIT_MS, question);
		noteAnswer("heads of logs");
		return answer;
	} catch {
		const problem = "the bucket does not answer (OBJECTS)";
		noteFailure("heads of logs", problem, clock());
		throw new Unavailable(problem);
	}
}
