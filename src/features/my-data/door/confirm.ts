import { auditHead } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import { letterOfCode, requestsByCode, requestsOfLetter } from "#foundation/rights/requests/queries-requests.ts";
import type { RequestRow } from "#foundation/rights/requests/step.ts";
import { type Handled, logOf, verify, withdraw } from "../requests/handling.ts";
import { activeTwins, memberOfCode } from "../requests/queries-told.ts";
import { toldIn, toldQueries } from "../requests/telling.ts";

/** What a mailed link of a request is for. */
export type LinkUse = "confirm" | "cancel";

/** The request that a link of this use still stands for; none for a forged, used, foreign or expired one. */
export async function requestOfLink(context: Context, use: LinkUse, hash: Uint8Array): Promise<RequestRow | undefined> {
	const [[request]] = await context.database().for("signing in").read(requestsByCode(context.realm.id, hash));
	return request !== undefined && fits(request, use) ? request : undefined;
}

/** Until the work of the minute has closed or begun it, a link works a little longer than its term, and no other way. */
const fits = ({ state, begins_at }: RequestRow, use: LinkUse) =>
	use === "confirm" ? state === "identity_pending" : state === "open" && begins_at !== null;

/** `announced`: of an erasure. `twice`: the same was asked and shown before, and no mail follows. */
export type LinkOutcome = "confirmed" | "announced" | "twice" | "cancelled";

/** Confirms a request, or cancels an erasure, by the link that was mailed. Undefined: the link stands for nothing. */
export function useLink(context: Context, use: LinkUse, hash: Uint8Array): Promise<LinkOutcome | undefined> {
	const { realm } = context;
	const by = { actor: "visitor" } as const;
	return retryOnConflict(async () => {
		const database = context.database().for("signing in");
		const members = memberOfCode(realm.id, hash);
		const [[head], [request], active, letter, ...rows] = await database.read(
			auditHead(realm.id),
			requestsByCode(realm.id, hash),
			activeTwins(realm.id, members),
			requestsOfLetter(realm.id, letterOfCode(realm.id, hash)),
			...toldQueries(realm.id, realm.brands, members),
		);
		const to = await toldIn(context, rows);
		if (request === undefined || to === undefined || !fits(request, use)) return undefined;
		const handled: Handled =
			use === "confirm"
				? await verify(context, { request, to, by }, { active, letter })
				: await withdraw(context, { request, to, by });
		await database.write(...handled.queries, ...(await logOf(context, head, [handled])));
		if (use === "cancel") return "cancelled";
		if (handled.request.state === "duplicate") return "twice";
		return request.kind === "erasure" ? "announced" : "confirmed";
	});
}
