import { auditHead } from "#foundation/audit/audit.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { newRequest } from "#foundation/rights/requests/new-request.ts";
import type { RequestKind } from "#foundation/rights/requests/request.ts";
import { askForIdentity, logOf } from "../requests/handling.ts";
import { tellNobody, toldIn, toldQueries } from "../requests/telling.ts";

/** `address`: as it was typed. */
type Asked = { kind: RequestKind; text: string; address: string };

/**
 * Adds a request that nobody has shown to be the member's yet, and mails the link that confirms it to the address of the
 * account. It changes nothing of any other request (GHSA-qx5f-ghc2-7g5c). Where the mailbox had its most of what
 * strangers cause, the mail is not queued, and without its mail the database takes no request either.
 */
export async function askUnverified(context: Context, members: readonly string[], asked: Asked): Promise<void> {
	if (members.length === 0) {
		const { queries } = await tellNobody(context, asked.address);
		await context.database().write(...queries);
		return;
	}
	for (const member of members) {
		try {
			// Others write to the log of the realm, too: the one that came second reads again.
			await retryOnConflict(() => addUnverified(context, member, asked));
		} catch (error) {
			if (!(error instanceof ConstraintViolated)) throw error;
		}
	}
}

async function addUnverified(context: Context, member: string, { kind, text }: Asked): Promise<void> {
	const { realm, now } = context;
	const database = context.database().for("signing in");
	const [[head], ...rows] = await database.read(auditHead(realm.id), ...toldQueries(realm.id, realm.brands, [member]));
	const to = await toldIn(context, rows);
	if (to === undefined) return;
	const { responseDays } = currentEdition(to.published, now).legal;
	const by = { actor: "visitor" } as const;
	const added = await newRequest(context, { member, kind, door: "address", by, brand: to.brand, responseDays, text });
	const asked = await askForIdentity(context, { request: added.request, to, by });
	await database.write(...added.queries, ...asked.queries, ...(await logOf(context, head, [added, asked])));
}
