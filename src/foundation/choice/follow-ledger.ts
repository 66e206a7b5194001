import type { Recipient } from "../brand/settings.ts";
import type { RequestContext } from "../context.ts";
import { type ConsentEvent, lastAnswer, stands } from "../ledgers/consent.ts";
import { askedRecipients, isCurrent, keptAnswers } from "./agreed.ts";
import { formatAnswers, type KeptAnswer } from "./answers.ts";
import { keepAnswers } from "./keep.ts";
import { aboutRecipient } from "./words.ts";

/**
 * Brings what this browser keeps in line with what its member answered on this brand, wherever that was.
 * @param events of this member on this brand
 * @returns what the browser keeps from now on
 */
export async function followLedger(context: RequestContext, events: readonly ConsentEvent[]): Promise<KeptAnswer[]> {
	const kept = keptAnswers(context);
	const answers = askedRecipients(context).map((recipient) => {
		const own = kept.find((one) => one.recipient === recipient.id);
		return answerAfter(context, recipient, own, lastAnswer(events, aboutRecipient(recipient.id)));
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
	// A yes of before signing in is the member's to say again: a no on the account host would never reach it.
	if (!answered || !(await isCurrent(context, recipient, answered)))
		return ofBrowser?.kind === "refused" ? ofBrowser : undefined;
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
