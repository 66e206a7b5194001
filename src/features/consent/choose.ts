import { readMemberOf } from "#features/accounts/membership.ts";
import { sessionToken } from "#features/accounts/session/session.ts";
import { confirmActs } from "#foundation/acts/request.ts";
import { areWordsOfToday, askedRecipients, keptAnswers } from "#foundation/choice/agreed.ts";
import type { KeptAnswer } from "#foundation/choice/answers.ts";
import { followLedger } from "#foundation/choice/follow-ledger.ts";
import { keepAnswers } from "#foundation/choice/keep.ts";
import type { RequestContext } from "#foundation/context.ts";
import { type ConsentEvent, stands } from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { type Choice, recordAnswers, refusalOf } from "./record-answers.ts";
import type { ChoiceForm } from "./schema.ts";

/** Why an answer is not taken: nobody asks about that recipient, or in other words now. */
export type NotTaken = "gone" | "changed";

/** Takes what a visitor chose: in this browser, and for a member in the ledger too. @returns what the browser keeps */
export async function choose(context: RequestContext, form: ChoiceForm): Promise<readonly KeptAnswer[] | NotTaken> {
	const own = await readOwn(context);
	const choices = await choicesOf(context, form, own?.events ?? []);
	if (typeof choices === "string") return choices;
	const { waiting, eventOf } = own
		? await recordAnswers(context, { ...own, edition: context.edition, choices, method: "cookie_choice" })
		: NOBODY;
	const { at, browser } = context;
	const answered = choices.map(
		(choice): KeptAnswer => ({
			...choice,
			...{ at, event: eventOf.get(choice.recipient) ?? "" },
			despiteSignal: choice.kind === "given" && browser.refusesSharing,
		}),
	);
	const others = keptAnswers(context).filter(
		({ recipient }) => !choices.some((choice) => choice.recipient === recipient),
	);
	const kept = [...others, ...answered];
	keepAnswers(context, kept);
	await confirmActs(context, waiting);
	return kept;
}

async function choicesOf(
	context: RequestContext,
	form: ChoiceForm,
	events: readonly ConsentEvent[],
): Promise<readonly Choice[] | NotTaken> {
	const asked = askedRecipients(context);
	if (form.answer === "refuse_all") {
		// A yes stands for a recipient that nobody asks about now, too: it may come back.
		const standing = events.filter((event) => event.purpose === "third_parties" && stands(event));
		const ids = new Set([...asked.map(({ id }) => id), ...standing.map(({ recipient }) => recipient)]);
		const refusals = await Promise.all([...ids].map((id) => refusalOf(context, id, events)));
		return refusals.flatMap((one) => one ?? []);
	}
	if (form.answer === "no") {
		const refusal = await refusalOf(context, form.recipient, events);
		return refusal === undefined ? "gone" : [refusal];
	}
	const one = asked.find(({ id }) => id === form.recipient);
	if (one === undefined) return "gone";
	if (!(await areWordsOfToday(context, one, form.words))) return "changed";
	return [{ recipient: form.recipient, kind: "given", textHash: form.words }];
}

const NOBODY: Awaited<ReturnType<typeof recordAnswers>> = { eventOf: new Map(), waiting: [] };

/** Of a member who is signed in on this brand; of anybody else, nothing is written anywhere. */
async function readOwn(context: RequestContext) {
	if ((await sessionToken(context)) === undefined) return undefined;
	const { id: brand } = context.edition.brand;
	const queries = ({ member }: { member: string }) =>
		[consentEvents([brand], member), ...noticeReads(context.realm.id, [member])] as const;
	const read = await readMemberOf(context, brand, queries);
	if (read?.membership === undefined) return undefined;
	const [events, ...disclosed] = read.rows;
	return { member: read.member.id, events, disclosed };
}

/**
 * What this browser keeps, after its member's ledger: an answer may have been given elsewhere since. Without a session,
 * no trip.
 */
export async function answersHere(context: RequestContext): Promise<readonly KeptAnswer[]> {
	const { id: brand } = context.edition.brand;
	if ((await sessionToken(context)) === undefined) return keptAnswers(context);
	const read = await readMemberOf(context, brand, ({ member }) => [consentEvents([brand], member)] as const);
	return read?.membership === undefined ? keptAnswers(context) : followLedger(context, read.rows[0]);
}
