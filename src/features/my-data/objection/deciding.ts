import type { Compilable } from "kysely";
import { addUnitKeyAfterChange } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { USABLE_VIEWS } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { type MailOrigin, notifyAfterChange } from "#foundation/mail/notify.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import { goesOnWhileOpen } from "#foundation/register/usable/open-objections.ts";
import { sealReason } from "#foundation/rights/restriction/decision-reason.ts";
import { decideObjection, type ObjectionOutcome } from "#foundation/rights/restriction/queries-objection.ts";
import { restrictByObjection, tellOfRefusal } from "#foundation/rights/restriction/queries-restriction.ts";
import { liftedFrom } from "#foundation/rights/restriction/restriction.ts";
import { OBJECTION_REFUSED, OBJECTION_UPHELD } from "../letters.ts";
import type { Decider } from "../restriction/lifting.ts";

type Told = Parameters<typeof notifyAfterChange>[1];
type Objected = { id: string; purpose: PurposeId; changed_at: string };
type Decision = Decider & { outcome: ObjectionOutcome; authority: { name: string; url: string } };

const STOPPABLE: ReadonlySet<string> = new Set(Object.values(USABLE_VIEWS).map(({ purpose }) => purpose));

/** Whether the code leaves a restricted member out of this use: where it does not, no text may say that the use stops. */
export const canBeStopped = (purpose: PurposeId): boolean => STOPPABLE.has(purpose);

/**
 * The batch that decides an objection (GDPR Art. 21(1)): the decision and why, the mail that says so, and what follows
 * for the restriction, all or nothing. Its first query gives a row where it decided. Upheld: the use stays off, and
 * stops now where it went on. Refused: the restriction is told, and lifted days later.
 */
export async function deciding(
	context: MailOrigin & { realm: { id: RealmId } },
	to: Told,
	objected: Objected,
	{ outcome, reason, by, role, authority }: Decision,
): Promise<readonly [ReturnType<typeof decideObjection>, ...Compilable[]]> {
	const { now, realm } = context;
	const { id, purpose } = objected;
	const { member } = to;
	const at = new Date(now).toISOString();
	const { sealed, key } = await sealReason(
		await context.keys(),
		{ table: "processing_choice", id },
		{ realm: realm.id, member, reason },
	);
	const said = { use: purpose, since: objected.changed_at, reason, choices: CHOICES };
	const from = goesOnWhileOpen(purpose) ? {} : { from: liftedFrom(now) };
	const letter =
		outcome === "upheld" ? OBJECTION_UPHELD.with(said) : OBJECTION_REFUSED.with({ ...said, ...from, authority });
	return [
		decideObjection(realm.id, { id, outcome, reason: sealed, by, role, at }),
		addUnitKeyAfterChange(key),
		...(await notifyAfterChange(context, to, letter, `objection:${id}`)),
		outcome === "upheld"
			? restrictByObjection(realm.id, { objection: id, id: uuidv7(now), member, purpose, at })
			: tellOfRefusal(realm.id, member, purpose, { by, role, reason: null, at }),
	];
}
const CHOICES = { at: "account", path: "/privacy/choices" } as const;
