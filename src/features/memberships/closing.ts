import type { Compilable } from "kysely";
import { doorQueries, endDoors, standingDoors } from "#features/accounts/credentials/doors.ts";
import type { StandingDoor } from "#features/accounts/credentials/schema.ts";
import { unitKeys } from "#features/accounts/queries.ts";
import { beginSession } from "#features/accounts/session/begin-session.ts";
import type { Proven } from "#features/accounts/session/proof.ts";
import {
	closeMember,
	hideMemberships,
	memberForChange,
	membershipsOf,
	removeSpecialKeys,
	reopenMember,
} from "#features/accounts/session/queries-session.ts";
import { tokenScope } from "#features/accounts/session/session.ts";
import { sweepObjects } from "#features/profiles/photos/photo-removal.ts";
import { mailLink, writingBrand } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs, putActsSoon } from "#foundation/acts/request.ts";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { readToken } from "#foundation/crypto/tokens.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import type { BrandId } from "#foundation/ids.ts";
import { type ConsentEvent, consentRows } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { notify } from "#foundation/mail/notify.ts";
import { withdrawals } from "./leaving.ts";
import { ACCOUNT_CLOSED } from "./letters.ts";

/** When an account that closes now is erased at the latest: the shortest term of the statements in force. */
export function purgeDate(context: Context): string {
	const { snapshot, realm } = context;
	const terms = realm.brands.flatMap((id) => snapshot.findBrand(id)?.legal.at(-1)?.settings.eraseAfterClosing ?? []);
	const now = new Date(context.now);
	return terms.map((term) => addDuration(now, term).toISOString()).sort()[0] ?? now.toISOString();
}

/** What closing reads beside who the member is. */
export const closingReads = (context: Context, member: string) =>
	[consentEvents(context.realm.brands, member), ...doorQueries(context.realm.id, [member])] as const;

/**
 * Closes the account: every door that stood open is shut, and it is invisible at once; consents lapse, and the
 * special values that stood under them go. Reopening needs fresh ones.
 * @returns the day of the purge, ISO 8601, and what can open the account again beside its password
 */
export async function closeAccount(
	context: Context,
	{ member, writer, giveBack, rows: [events, ...doors] }: Proven<ReturnType<typeof closingReads>>,
): Promise<{ purgeAt: string; standing: StandingDoor[] }> {
	const { realm, now } = context;
	const purgeAt = purgeDate(context);
	const standing = await standingDoors(context, { core: member.core, brand: writer }, doors);
	const [closed, ...others] = await closingQueries(realm, { member: member.id, now, purgeAt }, events);
	const act = newAct(member.id, { kind: "closed", purgeAt }, now);
	const [, , waiting] = await context
		.database()
		.write(
			closed,
			addActAfterChange(realm.id, act),
			actsWaitingIn(context),
			...others,
			...(await notify(
				context,
				{ member: member.id, brand: writer, core: member.core, emailSealed: member.sealed.email },
				ACCOUNT_CLOSED.with({ purge: purgeAt, reopen: mailLink(context, "/sign-in", writer), standing }),
				`account_closed:${member.id}:${member.epoch}`,
			)),
			...giveBack,
		);
	context.sendMail();
	context.defer(() => sweepObjects(context.settings, () => context.now));
	await confirmActs(context, waiting);
	return { purgeAt, standing };
}

type Answered = ConsentEvent & { brand_id: string };

/**
 * What closing an account is, whoever writes it: first the account itself.
 * @param events of the member, on every brand of the realm
 */
export async function closingQueries(
	{ id: realm, brands }: Pick<Realm, "id" | "brands">,
	{ member, now, purgeAt }: { member: string; now: number; purgeAt: string },
	events: readonly Answered[],
): Promise<[Compilable, ...Compilable[]]> {
	const at = new Date(now).toISOString();
	const lapsed = await Promise.all(
		[...new Set(events.map(({ brand_id }) => brand_id as BrandId))].map(async (brand) => {
			const own = events.filter(({ brand_id }) => brand_id === brand);
			return consentRows({ brand, member, method: "settings", at }, withdrawals(own, now), own);
		}),
	);
	return [
		closeMember(realm, member, at, purgeAt),
		...endDoors(realm, member, at),
		hideMemberships(brands, member, at),
		removeSpecialKeys(realm, member),
		...lapsed.flat().map((row) => addConsent(row)),
	];
}

/** Opens a closed account for who has just shown its password; signed in here, invisible until each brand asks anew. */
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
	const entering = { member, epoch: epoch + 1, kept: false, core, emailSealed: known.email_sealed };
	const session = await beginSession(context, { ...entering, brand: writingBrand(context, memberships) });
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
