import { addUnitKey } from "../../crypto/queries.ts";
import { uuidv7 } from "../../crypto/random.ts";
import type { UnitKey } from "../../crypto/sealed.ts";
import type { BrandId } from "../../ids.ts";
import { dueAt } from "./clock.ts";
import { addEvent, addRequest } from "./queries-requests.ts";
import { isAnsweredByCopy, type RequestDoor, type RequestKind } from "./request.ts";
import {
	auditOf,
	type By,
	eventRow,
	NoSuchStep,
	type RequestRow,
	type Step,
	type StepContext,
	type Stepped,
	takeSteps,
} from "./step.ts";
import { REQUEST_UNITS, sealWords } from "./words.ts";

export type NewRequest = {
	/** '' where nobody was found. */
	member: string;
	kind: RequestKind;
	door: RequestDoor;
	by: By;
	/** In whose name the member is written to. */
	brand: BrandId;
	/** Of the edition in force. */
	responseDays: number;
	/** ISO 8601; absent: now. Never later than now. */
	receivedAt?: string;
	/** Of a request that another of the same letter stands beside: the id that they share. */
	letter?: string;
	text?: string;
};

/** A request as it comes in, in the state `received`. `unit`: seals what is answered in the same batch. */
export async function newRequest(
	context: StepContext,
	asked: NewRequest,
): Promise<Stepped & { unit: UnitKey | undefined }> {
	const { realm, now } = context;
	const received = Math.min(now, asked.receivedAt === undefined ? now : Date.parse(asked.receivedAt));
	// Of one day the oldest stands first in the order of ids.
	const id = uuidv7(received);
	const owner = asked.member;
	const ring = await context.keys();
	const own = owner === "" ? undefined : await ring.newUnit({ realm: realm.id, owner, unit: `${REQUEST_UNITS}${id}` });
	const text = own === undefined || !asked.text ? null : await sealWords(own.unit, id, "text_sealed", asked.text);
	const due = dueAt(new Date(received), asked.responseDays).toISOString();
	const event = await eventRow(context, {
		...{ request: id, member: asked.member, number: 1, from: "", to: "received" },
		...{ what: "received", by: asked.by, mail: "", previous: "" },
	});
	const request: RequestRow = {
		...{ id, member_id: asked.member, letter_id: asked.letter ?? id, kind: asked.kind, door: asked.door },
		...{ brand_id: asked.brand, state: "received", received_at: new Date(received).toISOString() },
		...{ response_days: asked.responseDays, due_at: due, answer_by: due, verified_at: null },
		...{ asked_at: null, answered_at: null, pause_counts: 0, paused_days: 0, extended_at: null },
		...{ announced_at: null, begins_at: null, duplicate_of: null, copy_id: null, refusal_ground: null },
		...{ closed_at: null, text_sealed: text, extension_sealed: null, answer_sealed: null, events: 1 },
		...{ member_gone_at: null, hash: event.hash },
	};
	const { hash: _, ...row } = request;
	return {
		request,
		unit: own?.unit,
		queries: [
			...(own === undefined ? [] : [addUnitKey(own.row)]),
			addEvent(event),
			addRequest({
				...{ ...row, realm_id: realm.id, code_hash: null, remedies_sent_at: null },
				on_desk: asked.door === "desk" ? 1 : 0,
			}),
		],
		audit: [auditOf(id, { what: "received", by: asked.by })],
	};
}

/** That its member asks is shown at once: by a sign-in. */
export const opened = (now: number, by: By): Step => ({
	...{ what: "opened", to: "open", by },
	set: { verified_at: new Date(now).toISOString() },
});

type Own = Omit<NewRequest, "door" | "by" | "letter" | "receivedAt">;

/**
 * The queries that add a verified request of a member who is signed in, as far as this state; for the batch of what it
 * asks. They break a constraint where the member has one of the kind that is not closed: see `activeRequests`.
 */
export async function newRequestQueries(
	context: StepContext,
	{ state, ...asked }: Own & { state: "open" | "in_progress" },
): Promise<Stepped> {
	const by = { actor: "member" } as const;
	const added = await newRequest(context, { ...asked, door: "page", by });
	const begun: Step[] = state === "in_progress" ? [{ what: "begun", to: "in_progress", by }] : [];
	return takeSteps(context, added, opened(context.now, by), ...begun);
}

/**
 * The same of an erasure that a member asks at once, signed in afresh. One that waits is begun, without its time to
 * cancel; a copy that its letter asked for and that is not there yet is taken back, for nothing would be left to copy.
 * @param active what `activeRequests` gave
 * @throws NoSuchStep where an erasure of the member has begun already
 */
export async function erasureAtOnce(
	context: StepContext,
	asked: Omit<Own, "kind">,
	active: readonly RequestRow[],
): Promise<Stepped> {
	const waiting = active.find(({ kind }) => kind === "erasure");
	if (waiting === undefined) return newRequestQueries(context, { ...asked, kind: "erasure", state: "in_progress" });
	if (waiting.state !== "open") throw new NoSuchStep("an erasure of the member has begun already");
	const by = { actor: "member" } as const;
	const copies = active.filter(
		({ kind, letter_id }) => letter_id === waiting.letter_id && isAnsweredByCopy(kind as RequestKind),
	);
	const taken = await Promise.all(
		copies.map((copy) => takeSteps(context, copy, { what: "withdrawn", to: "withdrawn", by })),
	);
	const begun = await takeSteps(context, waiting, { what: "begun", to: "in_progress", by });
	return {
		request: begun.request,
		queries: [...taken.flatMap(({ queries }) => queries), ...begun.queries],
		audit: [...taken.flatMap(({ audit }) => audit), ...begun.audit],
	};
}

/** The queries that fulfil a request that is in progress; `mail`: the id of the mail that says so, queued before them. */
export const requestDoneQueries = (
	context: StepContext,
	request: RequestRow,
	{ by = { actor: "system" }, mail }: { by?: By; mail?: string } = {},
): Promise<Stepped> =>
	takeSteps(context, request, {
		...{ what: "fulfilled", to: "fulfilled", by },
		...(mail === undefined ? {} : { mail }),
	});
