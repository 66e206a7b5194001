import type { Context } from "#foundation/context.ts";
import { soonestEnd, termsInForce } from "#foundation/register/terms.ts";
import type { ExportRow } from "#foundation/rights/export/queries-export.ts";
import type { Words } from "#locales/locales.ts";

/** `until`: when it goes, ISO 8601. */
export type OwnCopy =
	| { state: "making"; percent: number }
	| { state: "failed" }
	| { state: "ready"; bytes: number; until: string };

/** What there is to say of a copy; undefined once its term is over. */
export function shownCopy(context: Context, { state, percent, bytes, made_at }: ExportRow): OwnCopy | undefined {
	if (state === "making" || made_at === null) return { state: "making", percent };
	const until = soonestEnd(termsInForce(context), "export", new Date(made_at)).toISOString();
	if (until <= context.at) return undefined;
	return state === "failed" ? { state } : { state: "ready", bytes, until };
}

/** In thousands or millions of bytes, as file managers write sizes. */
export const sizeInWords = (bytes: number, text: Words["myData"]["export"]): string =>
	bytes < 1_000_000 ? text.kilobytes(Math.ceil(bytes / 1_000)) : text.megabytes(Math.round(bytes / 100_000) / 10);
