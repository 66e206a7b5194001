import type { ClauseId } from "#features/moderation/measure.ts";
import { momentOf, wallClock } from "#foundation/i18n/wall-clock.ts";
import { AGE_DAYS } from "#foundation/ledgers/age-days.ts";

/**
 * The way of a check of a member's age (DECISIONS 105). Each step that decides takes another person than the step that
 * it settles; the database holds to the same table.
 */

export type AgeState = "raised" | "dismissed" | "asked" | "shown" | "adult" | "failed" | "removed";
/** What a member of staff sees of a document, or in a call. */
export const AGE_PROOFS = ["document", "video_call"] as const;
export const AGE_OUTCOMES = ["adult", "minor"] as const;
export type AgeProof = { kind: (typeof AGE_PROOFS)[number]; outcome: (typeof AGE_OUTCOMES)[number] };

/** `expire` and `remove` are the job's; the rest a person's. */
export const AGE_ACTS = ["agree", "dismiss", "show", "confirm", "refuse"] as const;
export type AgeAct = (typeof AGE_ACTS)[number];

export type AgeCheck = {
	state: AgeState;
	/** A member of staff. */
	raisedBy: string;
	shownBy: string | undefined;
	shownOutcome: AgeProof["outcome"] | undefined;
	/** ISO 8601 */
	dueAt: string | undefined;
};

/** From which state an act goes on, and whose step it settles: the same person may not. */
export const AGE_STEPS = {
	agree: { from: "raised", settles: "raisedBy" },
	dismiss: { from: "raised", settles: "raisedBy" },
	show: { from: "asked", settles: undefined },
	confirm: { from: "shown", settles: "shownBy" },
	refuse: { from: "shown", settles: "shownBy" },
} as const satisfies Record<AgeAct, { from: AgeState; settles: "raisedBy" | "shownBy" | undefined }>;

/** The acts that are open to a person. `by`: a member of staff, or '' for the operator's tool, which sees nothing itself. */
export function openActs(check: AgeCheck, by: string): AgeAct[] {
	return AGE_ACTS.filter((act) => {
		const { from, settles } = AGE_STEPS[act];
		if (check.state !== from || (by === "" && settles === undefined)) return false;
		return settles === undefined || check[settles] !== by;
	});
}

/** Where an act leads; undefined where it is not open to that person. */
export function nextState(check: AgeCheck, act: AgeAct, by: string): AgeState | undefined {
	if (!openActs(check, by).includes(act)) return undefined;
	if (act === "confirm") return check.shownOutcome === "adult" ? "adult" : "failed";
	return ({ agree: "asked", dismiss: "dismissed", show: "shown", refuse: "asked" } as const)[act];
}

/** Whether the term of a check has passed without anything shown. @param now ISO 8601 */
export const isOverdue = ({ state, dueAt }: AgeCheck, now: string): boolean =>
	state === "asked" && dueAt !== undefined && dueAt <= now;

/** The rule of the terms that a check of age rests on. @param adult whether the site is for adults */
export const ageClause = (adult: boolean): Extract<ClauseId, "age" | "ages"> => (adult ? "age" : "ages");

/** The end of the last day of the term, as its letter names that day. @param now epoch milliseconds */
export function dueFrom(now: number): string {
	const wall = wallClock(new Date(now));
	const dayAfter = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate() + AGE_DAYS + 1);
	return new Date(momentOf(new Date(dayAfter)).getTime() - 1).toISOString();
}
