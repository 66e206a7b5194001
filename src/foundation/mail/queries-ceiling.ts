import { build } from "../db/database.ts";
import type { MailCount } from "./ceiling.ts";

/**
 * Counts a mail that a stranger can cause, unless its mailbox had its most or the cause was written before: the rows of
 * the mail follow "after change". `afterChange`: itself right after the statement that decides.
 */
export function countMail(
	{ realm, id, afterChange }: { realm: string; id: string; afterChange: boolean },
	counts: readonly MailCount[],
) {
	const [first, ...others] = counts.map(({ kind, subject, windowStart }) =>
		build.selectNoFrom((eb) => [
			eb.val(kind).as("kind"),
			eb.val(subject).as("subject_index"),
			eb.val(windowStart).as("window_start"),
			eb.val(1).as("count"),
		]),
	);
	if (first === undefined) throw new RangeError("mail: nothing to count");
	const counted = others.reduce((query, other) => query.unionAll(other), first);
	let admitted = build
		.selectFrom(counted.as("counted"))
		.select(["kind", "subject_index", "window_start", "count"])
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom("outbox").select("outbox.id").where("outbox.realm_id", "=", realm).where("outbox.id", "=", id),
				),
			),
		);
	for (const { kind, subject, windowStart, most } of counts)
		admitted = admitted.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom("abuse_count")
						.select("abuse_count.count")
						.where("abuse_count.kind", "=", kind)
						.where("abuse_count.subject_index", "=", subject)
						.where("abuse_count.window_start", "=", windowStart)
						.where("abuse_count.count", ">=", most),
				),
			),
		);
	if (afterChange) admitted = admitted.where((eb) => eb(eb.fn<number>("changes", []), ">", 0));
	return build
		.insertInto("abuse_count")
		.columns(["kind", "subject_index", "window_start", "count"])
		.expression(admitted)
		.onConflict((conflict) =>
			conflict
				.columns(["kind", "subject_index", "window_start"])
				.doUpdateSet((eb) => ({ count: eb("abuse_count.count", "+", 1) })),
		);
}

/** How many mails of strangers a mailbox was sent so far. */
export function mailsCounted({ kind, subject, windowStart }: MailCount) {
	return build
		.selectFrom("abuse_count")
		.select("count")
		.where("kind", "=", kind)
		.where("subject_index", "=", subject)
		.where("window_start", "=", windowStart);
}
