import type { Context } from "#foundation/context.ts";
import { endOfTerm } from "#foundation/register/terms.ts";
import { HOUR } from "#foundation/time.ts";

/** Hours that the link of a mail works: the term of one-time codes. */
export function codeHours(context: Context): number {
	return Math.floor((endOfTerm(context, "one_time_code").getTime() - context.now) / HOUR);
}

/** When the code of a mail is of no use any more and goes: after these hours, and never after its term. ISO 8601 */
export function codeEnd(context: Context, hours = codeHours(context)): string {
	return new Date(context.now + Math.min(hours, codeHours(context)) * HOUR).toISOString();
}
