import { senderBrand } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import { unitKeys } from "../queries.ts";
import { beginSession } from "../session/begin-session.ts";
import { memberForChange, membershipsOf, reopenMember } from "../session/queries-session.ts";
import { tokenScope } from "../session/session.ts";

/** Seconds for which the offer to reopen stands after signing in. */
const REOPEN_LIFETIME_SECONDS = 15 * 60;

/** For the form that reopens: it names the member who has just shown the password, and the epoch. */
export const reopenOffer = (context: Context, { member, epoch }: { member: string; epoch: number }) =>
	signToken(tokenScope(context, "reopen"), { sub: member, epoch }, REOPEN_LIFETIME_SECONDS);

/** Reopens a closed account after its password was verified: signed in here, invisible until each brand asks again. */
export async function reopenAccount(context: RequestContext, offer: string): Promise<boolean> {
	const claims = await readToken(tokenScope(context, "reopen"), offer);
	const { sub: member, epoch } = claims ?? {};
	if (typeof member !== "string" || typeof epoch !== "number") return false;
	const { realm } = context;
	const database = context.database();
	const [[key], [known], memberships] = await database.read(
		unitKeys(realm.id, member, ["core"]),
		memberForChange(realm.id, member),
		membershipsOf(realm.brands, member),
	);
	if (!key || known?.state !== "closed" || known.session_epoch !== epoch) return false;
	const core = await (await context.keys()).openUnit(key);
	const grant = { member, epoch: epoch + 1, kept: false, core, emailSealed: known.email_sealed };
	const session = await beginSession(context, { ...grant, brand: senderBrand(context, memberships) });
	const at = context.at;
	const [reopened] = await database.write(
		reopenMember(realm.id, member, epoch, at),
		addActAfterChange(realm.id, newAct(member, { kind: "reopened" }, context.now)),
		...session.rows,
	);
	if (reopened.length === 0) return false;
	putActsSoon(context);
	await session.done();
	return true;
}
