import { DAY } from "../../time.ts";

/** What a member is told of their mail: `complaint` is that they called it spam, which stopped what can be stopped. */
export type Trouble = Exclude<Deliverable, "all"> | "complaint";

/** A mail that came back, as far as it decides over the next. `bounced_at`: ISO 8601. */
export type Returned = { kind: string; bounced_at: string };

/**
 * What a member's mailbox may be sent. `all`: nothing is known against it. `needed`: no more than an account cannot do
 * without, for a while. `entry`: only what lets the member in, because it seems that nobody reads there.
 */
export type Deliverable = "all" | "needed" | "entry";

const PERMANENT_COUNT = 2;
const TEMPORARY_COUNT = 5;
const TEMPORARY_DAYS = 14;

/**
 * By what came back: one report that there is no such mailbox, or two refusals for good, end it; five in fourteen days
 * that were tried in vain pause what can be paused. A refusal of the sender says nothing of the reader, and a complaint
 * is a choice, which stands among the choices.
 */
export function deliverableAfter(returned: readonly Returned[], now: number): Deliverable {
	const of = (kind: string) => returned.filter((one) => one.kind === kind);
	if (of("address").length > 0 || of("permanent").length >= PERMANENT_COUNT) return "entry";
	const since = new Date(now - TEMPORARY_DAYS * DAY).toISOString();
	const recent = of("temporary").filter(({ bounced_at }) => bounced_at > since);
	return recent.length >= TEMPORARY_COUNT ? "needed" : "all";
}

/** The one thing that a member has to know about it, the weightiest first. */
export function troubleOf(returned: readonly Returned[], now: number): Trouble | undefined {
	const deliverable = deliverableAfter(returned, now);
	if (deliverable !== "all") return deliverable;
	return returned.some(({ kind }) => kind === "complaint") ? "complaint" : undefined;
}
