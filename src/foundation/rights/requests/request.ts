/** Requests of people about their data (GDPR Art. 12 to 22), as the database holds them (DECISIONS 116). */

export const REQUEST_KINDS = [
	"access",
	"rectification",
	"erasure",
	"restriction",
	"lift_restriction",
	"objection",
	"portability",
	"withdraw_consent",
	"complaint",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** `page`: a member who is signed in. `address`: a visitor who typed an address. `desk`: a letter that staff typed in. */
export type RequestDoor = "page" | "address" | "desk";

/** From each state to those that may follow it. A state without any is final. The database has the same list. */
const NEXT = {
	received: ["identity_pending", "open", "duplicate", "withdrawn"],
	identity_pending: ["open", "duplicate", "expired", "withdrawn"],
	open: ["in_progress", "withdrawn"],
	in_progress: ["fulfilled", "partially_fulfilled", "refused", "withdrawn"],
	fulfilled: [],
	partially_fulfilled: [],
	refused: [],
	expired: [],
	duplicate: [],
	withdrawn: [],
} as const satisfies Record<string, readonly string[]>;

export type RequestState = keyof typeof NEXT;
export const REQUEST_STATES = Object.keys(NEXT) as RequestState[];

export const isFinal = (state: RequestState): boolean => NEXT[state].length === 0;

/** Whether a request may go from one state to another. An erasure that has begun is not taken back. */
export function canMove(kind: RequestKind, from: RequestState, to: RequestState): boolean {
	if (kind === "erasure" && from === "in_progress" && to === "withdrawn") return false;
	return NEXT[from].some((state) => state === to);
}

/** Why a request, or a part of it, is refused. That a request is excessive is no ground: it would take two people. */
export const REFUSAL_GROUNDS = ["legal_obligation", "legal_claims", "rights_of_others", "not_applicable"] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** Kinds that a copy of all data answers. */
export const isAnsweredByCopy = (kind: RequestKind): boolean => kind === "access" || kind === "portability";

/** Hours in which an erasure that was not asked by a member who is signed in can be cancelled. */
export const HOURS_TO_CANCEL = 72;
/** Days in which it can be shown who asks; then the request expires. */
export const DAYS_TO_IDENTIFY = 30;
