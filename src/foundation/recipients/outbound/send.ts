import type { Settings } from "../../settings.ts";
import { accountOf } from "./account.ts";
import type { EventKind } from "./adapter.ts";
import { adapterOf } from "./adapters.ts";
import { allowedFields, type EventFields } from "./fields.ts";
import { isGrant, type RecipientGrant } from "./grant.ts";
import { type Delivery, Lane, type LaneCounts, type Outgoing } from "./lane.ts";

/** An event of the person behind a request, before a recipient's fields were taken out of it. */
export type VisitEvent = { kind: EventKind; fields: Readonly<Partial<EventFields>> };

type Sending = { settings: Pick<Settings, "recipientAccounts">; clock(): number };

/** Milliseconds that one request sends for: runtimes end what goes on for half a minute after an answer. */
const RUN_MS = 10_000;

/**
 * The ways of this isolate, by realm, brand and recipient: as many as accounts are set, so that what one account does not
 * take stops no other. Module state, which holds what is on its
 * way for a few seconds; what the isolate takes with it is lost (DECISIONS 121).
 */
const lanes = new Map<string, Lane>();

type Place = Pick<RecipientGrant, "realm" | "brand" | "recipient">;

const laneName = ({ realm, brand, recipient }: Place) => `${realm} ${brand} ${recipient}`;

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
	const { recipient, items } = grant;
	const adapter = adapterOf(recipient);
	const account = accountOf(settings, grant);
	const told = toldOf(recipient, items, event);
	if (adapter === undefined || account === undefined || told === undefined) return;
	const lane = lanes.get(laneName(grant)) ?? new Lane(adapter.limits);
	lanes.set(laneName(grant), lane);
	const now = clock();
	if (!lane.offer(adapter.outgoing(told, account), now)) return;
	const wasClosed = lane.isClosed(now);
	await lane.run(deliver, clock, now + RUN_MS);
	if (!wasClosed && lane.isClosed(clock())) sayClosed(grant, lane.counts);
}

/** Names and a count alone: what was to be sent is nobody's to read in a log. */
function sayClosed({ brand, recipient }: Place, { dropped }: LaneCounts): void {
	console.error(`recipients: ${recipient} is left alone by ${brand}, ${dropped} events dropped so far`);
}

/**
 * What became of it. Of its answer the status alone counts: a redirect is not followed, so that data go where
 * the settings say and nowhere else, and its body is not read.
 */
async function deliver({ url, method, headers, body }: Outgoing, limit: number): Promise<Delivery> {
	const signal = AbortSignal.timeout(limit);
	try {
		const response = await fetch(url, {
			method,
			headers,
			signal,
			redirect: "manual",
			...(body === undefined ? {} : { body }),
		});
		await response.body?.cancel();
		return response.status >= 200 && response.status < 300 ? "taken" : "refused";
	} catch {
		return signal.aborted ? "late" : "refused";
	}
}

/** Whether this isolate leaves a recipient alone, because it does not take events. @param now epoch milliseconds */
export const isLeftAlone = (place: Place, now: number): boolean => lanes.get(laneName(place))?.isClosed(now) === true;
