import type { Compilable } from "kysely";
import type { z } from "zod";
import { closeAccountQueries } from "#features/accounts/closing.ts";
import { doorQueries, standingDoors } from "#features/accounts/credentials/doors.ts";
import type { StandingDoor } from "#features/accounts/credentials/schema.ts";
import type { Reauthenticated } from "#features/accounts/session/reauthenticate.ts";
import { sweepObjects } from "#features/profiles/photos/photo-removal.ts";
import { mailLink } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { Context } from "#foundation/context.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { BrandId } from "#foundation/ids.ts";
import { inOrderOrByTime, rowsAfter, withdrawals } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { notify } from "#foundation/mail/notify.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { noticeWithdrawals } from "#foundation/recipients/withdrawn.ts";
import { endsWithAccount, soonestEnd, termsInForce } from "#foundation/register/terms.ts";
import { closingOf } from "./departure.ts";
import { ACCOUNT_CLOSED } from "./letters.ts";
import type { staysSchema } from "./stays-words.ts";

/**
 * When an account that closes now is erased at the latest: the shortest term in force among the member's brands; of a
 * member of none, among all that share the account. ISO 8601
 */
export function purgeDate(context: Context, memberships: readonly { brand_id: string }[]): string {
	const own = memberships.flatMap(({ brand_id }) => context.snapshot.findBrand(brand_id) ?? []);
	const terms = own.map((brand) => currentEdition(brand, context.now).legal);
	const inForce = terms.length > 0 ? terms : termsInForce(context);
	return soonestEnd(inForce, "account", new Date(context.now)).toISOString();
}

/** What closing reads beside who the member is. */
export const closingReads = (context: Context, member: string) =>
	[...lapseReads(context.realm, member), ...doorQueries(context.realm.id, [member])] as const;

/** What the member agreed to, and what recipients were given of the member, for `closingQueries`. */
export const lapseReads = ({ id, brands }: Pick<Realm, "id" | "brands">, member: string) =>
	[consentEvents(brands, member), ...noticeReads(id, [member])] as const;
type Lapsing = RowsOf<ReturnType<typeof lapseReads>>;

/**
 * Closes the account: every door that stood open is shut, and it is invisible at once; consents lapse, of which the
 * recipients are told (GDPR Art. 19), and the special values that stood under them go. Reopening needs fresh ones. Reads
 * again where somebody else wrote meanwhile.
 * @returns the day of the purge, ISO 8601, what can open the account again beside its password, and what is kept
 */
export async function closeAccount(
	context: Context,
	auth: Reauthenticated<ReturnType<typeof closingReads>>,
): Promise<{ purgeAt: string; standing: StandingDoor[]; stays: NonNullable<z.infer<typeof staysSchema>> }> {
	const { realm, now } = context;
	const { member, memberships, writer, refund, rows } = auth;
	const [events, disclosures, disclosureKeys, ...doors] = rows;
	const purgeAt = purgeDate(context, memberships);
	const standing = await standingDoors(context, { core: member.core, brand: writer }, doors);
	const stays = staysAfterErasure(context, memberships);
	const act = newAct(member.id, { kind: "closed", purgeAt }, now);
	let read: Lapsing | undefined = [events, disclosures, disclosureKeys];
	// Here and not with the sign-in: the rival may be the same press, which signed this one out.
	const waiting = await retryOnConflict(async () => {
		const lapsing = read ?? (await context.database().read(...lapseReads(realm, member.id)));
		read = undefined;
		const [closed, ...others] = await closingQueries(context, { member: member.id, now, purgeAt }, lapsing);
		const [, , found] = await context
			.database()
			.write(
				closed,
				addActAfterChange(realm.id, act),
				actsWaitingIn(context),
				...others,
				...(await notify(
					context,
					{ member: member.id, brand: writer, core: member.core, emailSealed: member.sealed.email },
					ACCOUNT_CLOSED.with({ purge: purgeAt, reopen: mailLink(context, "/sign-in", writer), standing, stays }),
					`account_closed:${member.id}:${member.epoch}`,
				)),
				...refund,
			);
		return found;
	});
	context.sendMail();
	context.defer(sweepObjects);
	await confirmActs(context, waiting);
	return { purgeAt, standing, stays };
}

/** What outlives the erasure: other rules that run on after the closing end with it at the latest. */
const staysAfterErasure = (context: Context, memberships: readonly { brand_id: string }[]) =>
	closingOf(context, memberships)
		.stays.filter(({ rule }) => !endsWithAccount(termsInForce(context), rule))
		.map(({ rule, from, duration }) => ({ rule, from, duration }));

/**
 * The writes that close an account, for every caller: first the account itself.
 * @param read what `lapseReads` gave
 */
export async function closingQueries(
	{ realm, keys }: { realm: Pick<Realm, "id" | "brands"> } & Pick<Context, "keys">,
	{ member, now, purgeAt }: { member: string; now: number; purgeAt: string },
	[events, ...disclosed]: Lapsing,
): Promise<[Compilable, ...Compilable[]]> {
	const at = new Date(now).toISOString();
	const lapsed = await Promise.all(
		[...new Set(events.map(({ brand_id }) => brand_id as BrandId))].map(async (brand) => {
			const own = events.filter(({ brand_id }) => brand_id === brand);
			const last = inOrderOrByTime(own).at(-1);
			const answers = withdrawals(own, now);
			const rows = await rowsAfter(last, { brand, member, method: "settings", at }, answers);
			const told = { realm: realm.id, member, brand, answers };
			return [...rows.map((row) => addConsent(row)), ...(await noticeWithdrawals({ keys, now }, told, disclosed))];
		}),
	);
	const [closed, ...others] = closeAccountQueries(realm, { member, at, purgeAt });
	return [closed, ...others, ...lapsed.flat()];
}
