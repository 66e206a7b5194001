import { readMemberships } from "#features/accounts/membership.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import { auditHead } from "#foundation/audit/audit.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { RequestContext } from "#foundation/context.ts";
import { unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import { AppError } from "#foundation/errors.ts";
import { newRequest, opened } from "#foundation/rights/requests/new-request.ts";
import { activeRequests, requestsOfMember } from "#foundation/rights/requests/queries-requests.ts";
import { canMove, type RequestKind, type RequestState } from "#foundation/rights/requests/request.ts";
import { type RequestRow, type Step, takeSteps } from "#foundation/rights/requests/step.ts";
import { REQUEST_UNITS } from "#foundation/rights/requests/words.ts";
import { acknowledge, logOf, withdraw } from "./handling.ts";
import { toldIn, toldQueries } from "./telling.ts";

/** The newest ones are shown; a copy of all data has every one. */
const MAX_SHOWN = 100;

/** What a member asked, with what opens its words and what it takes to ask more; undefined when nobody is signed in. */
export async function readOwnRequests(context: RequestContext) {
	const { realm } = context;
	const read = await readMemberships(
		context,
		({ member }) =>
			[
				requestsOfMember(realm.id, member, MAX_SHOWN),
				activeRequests(realm.id, member),
				unitKeysOfParts(realm.id, [member], REQUEST_UNITS),
				auditHead(realm.id),
				...toldQueries(realm.id, realm.brands, [member]),
			] as const,
	);
	if (read === undefined) return undefined;
	const [requests, active, keys, [head], ...rows] = read.rows;
	const to = await toldIn(context, rows);
	if (to === undefined) throw new AppError("internal", "a member without a row");
	const brand = context.snapshot.findBrand(senderBrand(context, read.memberships)) ?? to.published;
	return {
		member: read.member.id,
		requests,
		active,
		keys,
		head,
		to,
		responseDays: currentEdition(brand, context.now).legal.responseDays,
	};
}

export type OwnOutcome = "sent" | "twice" | "withdrawn" | "unchanged";

/** Asks something, signed in: no more is needed to show who asks. Undefined when nobody is signed in. */
export function askSignedIn(
	context: RequestContext,
	{ kind, text }: { kind: RequestKind; text: string },
): Promise<OwnOutcome | undefined> {
	return retryOnConflict(async () => {
		const own = await readOwnRequests(context);
		if (own === undefined) return undefined;
		const { member, to, head, responseDays } = own;
		const by = { actor: "member" } as const;
		const added = await newRequest(context, { member, kind, door: "page", by, brand: to.brand, responseDays, text });
		const twin = own.active.find((one) => one.kind === kind);
		const { request, queries, audit } = await takeSteps(context, added, showing(context.now, twin));
		const told = twin === undefined ? (await acknowledge(context, { request, to })).queries : [];
		await context.database().write(...queries, ...told, ...(await logOf(context, head, [{ audit }])));
		return twin === undefined ? "sent" : "twice";
	});
}

/** What was asked twice is one request: the second is closed as its duplicate. */
function showing(now: number, twin: RequestRow | undefined): Step {
	const step = opened(now, { actor: "member" });
	if (twin === undefined) return step;
	return { ...step, what: "duplicate", to: "duplicate", set: { ...step.set, duplicate_of: twin.id } };
}

export const canWithdraw = ({ kind, state }: RequestRow): boolean =>
	canMove(kind as RequestKind, state as RequestState, "withdrawn");

/** Takes a request of the member's own back, until the point of no return. Undefined when nobody is signed in. */
export function withdrawOwn(context: RequestContext, id: string): Promise<OwnOutcome | undefined> {
	return retryOnConflict(async () => {
		const own = await readOwnRequests(context);
		if (own === undefined) return undefined;
		const request = own.active.find((one) => one.id === id);
		if (request === undefined || !canWithdraw(request)) return "unchanged";
		const handled = await withdraw(context, { request, to: own.to, by: { actor: "member" } });
		await context.database().write(...handled.queries, ...(await logOf(context, own.head, [handled])));
		return "withdrawn";
	});
}
