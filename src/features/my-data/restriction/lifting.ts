import type { Compilable } from "kysely";
import type { JobContext } from "#foundation/context.ts";
import { addUnitKeyAfterChange } from "#foundation/crypto/queries.ts";
import type { RealmId } from "#foundation/ids.ts";
import { type MailOrigin, notifyAfterChange } from "#foundation/mail/notify.ts";
import { sealReason } from "#foundation/rights/restriction/decision-reason.ts";
import {
	liftTold,
	type StandingRestriction,
	tellOfLifting,
} from "#foundation/rights/restriction/queries-restriction.ts";
import { liftedFrom, toldLongEnough } from "#foundation/rights/restriction/restriction.ts";
import { RESTRICTION_ENDS } from "../letters.ts";

type Told = Parameters<typeof notifyAfterChange>[1];

/** Who ends or decides, in which role, and why, in words for the member. */
export type Decider = { reason: string; by: string; role: string };

/**
 * The batch that tells a member that a restriction will be lifted: the mark that the end may come, why, and the mail
 * that says so, all or nothing; its first query gives a row where the member is told now. What lifts is the job below,
 * days later (GDPR Art. 18(3)).
 */
export async function lifting(
	context: MailOrigin & { realm: { id: RealmId } },
	to: Told,
	{ id, since }: Pick<StandingRestriction, "id" | "since">,
	{ reason, by, role }: Decider,
): Promise<readonly [ReturnType<typeof tellOfLifting>, ...Compilable[]]> {
	const { now, realm } = context;
	const { member } = to;
	const privacy = { at: "account", path: PATH } as const;
	const letter = RESTRICTION_ENDS.with({ since, from: liftedFrom(now), reason, privacy });
	const { sealed, key } = await sealReason(
		await context.keys(),
		{ table: "restriction", id },
		{ realm: realm.id, member, reason },
	);
	return [
		tellOfLifting(realm.id, member, id, { by, role, reason: sealed, at: new Date(now).toISOString() }),
		addUnitKeyAfterChange(key),
		...(await notifyAfterChange(context, to, letter, `restriction_ends:${id}`)),
	];
}
const PATH = "/privacy/restriction";

/** Lifts what members were told of long enough ago. */
export async function liftRestrictionsJob(context: JobContext): Promise<void> {
	await context.database("lifted restrictions").write(liftTold(toldLongEnough(context.now), context.at));
}
