import { DAY } from "../../time.ts";

/*
 * A restriction (GDPR Art. 18) or an objection (Art. 21) that stands: data that are restricted are kept and not used.
 * What leaves them out is the query layer (DECISIONS 110); here is when one begins, is told and ends.
 */

/** Art. 18(1)(a), (b), (c) and (d); and Art. 21(2), which needs no decision. */
export const GROUNDS = ["accuracy", "unlawful", "claim", "objection", "marketing"] as const;
export type RestrictionGround = (typeof GROUNDS)[number];

/** Under these the member wants the data kept, so that no term erases them (Art. 18(1)(a) to (c)). */
export const KEEPING_GROUNDS = ["accuracy", "unlawful", "claim"] as const satisfies readonly RestrictionGround[];

/** Days between telling a member that a restriction will be lifted and lifting it (Art. 18(3)). */
export const DAYS_BEFORE_LIFTING = 7;

/** What was told by then may be lifted now. ISO 8601 */
export const toldLongEnough = (now: number): string => new Date(now - DAYS_BEFORE_LIFTING * DAY).toISOString();

/** The day from which a restriction may be lifted of which the member is told now. ISO 8601 */
export const liftedFrom = (now: number): string => new Date(now + DAYS_BEFORE_LIFTING * DAY).toISOString();
