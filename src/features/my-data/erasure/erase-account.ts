import type { Compilable } from "kysely";
import { eraseAccountQueries } from "#features/accounts/closing.ts";
import type { Reauthenticated } from "#features/accounts/session/reauthenticate.ts";
import { openOwn } from "#features/accounts/session/signed-in.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import { type AuditEvent, auditHead, auditQueries } from "#foundation/audit/audit.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { Context, JobContext } from "#foundation/context.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { openAddress } from "#foundation/mail/notify.ts";
import { beginErasureQueries, type ToErase } from "#foundation/rights/erasure/begin.ts";
import { moveErasures } from "#foundation/rights/erasure/move.ts";
import { erasureAtOnce } from "#foundation/rights/requests/new-request.ts";
import { activeRequests } from "#foundation/rights/requests/queries-requests.ts";
import { LOCALES } from "#locales/locales.ts";
import { addressOf, joinedBrands } from "../export/queries.ts";
import { ERASURE_OF_MEMBER } from "./erasure-of-member.ts";

/** What an erasure reads beside who the member is. */
export const erasureReads = ({ realm }: Context, member: string) =>
	[activeRequests(realm.id, member), auditHead(realm.id)] as const;
type Read = RowsOf<ReturnType<typeof erasureReads>>;

/**
 * Erases a member who is signed in afresh, at once (GDPR Art. 17; DECISIONS 115): every door is shut in this batch, and
 * the rest follows right after the answer. Nothing takes it back, not even a copy of the database that is put back.
 * @returns what finds the erasure, for the member alone
 * @throws NoSuchStep where an erasure of the member has begun already; AppError unconfirmed when the bucket of the acts
 *   does not answer: the erasure stands all the same
 */
export async function eraseAccount(
	context: Context,
	auth: Reauthenticated<ReturnType<typeof erasureReads>>,
): Promise<{ id: string; salt: string }> {
	const { realm, at } = context;
	const { member, writer, refund } = auth;
	const address = await openOwn(member, "email");
	const { responseDays } = currentEdition(
		context.snapshot.findBrand(writer) ?? context.edition.brand,
		context.now,
	).legal;
	let first: Read | undefined = auth.rows;
	const { begun, waiting } = await retryOnConflict(async () => {
		const [active, [head]] = first ?? (await context.database().read(...erasureReads(context, member.id)));
		first = undefined;
		const { request, queries, audit } = await erasureAtOnce(
			context,
			{ member: member.id, brand: writer, responseDays },
			active,
		);
		const whom = { realm: realm.id, member: member.id, request: request.id, address };
		const begins = await erasureBegins(
			{ ring: await context.keys(), realm, now: context.now },
			{ ...whom, locale: context.locale, brand: writer },
			"member",
		);
		const [, , , , acts] = await context
			.database()
			.write(
				...begins.taken,
				actsWaitingIn(context),
				...begins.doors,
				...queries,
				...(await auditQueries({ realm: realm.id, at }, head, [...audit, begins.event])),
				...refund,
			);
		return { begun: begins, waiting: acts };
	});
	const { register } = context.running;
	context.defer((job) => moveErasures(job, { ...ERASURE_OF_MEMBER, register }, begun.id));
	await confirmActs(context, waiting);
	return { id: begun.id, salt: begun.salt };
}

type Sources = { ring: KeyRing; realm: Pick<Realm, "id" | "brands">; now: number };
type Begins = {
	id: string;
	salt: string;
	/** They take the account, and do nothing where it was taken before. They stand together and first. */
	taken: readonly [account: Compilable, key: Compilable, row: Compilable, act: Compilable];
	doors: readonly Compilable[];
	event: AuditEvent;
};

async function erasureBegins(
	{ ring, realm, now }: Sources,
	whom: ToErase,
	actor: AuditEvent["actor"],
): Promise<Begins> {
	const { id, salt, commitment, queries } = await beginErasureQueries(ring, whom, now);
	const [account, ...doors] = eraseAccountQueries(realm, { member: whom.member, at: new Date(now).toISOString() });
	const act = addActAfterChange(realm.id, newAct(whom.member, { kind: "erased" }, now));
	const event = { action: "erasure_begun", actor, request: whom.request, commitment } as const;
	return { id, salt, taken: [account, ...queries, act], doors, event };
}

/**
 * Begins the erasure that a request asks whose time to cancel is over; of an account that is gone or being erased,
 * nothing. The job of erasures goes on with it.
 */
export async function eraseForRequest(
	job: JobContext,
	{ realm, member, request }: { realm: RealmId; member: string; request: string },
): Promise<void> {
	const { brands = [] } = job.snapshot().findRealm({ id: realm }) ?? {};
	const database = job.database("erasures");
	await retryOnConflict(async () => {
		const [[head], [account], [key], joined] = await database.read(
			auditHead(realm),
			...addressOf(realm, member),
			joinedBrands(brands, member),
		);
		if (account === undefined || account.erasing_at !== null || key === undefined) return;
		const ring = await job.keys();
		const address = await openAddress(member, { core: await ring.openUnit(key), emailSealed: account.email_sealed });
		const brand = senderBrand({ originBrand: undefined, realm: { brands } }, joined);
		const locale = LOCALES.find((one) => one === account.language) ?? LOCALES[0];
		const begins = await erasureBegins(
			{ ring, realm: { id: realm, brands }, now: job.now },
			{ realm, member, request, address, locale, brand },
			"system",
		);
		const place = { realm, at: job.at };
		await database.write(...begins.taken, ...begins.doors, ...(await auditQueries(place, head, [begins.event])));
	});
}
