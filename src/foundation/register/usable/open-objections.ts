import type { PurposeId } from "../purposes.ts";

const PROTECTIVE: ReadonlySet<PurposeId> = new Set(["security_improvement", "age_check", "decisions"]);

/**
 * Whether a use goes on while an objection to it waits for a decision: what protects another person, or serves a legal
 * claim (GDPR Art. 18(2)). Every other use stands still.
 */
export const goesOnWhileOpen = (purpose: PurposeId): boolean => PROTECTIVE.has(purpose);
