import { eraseAccountQueries } from "#features/accounts/closing.ts";
import type { Reauthenticated } from "#features/accounts/session/reauthenticate.ts";
import { openOwn } from "#features/accounts/session/signed-in.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { beginErasureQueries } from "#foundation/rights/erasure/begin.ts";
import { moveErasures } from "#foundation/rights/erasure/move.ts";
import { erasureAtOnce } from "#foundation/rights/requests/new-request.ts";
import { activeRequests } from "#foundation/rights/requests/queries-requests.ts";
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
	const { realm, now, at } = context;
	const { member, writer, refund } = auth;
	const address = await openOwn(member, "email");
	let first: Read | undefined = auth.rows;
	const { begun, waiting } = await retryOnConflict(async () => {
		const [active, [head]] = first ?? (await context.database().read(...erasureReads(context, member.id)));
		first = undefined;
		const { responseDays } = currentEdition(brandOf(context, writer), now).legal;
		const asked = await erasureAtOnce(context, { member: member.id, brand: writer, responseDays }, active);
		const { request } = asked;
		const whom = { realm: realm.id, member: member.id, request: request.id, address };
		const begins = await beginErasureQueries(
			await context.keys(),
			{ ...whom, locale: context.locale, brand: writer },
			now,
		);
		const [taken, ...others] = eraseAccountQueries(realm, { member: member.id, at });
		const logged = [
			...asked.audit,
			{
				...({ action: "erasure_begun", actor: "member", request: request.id } as const),
				commitment: begins.commitment,
			},
		];
		const [key, row] = begins.queries;
		const act = newAct(member.id, { kind: "erased" }, now);
		const [, , , , acts] = await context
			.database()
			.write(
				taken,
				key,
				row,
				addActAfterChange(realm.id, act),
				actsWaitingIn(context),
				...others,
				...asked.queries,
				...(await auditQueries({ realm: realm.id, at }, head, logged)),
				...refund,
			);
		return { begun: begins, waiting: acts };
	});
	const { register } = context.running;
	context.defer((job) => moveErasures(job, { ...ERASURE_OF_MEMBER, register }, begun.id));
	context.sendMail();
	await confirmActs(context, waiting);
	return { id: begun.id, salt: begun.salt };
}

function brandOf({ snapshot, edition }: Context, id: string) {
	return snapshot.findBrand(id) ?? edition.brand;
}
