import type { Compilable } from "kysely";
import type { JobContext } from "#foundation/context.ts";
import { type MailOrigin, notifyAfterChange } from "#foundation/mail/notify.ts";
import { liftTold, type StandingRestriction, tellOfLifting } from "#foundation/rights/queries-restriction.ts";
import { liftedFrom, toldLongEnough } from "#foundation/rights/restriction.ts";
import { RESTRICTION_ENDS } from "../letters.ts";

type Told = Parameters<typeof notifyAfterChange>[1];

/**
 * The batch that tells a member that a restriction will be lifted: the mark that the end may come, and the mail that
 * says so, both or neither. What lifts is the job below, days later (GDPR Art. 18(3)).
 */
export async function lifting(
	context: MailOrigin & { realm: { id: string } },
	to: Told,
	{ id, since }: Pick<StandingRestriction, "id" | "since">,
): Promise<Compilable[]> {
	const { now } = context;
	const letter = RESTRICTION_ENDS.with({ since, from: liftedFrom(now), privacy: { at: "account", path: PATH } });
	return [
		tellOfLifting(context.realm.id, to.member, id, new Date(now).toISOString()),
		...(await notifyAfterChange(context, to, letter, `restriction_ends:${id}`)),
	];
}
const PATH = "/privacy/restriction";

/** Lifts what members were told of long enough ago. */
export async function liftRestrictionsJob(context: JobContext): Promise<void> {
	await context.database("lifted restrictions").write(liftTold(toldLongEnough(context.now), context.at));
}
