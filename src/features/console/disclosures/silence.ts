import type { Context } from "#foundation/context.ts";
import type { LegalRow } from "./queries-legal.ts";
import type { ListedLegal } from "./views.tsx";

type Listed = Pick<LegalRow, "prolongs" | "ground" | "items" | "state" | "proposed_at" | "shown_from" | "told">;

/** Whether an order forbids now to tell the member of what was given. */
export const isSilent = (
	{ at }: Pick<Context, "at">,
	{ state, prolongs, told, shown_from }: Pick<Listed, "state" | "prolongs" | "told" | "shown_from">,
): boolean => state === "approved" && prolongs === "" && told === null && shown_from > at;

/** A proposal in the words of the lists, without a way to it. */
export function listedLegal(context: Pick<Context, "at">, row: Listed): Omit<ListedLegal, "href"> {
	const isGiven = row.state === "approved" && row.prolongs === "";
	const state = isSilent(context, row) ? "silent" : isGiven && row.told !== null ? row.told : row.state;
	return {
		...{ ground: row.ground, prolongs: row.prolongs !== "", items: row.items.split(" ").length, state },
		...{ proposedAt: row.proposed_at, silentUntil: state === "silent" ? row.shown_from : undefined },
	};
}
