import type { Context } from "#foundation/context.ts";
import { endOfTerm } from "#foundation/register/terms.ts";
import { HOUR } from "#foundation/time.ts";

/** When a code of a mail is of no use any more, and goes: after so many hours, and never after its term. ISO 8601 */
export function codeEnd(context: Context, hours: number): string {
	const term = endOfTerm(context, "one_time_code").getTime();
	return new Date(Math.min(context.now + hours * HOUR, term)).toISOString();
}
