import type { Context } from "#foundation/context.ts";
import { type LegalState, shownFrom } from "#foundation/ledgers/legal-disclosure.ts";
import type { LegalRow } from "./queries-legal.ts";
import type { ListedLegal } from "./views.tsx";

type Listed = Pick<LegalRow, "prolongs" | "ground" | "items" | "state" | "proposed_at" | "shown_from" | "told">;

/** Whether an order forbids now to tell the member of what was given. */
export const isSilent = (
	{ at }: Pick<Context, "at">,
	{ state, prolongs, told, shown_from }: Pick<Listed, "state" | "prolongs" | "told" | "shown_from">,
): boolean => state === "approved" && prolongs === "" && told === null && shown_from > at;

/** The disclosure whose silence a proposal would prolong; undefined where there is none. */
type Prolonged = Pick<LegalRow, "shown_from"> | undefined;

/**
 * From when on the member is told of a proposal that is decided now (`at`). Where another silence is not prolonged, it
 * ends when it would have. ISO 8601
 */
export const shownAfter = (
	at: string,
	{ prolongs, silent_until }: Pick<LegalRow, "prolongs" | "silent_until">,
	state: Exclude<LegalState, "proposed">,
	prolonged: Prolonged,
): string => shownFrom(at, state === "approved" || prolongs === "" ? silent_until : prolonged?.shown_from);

/** Whether the silence that this would prolong has ended, or lasts as long already: the member is not kept waiting. */
export const isTooLate = (
	at: string,
	{ prolongs, silent_until }: Pick<LegalRow, "prolongs" | "silent_until">,
	prolonged: Prolonged,
): boolean =>
	prolongs !== "" &&
	!(prolonged !== undefined && prolonged.shown_from > at && prolonged.shown_from < (silent_until ?? ""));

/** A proposal in the words of the lists, without a way to it. */
export function listedLegal(context: Pick<Context, "at">, row: Listed): Omit<ListedLegal, "href"> {
	const isGiven = row.state === "approved" && row.prolongs === "";
	const state = isSilent(context, row) ? "silent" : isGiven && row.told !== null ? row.told : row.state;
	return {
		...{ ground: row.ground, prolongs: row.prolongs !== "", items: row.items.split(" ").length, state },
		...{ proposedAt: row.proposed_at, silentUntil: state === "silent" ? row.shown_from : undefined },
	};
}
