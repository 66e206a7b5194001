import type { Compilable } from "kysely";
import { z } from "zod";
import type { Database } from "../../db/database.ts";
import { outcomeOf } from "./prove.ts";
import { forgetMails, mailsOf, noteRecipients, noticeStates, untoldErasures } from "./queries-erasure.ts";

/** Erasures of one run. */
const MAX_ERASURES = 50;

const recipientsSchema = z.array(
	z.object({ name: z.string(), notice: z.string(), outcome: z.enum(["told", "waiting", "by_hand"]) }),
);
export type RecipientOutcome = z.infer<typeof recipientsSchema>[number];

export const recipientsIn = (json: string | null): RecipientOutcome[] =>
	recipientsSchema.parse(JSON.parse(json ?? "[]"));

/**
 * What became of the notices and of the receipt's mail of erasures that are proven. Once the mail was delivered or given
 * up, it goes with its key: nothing knows the address any more.
 */
export async function settleRecipients(database: Database, at: string): Promise<void> {
	const [rows] = await database.read(untoldErasures(MAX_ERASURES));
	if (rows.length === 0) return;
	// Recipients that staff tell by hand may wait for long: what stands behind a full list has its turn at the next run.
	const isFull = rows.length === MAX_ERASURES;
	const settled = await Promise.all(
		rows.map(async (row): Promise<Compilable[]> => {
			const told = recipientsIn(row.recipients_json);
			const [states, mails] = await database.read(
				noticeStates(
					row.realm_id,
					told.map(({ notice }) => notice),
				),
				mailsOf(row.realm_id, row.id),
			);
			const now = told.map((one) => ({
				...one,
				outcome: one.outcome === "told" ? one.outcome : outcomeOf(states.find(({ id }) => id === one.notice)?.state),
			}));
			const queued = mails.filter(({ settled_at }) => settled_at === null).length;
			const open = now.filter(({ outcome }) => outcome !== "told").length;
			const unchanged = open + queued === row.waiting && JSON.stringify(now) === row.recipients_json;
			return [
				...(mails.length > 0 && queued === 0 ? forgetMails(row.realm_id, row.id) : []),
				...(unchanged && !isFull ? [] : [noteRecipients(row, JSON.stringify(now), open + queued, at)]),
			];
		}),
	);
	const queries = settled.flat();
	if (queries.length > 0) await database.write(...queries);
}
