import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import type { JobContext } from "#foundation/context.ts";
import { eraseUnit } from "#foundation/crypto/queries.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import type { Database } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { erasureOfSubject } from "#foundation/rights/erasure/queries-erasure.ts";
import { requestDoneQueries } from "#foundation/rights/requests/new-request.ts";
import { dueRequests, requestById, requestsOfLetter, takeUp } from "#foundation/rights/requests/queries-requests.ts";
import { DAYS_TO_IDENTIFY, isAnsweredByCopy, type RequestKind } from "#foundation/rights/requests/request.ts";
import { type RequestRow, type Step, type Stepped, takeSteps } from "#foundation/rights/requests/step.ts";
import { begin, expire, expiresBefore, fulfil, withdraw } from "#foundation/rights/requests/steps-of-case.ts";
import { REQUEST_UNITS } from "#foundation/rights/requests/words.ts";
import { REQUEST_EXPIRED, REQUEST_FULFILLED } from "./letters.ts";
import { stateOfCopy } from "./queries-told.ts";
import { OWN_COPY, OWN_REQUESTS, type Told, tell, toldIn, toldQueries } from "./telling.ts";

/** Erases a member for a request that is in progress. Called again each minute until the request is closed. */
export type EraseMember = (
	job: JobContext,
	erased: { realm: RealmId; member: string; request: string },
) => Promise<unknown>;

/** Requests that one run moves on, of each kind of work. */
const MAX_MOVED = 50;
const SYSTEM = { actor: "system" } as const;

type Due = { realm_id: string; id: string; member_id: string };
type Work = { job: JobContext; database: Database; due: Due };

/**
 * What time does to requests: those expire that nobody confirmed, announced erasures begin, what belongs to an account
 * that is gone is closed, and a copy that is ready answers its request. Each is a batch of its own, which may be tried
 * again. Those that wait or fail take turns.
 * @param erase absent: no erasure begins
 */
export async function rightsRequestsJob(job: JobContext, erase?: EraseMember): Promise<void> {
	const database = job.database("rights requests");
	const [unanswered, begins, gone, copied] = await database.read(
		dueRequests("unanswered", expiresBefore(job.now), MAX_MOVED),
		dueRequests("begins", job.at, MAX_MOVED),
		dueRequests("gone", job.at, MAX_MOVED),
		dueRequests("copied", job.at, MAX_MOVED),
	);
	const faults: unknown[] = [];
	const each = async (rows: readonly Due[], work: (one: Work) => Promise<unknown>) => {
		if (rows.length === 0) return;
		await database.write(...rows.map(({ realm_id, id }) => takeUp(realm_id, id, job.at)));
		for (const due of rows) {
			try {
				await retryOnConflict(() => work({ job, database, due }));
			} catch (error) {
				// One that cannot be moved on holds up no other.
				faults.push(error);
			}
		}
	};
	await each(unanswered, expireOne);
	await each(gone, closeGone);
	await each(copied, answerByCopy);
	if (erase !== undefined) await each(begins, (one) => eraseOne(one, erase));
	if (faults.length > 0) throw faults[0];
}

/** The request as it is now, whom it is about, and the end of the log. */
async function readCase({ job, database, due }: Work) {
	const realm = due.realm_id as RealmId;
	const brands = job.snapshot().findRealm({ id: realm })?.brands ?? [];
	const [[head], [request], ...rows] = await database.read(
		auditHead(realm),
		requestById(realm, due.id),
		...toldQueries(realm, brands, [due.member_id]),
	);
	const origin = { ...job, originBrand: undefined, realm: { id: realm, brands } };
	const context = { ...origin, snapshot: job.snapshot() };
	const to = brands.length === 0 ? undefined : await toldIn(context, rows);
	return { context, head, request, to };
}

type Read = Awaited<ReturnType<typeof readCase>>;

async function write(
	{ job, database }: Work,
	{ context, head }: Read,
	stepped: Stepped,
	before: Queries = [],
	after: Queries = [],
) {
	const place = { realm: context.realm.id, at: job.at };
	const log = await auditQueries(place, head, stepped.audit);
	await database.write(...before, ...stepped.queries, ...after, ...log);
}
type Queries = Stepped["queries"];

/** What a stranger typed does not stay: the key of its words goes. Who wrote a letter hears that it has expired. */
async function expireOne(work: Work): Promise<void> {
	const read = await readCase(work);
	const { context, request, to } = read;
	if (request?.state !== "identity_pending") return;
	const stepped = await takeSteps(context, request, expire());
	const kind = request.kind as RequestKind;
	const letter = REQUEST_EXPIRED.with({ kind, days: DAYS_TO_IDENTIFY, page: OWN_REQUESTS });
	const told =
		request.door === "desk" && to !== undefined
			? (await tell(context, to, letter, `request_expired:${request.id}`)).queries
			: [];
	const forget = eraseUnit(context.realm.id, request.member_id, `${REQUEST_UNITS}${request.id}`);
	await write(work, read, stepped, told, [forget]);
}

/**
 * An erasure that has begun is closed by what erases. Where retention did that, or the list of acts after a copy was put
 * back, nothing else closes it: what it asks is done.
 */
async function closeGone(work: Work): Promise<void> {
	const read = await readCase(work);
	const { context, request } = read;
	if (request === undefined || request.closed_at !== null) return;
	if (request.kind === "erasure" && request.state === "in_progress") {
		const [[erasing]] = await work.database.read(erasureOfSubject(context.realm.id, request.member_id));
		if (erasing === undefined) await write(work, read, await requestDoneQueries(context, request));
		return;
	}
	await write(work, read, await takeSteps(context, request, withdraw(SYSTEM)));
}

async function answerByCopy(work: Work): Promise<void> {
	const read = await readCase(work);
	const { context, request, to } = read;
	if (request?.state !== "in_progress" || request.copy_id === null || to === undefined) return;
	const [[copy]] = await work.database.read(stateOfCopy(context.realm.id, request.copy_id));
	if (copy?.state !== "ready") return;
	await write(work, read, ...(await doneByCopy(context, request, to)));
}

async function doneByCopy(context: Read["context"], request: RequestRow, to: Told) {
	const letter = REQUEST_FULFILLED.with({ kind: request.kind as RequestKind, page: OWN_COPY });
	const { mail, queries } = await tell(context, to, letter, `request_fulfilled:${request.id}`);
	const step: Step = fulfil({ by: SYSTEM, mail });
	return [await takeSteps(context, request, step), queries] as const;
}

/** Begins an erasure whose time to cancel is over, once the copy that its letter asks for is there, and goes on with it. */
async function eraseOne(work: Work, erase: EraseMember): Promise<void> {
	const read = await readCase(work);
	const { context, request } = read;
	if (request === undefined || (request.state !== "open" && request.state !== "in_progress")) return;
	if (request.state === "open") {
		const [linked] = await work.database.read(requestsOfLetter(context.realm.id, request.letter_id));
		if (linked.some(({ kind, closed_at }) => isAnsweredByCopy(kind as RequestKind) && closed_at === null)) return;
		await write(work, read, await takeSteps(context, request, begin(SYSTEM)));
	}
	await erase(work.job, { realm: context.realm.id, member: request.member_id, request: request.id });
}
