import { auditHead } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { accessesOf } from "#foundation/ledgers/queries-access.ts";
import { EMPTY_FORM, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { Staff } from "../session.ts";
import { isOpen, subjectQueries } from "./member-access.ts";
import { type Cards, shutPage, subjectIn } from "./routes-card.tsx";

/** Pages of their own that begin on a member's card, for who opened it just now. */

/** What such a page reads first: the member, both chains that its form adds to, and who opened the card. */
export const openCardQueries = (context: Context, member: string) =>
	[...subjectQueries(context, member), accessesOf(context.realm.id, member), auditHead(context.realm.id)] as const;

type Ends = RowsOf<readonly [ReturnType<typeof accessesOf>, ReturnType<typeof auditHead>]>;
export type OpenCardRows = readonly [...Cards, ...Ends, ...unknown[]];

/** The page that opens the card, where this member of staff has not; undefined where they have. */
export function shutInstead(
	c: AppContext,
	staff: Staff,
	rows: OpenCardRows,
	status: 200 | 409 | 422,
): Promise<Response> | undefined {
	if (isOpen(c.var, staff, rows[3])) return undefined;
	const { openFirst } = words(c.var.locale).console.error;
	return shutPage(c, staff, subjectIn(rows), status === 200 ? EMPTY_FORM : refill({}, { form: openFirst }), status);
}
