import type { RecipientAccount, Settings } from "../../settings.ts";
import type { EventKind } from "./adapter.ts";
import { adapterOf } from "./adapters.ts";
import { allowedFields, type EventFields } from "./fields.ts";
import { isGrant, type RecipientGrant } from "./grant.ts";
import { Lane, type LaneCounts, type Outgoing } from "./lane.ts";

/** An event of the person behind a request, before a recipient's fields were taken out of it. */
export type VisitEvent = { kind: EventKind; fields: Readonly<Partial<EventFields>> };

type Sending = { settings: Pick<Settings, "recipientAccounts">; clock(): number };

/** Milliseconds that one request sends for: runtimes end what goes on for half a minute after an answer. */
const RUN_MS = 10_000;

/**
 * The ways of this isolate, by realm and recipient: as many as accounts are set. Module state, which holds what is on its
 * way for a few seconds; what the isolate takes with it is lost (DECISIONS 121).
 */
const lanes = new Map<string, Lane>();

const laneName = (realm: string, recipient: string) => `${realm} ${recipient}`;

/** An operator's account with a recipient, for one of its brands. */
export const accountOf = (
	{ recipientAccounts }: Sending["settings"],
	place: Pick<RecipientAccount, "realm" | "brand" | "recipient">,
): RecipientAccount | undefined =>
	recipientAccounts.find(
		({ realm, brand, recipient }) => realm === place.realm && brand === place.brand && recipient === place.recipient,
	);

/** What a recipient that gets these items would be told of an event; undefined where it hears nothing of it. */
export function toldOf(
	recipient: string,
	items: readonly string[],
	{ kind, fields }: VisitEvent,
): Readonly<Partial<EventFields>> | undefined {
	const adapter = adapterOf(recipient);
	if (adapter === undefined || !adapter.events.includes(kind)) return undefined;
	const allowed = Object.entries(allowedFields(items, fields));
	const told: Readonly<Partial<EventFields>> = Object.fromEntries(
		allowed.filter(([field]) => adapter.takes.some((taken) => taken === field)),
	);
	return adapter.needs.every((field) => told[field] !== undefined) ? told : undefined;
}

/**
 * Sends an event to whom a grant allows it, with the fields that it allows. What is not sent is dropped: nothing is tried
 * again, and a caller that waits for this waits for one recipient and a bounded time.
 * @throws TypeError for what is no grant
 */
export async function sendEvent(grant: RecipientGrant, event: VisitEvent, { settings, clock }: Sending): Promise<void> {
	if (!isGrant(grant)) throw new TypeError("nothing of a person leaves without a grant");
	const { realm, recipient, items } = grant;
	const adapter = adapterOf(recipient);
	const account = accountOf(settings, grant);
	const told = toldOf(recipient, items, event);
	if (adapter === undefined || account === undefined || told === undefined) return;
	const lane = lanes.get(laneName(realm, recipient)) ?? new Lane(adapter.limits);
	lanes.set(laneName(realm, recipient), lane);
	const now = clock();
	if (!lane.offer(adapter.outgoing(told, account), now)) return;
	const wasClosed = lane.isClosed(now);
	await lane.run(deliver, clock, now + RUN_MS);
	if (!wasClosed && lane.isClosed(clock())) sayClosed(recipient, lane.counts);
}

/** A name and a count alone: what was to be sent is nobody's to read in a log. */
function sayClosed(recipient: string, { dropped }: LaneCounts): void {
	console.error(`recipients: ${recipient} does not take events and is left alone, ${dropped} events dropped so far`);
}

/**
 * Whether the recipient took it. Of its answer the status alone counts: a redirect is not followed, so that data go where
 * the settings say and nowhere else, and its body is not read.
 */
async function deliver({ url, method, headers, body }: Outgoing, limit: number): Promise<boolean> {
	const signal = AbortSignal.timeout(limit);
	const response = await fetch(url, {
		method,
		headers,
		signal,
		redirect: "manual",
		...(body === undefined ? {} : { body }),
	});
	await response.body?.cancel();
	return response.status >= 200 && response.status < 300;
}

/** Whether this isolate leaves a recipient alone, because it does not take events. @param now epoch milliseconds */
export const isLeftAlone = (realm: string, recipient: string, now: number): boolean =>
	lanes.get(laneName(realm, recipient))?.isClosed(now) === true;
