import type { Compilable } from "kysely";
import { endMembership } from "#features/accounts/membership.ts";
import { sweepObjects } from "#features/profiles/photos/photo-removal.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { type EndedMembership, evidenceQueries } from "#foundation/ledgers/evidence.ts";
import { evidenceReads } from "#foundation/ledgers/queries-evidence.ts";
import { forgetMailOfBrand } from "#foundation/mail/queries.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { noticeWithdrawals } from "#foundation/recipients/withdrawn.ts";

/**
 * Whether leaving asks a proof: it erases for good. On an adult brand it withdraws the consent that the membership
 * rests on, which is as easy as giving it (GDPR Art. 7(3), DECISIONS 78).
 */
export const leavingAsksProof = (context: Context, brand: PublishedBrand): boolean =>
	!currentEdition(brand, context.now).legal.adult;

/** What a member agreed to on a brand, and what recipients were given of the member, as it is read before leaving. */
type Agreed = RowsOf<ReturnType<typeof leavingReads>>;

export const leavingReads = (realm: RealmId, brand: BrandId, member: string) =>
	[...evidenceReads([brand], member), ...noticeReads(realm, [member])] as const;

/**
 * Leaving a brand erases what belongs to it and nothing else (DECISIONS 14): its rows, its keys, its sessions. What
 * was consented there is withdrawn in the same batch, which seals it as evidence until its term ends (DECISIONS 95) and
 * tells the recipients (GDPR Art. 19).
 * @param agreed what `leavingReads` gave; read again where somebody else wrote meanwhile
 * @param refund of the proof that was asked
 */
export async function leaveBrand(
	context: Context,
	{ brand, member }: { brand: BrandId; member: string },
	agreed: Agreed,
	refund: readonly Compilable[],
): Promise<void> {
	const { realm, now } = context;
	const ring = await context.keys();
	const act = newAct(member, { kind: "left", brand }, now);
	let read: Agreed | undefined = agreed;
	const waiting = await retryOnConflict(async () => {
		const rows = read ?? (await context.database().read(...leavingReads(realm.id, brand, member)));
		read = undefined;
		const [left, ...others] = await leavingQueries(ring, realm.id, { brand, member, now }, rows);
		const [, , found] = await context
			.database()
			.write(left, addActAfterChange(realm.id, act), actsWaitingIn(context), ...others, ...refund);
		return found;
	});
	// The rows of the profile went with the membership; the files of its photos follow.
	context.defer(sweepObjects);
	await confirmActs(context, waiting);
}

/** The writes that end a membership, for every caller: first the membership, then what depends on it. */
export async function leavingQueries(
	ring: KeyRing,
	realm: RealmId,
	{ brand, member, now }: { brand: BrandId; member: string; now: number },
	[events, acceptances, ...disclosed]: Agreed,
): Promise<[Compilable, ...Compilable[]]> {
	const at = new Date(now).toISOString();
	const following: EndedMembership["following"] = (on, answers) =>
		noticeWithdrawals({ keys: async () => ring, now }, { realm, member, brand: on, answers }, disclosed);
	const ended = { realm, member, brands: [brand], at, following };
	return [
		...endMembership(realm, member, brand),
		...forgetMailOfBrand(realm, member, brand),
		...(await evidenceQueries(ring, ended, [events, acceptances])),
	];
}
