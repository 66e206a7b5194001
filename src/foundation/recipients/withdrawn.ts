import type { Compilable } from "kysely";
import type { Context } from "../context.ts";
import type { RowsOf } from "../db/database.ts";
import type { BrandId, RealmId } from "../ids.ts";
import type { ConsentAnswer } from "../ledgers/consent.ts";
import { type NoticeAct, noticeQueries, type noticeReads } from "./notice.ts";

type Withdrawn = {
	realm: RealmId;
	member: string;
	brand: BrandId;
	/** That the member's ledger of the brand gets; those that withdraw nothing from a recipient tell nobody. */
	answers: readonly ConsentAnswer[];
};

/**
 * The queries that tell recipients that a member's consent no longer covers them (GDPR Art. 19), of all that the brand
 * gave them: one notice for each withdrawal, for the batch that writes it.
 * @param disclosed what `noticeReads` gave of this member
 */
export async function noticeWithdrawals(
	context: Pick<Context, "keys" | "now">,
	{ realm, member, brand, answers }: Withdrawn,
	disclosed: RowsOf<ReturnType<typeof noticeReads>>,
): Promise<Compilable[]> {
	const withdrawn = answers.filter(({ kind, purpose }) => kind === "withdrawn" && purpose === "third_parties");
	const notices = withdrawn.map(({ recipient, id }) => {
		const of = { recipient, brand };
		const act: NoticeAct = { kind: "consent_withdrawn", items: "all", cause: id, of };
		return noticeQueries(context, { realm, member, act }, disclosed);
	});
	return (await Promise.all(notices)).flat();
}
