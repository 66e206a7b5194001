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
 * up, it goes with its key: nothing knows the address any more. Two trips, and one to write.
 * @param moment ISO 8601
 */
export async function settleRecipients(database: Database, moment: string): Promise<void> {
	const [rows] = await database.read(untoldErasures(MAX_ERASURES));
	if (rows.length === 0) return;
	// Recipients that staff tell by hand may wait for long: what stands behind a full list has its turn at the next run.
	const isFull = rows.length === MAX_ERASURES;
	const told = rows.map((row) => recipientsIn(row.recipients_json));
	const states = await database.read(
		...rows.map(({ realm_id }, at) =>
			noticeStates(
				realm_id,
				(told[at] ?? []).map(({ notice }) => notice),
			),
		),
	);
	const mails = await database.read(...rows.map(({ realm_id, id }) => mailsOf(realm_id, id)));
	const settled = rows.map((row, at): Compilable[] => {
		const now = (told[at] ?? []).map((one) => {
			const state = states[at]?.find(({ id }) => id === one.notice)?.state;
			return { ...one, outcome: one.outcome === "told" ? one.outcome : outcomeOf(state, one.outcome) };
		});
		const own = mails[at] ?? [];
		const queued = own.filter(({ settled_at }) => settled_at === null).length;
		const open = now.filter(({ outcome }) => outcome !== "told").length;
		const unchanged = open + queued === row.waiting && JSON.stringify(now) === row.recipients_json;
		return [
			...(own.length > 0 && queued === 0 ? forgetMails(row.realm_id, row.id) : []),
			...(unchanged && !isFull ? [] : [noteRecipients(row, JSON.stringify(now), open + queued, moment)]),
		];
	});
	const queries = settled.flat();
	if (queries.length > 0) await database.write(...queries);
}
