import type { SentenceId } from "#foundation/register/sentences.ts";

export const RIGHTS = [
	"access",
	"rectification",
	"erasure",
	"restriction",
	"portability",
	"objection",
	"consent",
] as const;
/** What a right's own words need; where that does not run, the page says how it is asked for. */
export const RIGHT_SENTENCES: Partial<Record<RightId, SentenceId>> = {
	access: "right.access",
	erasure: "erasure.at_once",
	restriction: "right.restriction",
	portability: "right.portability",
};
/** The rights that are exercised with us; the complaint goes to the authority. */
export type RightId = (typeof RIGHTS)[number];
