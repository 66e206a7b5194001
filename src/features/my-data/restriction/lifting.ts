import type { Compilable } from "kysely";
import type { JobContext } from "#foundation/context.ts";
import { addUnitKeyAfterChange } from "#foundation/crypto/queries.ts";
import type { RealmId } from "#foundation/ids.ts";
import { type MailOrigin, notifyAfterChange } from "#foundation/mail/notify.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { writeAct } from "#foundation/recipients/write-act.ts";
import type { Register } from "#foundation/register/declaration.ts";
import { sealReason } from "#foundation/rights/restriction/decision-reason.ts";
import {
	liftTold,
	type StandingRestriction,
	tellOfLifting,
	toLift,
} from "#foundation/rights/restriction/queries-restriction.ts";
import { liftedFrom, toldLongEnough } from "#foundation/rights/restriction/restriction.ts";
import { RESTRICTION_ENDS } from "../letters.ts";
import { itemsUsedOn } from "../objection/objectionable.ts";
import { coveredItems } from "./covered.ts";

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

/** Restrictions that one run lifts. */
const MAX_LIFTED = 50;

/** Lifts what members were told of long enough ago, and tells recipients who heard that it began (GDPR Art. 19). */
export async function liftRestrictionsJob(context: JobContext, register: Register): Promise<void> {
	const { now, at } = context;
	const database = context.database("lifted restrictions");
	const before = toldLongEnough(now);
	const [due] = await database.read(toLift(before, MAX_LIFTED));
	const faults: unknown[] = [];
	for (const row of due) {
		const realm = row.realm_id as RealmId;
		const { member_id: member, id, purpose } = row;
		try {
			const brands = context.snapshot().findRealm({ id: realm })?.brands ?? [];
			const items =
				purpose === ""
					? coveredItems(row)
					: itemsUsedOn(brands, purpose, { snapshot: context.snapshot(), register, now });
			const act = { kind: "restriction_lifted", items, cause: id } as const;
			const read = await database.read(...noticeReads(realm, [member]));
			await writeAct({ ...context, database }, { realm, member, act }, read, [liftTold(realm, id, before, at)]);
		} catch (error) {
			// One that cannot be lifted holds up no other.
			faults.push(error);
		}
	}
	if (faults.length > 0) throw faults[0];
}
