/**
 * How a requirement is kept, and how one can see it: `test` names tests, `reason` says why it does not apply or who
 * keeps it, `later` names the feature that brings what it is about. `weaker` says where less is done than is asked;
 * alone, that nothing is.
 */
export type Answer =
	| { test: readonly string[]; weaker?: string }
	| { reason: string; weaker?: string }
	| { weaker: string }
	| { later: "payments" | "content" | "retention" };

export const test = (...titles: string[]): Answer => ({ test: titles });
export const none = (reason: string): Answer => ({ reason });

/** One answer for several requirements. */
export const all = (ids: string, answer: Answer): Record<string, Answer> =>
	Object.fromEntries(ids.split(" ").map((id) => [id, answer]));
