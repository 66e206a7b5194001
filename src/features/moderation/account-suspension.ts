import type { Context } from "#foundation/context.ts";
import { type StatementOfReasons, statementOfReasons } from "./reasons.ts";
import { reasonQueries } from "./standing-measures.ts";

/** Why an account is suspended: a trip of its own, for members who have proved that the account is theirs. */
export async function readAccountSuspension(context: Context, member: string): Promise<StatementOfReasons> {
	const rows = await context.database().read(...reasonQueries(context.realm.id, member, "", context.at));
	return statementOfReasons(context, "", rows);
}
