import type { Recipient } from "../brand/settings.ts";
import type { RequestContext } from "../context.ts";
import { type ConsentEvent, inOrderOrByTime, isEmptied, stands } from "../ledgers/consent.ts";
import { askedRecipients, counts, keptAnswers } from "./agreed.ts";
import { formatAnswers, type KeptAnswer } from "./answers.ts";
import { keepAnswers } from "./keep.ts";

/** The newest answer about this recipient. `events`: of one member and brand. */
export function lastAnswer<Event extends ConsentEvent>(events: readonly Event[], recipient: string): Event | undefined {
	return inOrderOrByTime(events).findLast(
		(event) => event.purpose === "third_parties" && event.recipient === recipient && !isEmptied(event),
	);
}

/**
 * Brings what this browser keeps in line with what its member answered on this brand, wherever that was.
 * @param events of this member on this brand
 * @returns what the browser keeps from now on
 */
export async function followLedger(context: RequestContext, events: readonly ConsentEvent[]): Promise<KeptAnswer[]> {
	const kept = keptAnswers(context);
	const answers = askedRecipients(context).map((recipient) => {
		const own = kept.find((one) => one.recipient === recipient.id);
		return answerAfter(context, recipient, own, lastAnswer(events, recipient.id));
	});
	const followed = (await Promise.all(answers)).flatMap((answer) => answer ?? []);
	if (formatAnswers(followed) !== formatAnswers(kept)) keepAnswers(context, followed);
	return followed;
}

/** Undefined: to be asked. What names an event that is not the member's own newest is of another, or of before. */
async function answerAfter(
	context: RequestContext,
	recipient: Recipient,
	kept: KeptAnswer | undefined,
	last: ConsentEvent | undefined,
): Promise<KeptAnswer | undefined> {
	const ofBrowser = kept?.event === "" ? kept : undefined;
	const answered = last && { textHash: last.text_hash, at: last.happened_at };
	if (!answered || !(await counts(context, recipient, answered))) return ofBrowser;
	// A no that this browser gave since was given by its user too.
	if (stands(last) && ofBrowser?.kind === "refused" && ofBrowser.at > last.happened_at) return ofBrowser;
	return {
		recipient: recipient.id,
		kind: stands(last) ? "given" : "refused",
		...answered,
		event: last.id,
		despiteSignal: kept?.event === last.id && kept.despiteSignal,
	};
}
