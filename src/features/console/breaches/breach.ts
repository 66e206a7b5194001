import type { BreachNotice } from "#foundation/brand/settings.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { HOUR } from "#foundation/time.ts";

/**
 * A breach of personal data as the log has it (GDPR Art. 33(5), DECISIONS 127). What is known of it now follows from
 * its entries, which are only ever added; the database holds to the same steps.
 */
export type BreachRow = Tables["breach"];

/** Art. 33(1) and 34(1): the authority hears of it unless a risk is unlikely, members where the risk is high. */
export const RISKS = ["none", "likely", "high"] as const;
export type Risk = (typeof RISKS)[number];

/** Art. 34(3)(a) to (c); `not_high`: Art. 34(1) does not ask for it. */
export const NOT_TOLD_GROUNDS = ["not_high", "unreadable", "averted", "effort"] as const;
export type NotToldGround = (typeof NOT_TOLD_GROUNDS)[number];

export const ENTRY_KINDS = [
	"recorded",
	"added",
	"assessed",
	"authority_told",
	"authority_not_told",
	"members_told",
	"members_not_told",
	"letter_begun",
	"letter_ended",
	"closed",
	"reopened",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Where nothing is due: behind all that is. */
export const NEVER_DUE = "9999-12-31T23:59:59.999Z";

/**
 * By when the authority is told: so many hours after it became known, by the clock. Weekends, holidays and the hour
 * that a night gains or loses change nothing.
 * @param awareAt ISO 8601, as the result is
 */
export const tellBy = (awareAt: string, { hours }: Pick<BreachNotice, "hours">): string =>
	new Date(Date.parse(awareAt) + hours * HOUR).toISOString();

/** What is left of the term; below 0: it is over. Milliseconds. */
export const timeLeft = (until: string, now: number): number => Date.parse(until) - now;

/** The part of a row that a step may change. */
export type BreachState = Pick<BreachRow, "risk" | "authority" | "members" | "closed_at" | "letter_after">;

/** A step that this breach does not take now. Nothing was written. */
export class NoSuchBreachStep extends Error {
	override readonly name = "NoSuchBreachStep";
}

/** `reached`: to how many members a letter went that ended. */
type Step = { kind: EntryKind; at: string; risk?: Risk | undefined; reached?: number | undefined };

/**
 * What is known of a breach after an entry.
 * @throws NoSuchBreachStep
 */
export function stateAfter(now: BreachState, { kind, at, risk, reached }: Step): BreachState {
	if (!stepsOpen(now).includes(kind)) throw new NoSuchBreachStep(kind);
	if (kind === "assessed") return assessed(now, risk ?? "none");
	if (kind === "authority_told" || kind === "authority_not_told")
		return { ...now, authority: kind === "authority_told" ? "told" : "not_told" };
	// A letter that reached nobody told nobody.
	if (kind === "letter_ended" && reached === 0) return now;
	if (kind === "members_told" || kind === "letter_ended") return { ...now, members: "told" };
	if (kind === "members_not_told") return { ...now, members: "not_told" };
	// Who is being told is not told yet.
	if (kind === "letter_begun") return { ...now, members: "", letter_after: "" };
	if (kind === "closed") return { ...now, closed_at: at };
	return kind === "reopened" ? { ...now, closed_at: null } : now;
}

/** A decision not to tell rests on the assessment before it, so a graver one opens it again. */
function assessed(now: BreachState, risk: Risk): BreachState {
	const authority = now.authority === "not_told" && risk !== "none" ? "" : now.authority;
	const members = now.members === "not_told" && risk === "high" && now.risk !== "high" ? "" : now.members;
	return { ...now, risk, authority, members };
}

/** What may be done with it now. The authority may be told before anything is assessed (Art. 33(4)). */
export function stepsOpen({ risk, authority, members, closed_at, letter_after }: BreachState): EntryKind[] {
	if (closed_at !== null) return ["reopened"];
	const open: EntryKind[] = ["added", "assessed", "authority_told"];
	if (risk === "none" && authority === "") open.push("authority_not_told");
	if (risk === "") return open;
	if (letter_after !== null) return [...open, "letter_ended"];
	open.push("members_told", "letter_begun");
	if (members === "") open.push("members_not_told");
	if (authority !== "" && members !== "") open.push("closed");
	return open;
}

/** Whether members still have to hear of it (Art. 34(1)). */
export const owesMembers = ({ risk, members }: Pick<BreachState, "risk" | "members">): boolean =>
	risk === "high" && members === "";

/** Whether it waits for somebody although the authority has heard: for an assessment, or for what a grave one asks. */
const waits = (state: Pick<BreachState, "risk" | "authority" | "members">): boolean =>
	state.authority !== "" && (state.risk === "" || owesMembers(state));

type Before = Pick<BreachRow, "risk" | "authority" | "members" | "due_at" | "tell_by">;

/**
 * The place in the list: the end of the term while the authority is to be told, then the moment since which an
 * assessment or members of a grave one wait, then behind all.
 */
export function dueAfter(next: BreachState, before: Before, at: string): string {
	if (next.closed_at !== null) return NEVER_DUE;
	if (next.authority === "") return before.tell_by;
	if (!waits(next)) return NEVER_DUE;
	return waits(before) ? before.due_at : at;
}
