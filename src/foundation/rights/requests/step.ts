import type { Compilable } from "kysely";
import type { AuditAction, AuditEvent } from "../../audit/audit.ts";
import type { Realm } from "../../brand/snapshot.ts";
import { chainHash, chainKey } from "../../crypto/chain.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { uuidv7 } from "../../crypto/random.ts";
import type { RowsOf } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { Settings } from "../../settings.ts";
import { addEvent, changeRequest, type RequestChange, type requestById } from "./queries-requests.ts";
import { canMove, isFinal, type RequestKind, type RequestState } from "./request.ts";

/** What a step needs of where it runs: a context has it, and so has a job for one realm. */
export type StepContext = {
	realm: Pick<Realm, "id">;
	settings: Pick<Settings, "keyRoot">;
	/** Epoch milliseconds. */
	now: number;
	keys: () => Promise<KeyRing>;
};

/** A request as it was read, with the hash of its newest event. */
export type RequestRow = RowsOf<readonly [ReturnType<typeof requestById>]>[0][number];

export type EventRow = Tables["rights_request_event"];
/** What happened, as the list in the database has it. */
export type What =
	| "received"
	| "identity_asked"
	| "identity_shown"
	| "identity_accepted"
	| "opened"
	| "announced"
	| "begun"
	| "copy_begun"
	| "extended"
	| "fulfilled"
	| "partially_fulfilled"
	| "refused"
	| "withdrawn"
	| "expired"
	| "duplicate";

/** Who took a step. Of staff: which member of staff, and in which role. */
export type By = { actor: "member" | "visitor" | "system" } | { actor: "staff"; staff: string; role: string };

export type Step = {
	what: What;
	/** Absent: the state stays, which is `open` or `in_progress`. */
	to?: RequestState;
	by: By;
	/** The id of the mail that tells of it, which stands before it in the batch. */
	mail?: string;
	set?: RequestChange;
};

/**
 * The queries of one or more steps in their order, for the caller's batch, the request as they leave it, and what the
 * log of the realm says of them: `auditQueries` takes the events of a whole batch at once.
 */
export type Stepped = { request: RequestRow; queries: readonly Compilable[]; audit: readonly AuditEvent[] };

/** A step that a request in this state does not take. The database refuses it, too. */
export class NoSuchStep extends Error {}

/**
 * The event of a step and the change that it tells of. Two that were built on the same reading cannot both be written:
 * the second breaks a constraint, and reads again (`retryOnConflict`).
 * @throws NoSuchStep
 */
export async function takeStep(context: StepContext, before: RequestRow, step: Step): Promise<Stepped> {
	const { realm, now } = context;
	const from = before.state as RequestState;
	const to = step.to ?? from;
	const isTaken =
		step.to === undefined
			? from === "open" || from === "in_progress"
			: canMove(before.kind as RequestKind, from, step.to);
	if (!isTaken) throw new NoSuchStep(`a request does not go from ${from} to ${to}`);
	const number = before.events + 1;
	const event = await eventRow(context, {
		...{ request: before.id, member: before.member_id, number, from, to },
		...{ what: step.what, by: step.by, mail: step.mail ?? "", previous: before.hash },
	});
	const closed = isFinal(to) ? new Date(now).toISOString() : null;
	const changed = { ...before, ...step.set, state: to, events: number, closed_at: closed } as RequestRow;
	const on_desk = closed === null && (changed.verified_at !== null || changed.door === "desk") ? 1 : 0;
	const change = { ...step.set, state: to, events: number, closed_at: closed, on_desk };
	return {
		request: { ...changed, hash: event.hash },
		queries: [addEvent(event), changeRequest(realm.id, before.id, change)],
		audit: [auditOf(before.id, step)],
	};
}

/** Steps that follow on one another, as one. */
export async function takeSteps(
	context: StepContext,
	start: Stepped | RequestRow,
	...steps: readonly Step[]
): Promise<Stepped> {
	let done: Stepped = "queries" in start ? start : { request: start, queries: [], audit: [] };
	for (const step of steps) {
		const { request, queries, audit } = await takeStep(context, done.request, step);
		done = { request, queries: [...done.queries, ...queries], audit: [...done.audit, ...audit] };
	}
	return done;
}

type NewEvent = {
	request: string;
	member: string;
	number: number;
	from: string;
	to: string;
	what: What;
	by: By;
	mail: string;
	previous: string;
};

export async function eventRow({ realm, settings, now }: StepContext, event: NewEvent): Promise<EventRow> {
	const { by } = event;
	const row = {
		realm_id: realm.id,
		id: uuidv7(now),
		request_id: event.request,
		member_id: event.member,
		number: event.number,
		from_state: event.from,
		to_state: event.to,
		what: event.what,
		actor: by.actor,
		actor_role: by.actor === "staff" ? by.role : "",
		staff_id: by.actor === "staff" ? by.staff : "",
		mail_id: event.mail,
		happened_at: new Date(now).toISOString(),
		previous_hash: event.previous,
	};
	return { ...row, hash: await eventHash(await eventKey(settings.keyRoot, realm.id), row) };
}

const eventKey = (root: Uint8Array, realm: string) => chainKey(root, `rights_request_event ${realm}`);

/** Over every column: who can write to the database but has no key of the Worker can alter no event. */
function eventHash(key: CryptoKey, row: Omit<EventRow, "hash">): Promise<string> {
	return chainHash(key, [
		...[row.realm_id, row.id, row.request_id, row.member_id, row.number, row.from_state, row.to_state, row.what],
		...[row.actor, row.actor_role, row.staff_id, row.mail_id, row.happened_at, row.previous_hash],
	]);
}

/** The number of the first event of a request that was altered or does not follow on the one before it. */
export async function firstBrokenEvent(
	root: Uint8Array,
	realm: string,
	events: readonly EventRow[],
): Promise<number | undefined> {
	const key = await eventKey(root, realm);
	let [previous, number] = ["", 0];
	for (const event of events) {
		number++;
		if (event.number !== number || event.previous_hash !== previous) return number;
		if (event.hash !== (await eventHash(key, event))) return number;
		previous = event.hash;
	}
	return undefined;
}

const ACTIONS: Partial<Record<What, AuditAction>> = {
	received: "request_received",
	identity_shown: "request_verified",
	identity_accepted: "request_verified",
	opened: "request_verified",
	extended: "request_extended",
	refused: "request_refused",
	fulfilled: "request_fulfilled",
	partially_fulfilled: "request_fulfilled",
	withdrawn: "request_withdrawn",
	expired: "request_expired",
};

export function auditOf(request: string, { what, by }: Pick<Step, "what" | "by">): AuditEvent {
	const role = by.actor === "staff" ? { role: by.role } : {};
	return { action: ACTIONS[what] ?? "request_moved", actor: by.actor, ...role, request };
}
