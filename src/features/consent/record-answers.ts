import type { Compilable } from "kysely";
import { newAct } from "#foundation/acts/act.ts";
import { addAct, type WaitingAct } from "#foundation/acts/queries.ts";
import { actsWaitingIn } from "#foundation/acts/request.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { askedRecipients } from "#foundation/choice/agreed.ts";
import { aboutRecipient, recipientWords, recipientWordsHash } from "#foundation/choice/words.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import {
	type ConsentAnswer,
	type ConsentEvent,
	type ConsentMethod,
	consentRows,
	lastAnswer,
	stands,
	withdrawalOf,
	wordsOfHash,
} from "#foundation/ledgers/consent.ts";
import { addConsent, addConsentText } from "#foundation/ledgers/queries.ts";
import type { noticeReads } from "#foundation/recipients/notice.ts";
import { noticeWithdrawals } from "#foundation/recipients/withdrawn.ts";

/** An answer to one recipient, in words of today. */
export type Choice = { recipient: string; kind: "given" | "refused"; textHash: string };

/**
 * A no, which is taken whatever words its page showed: to those of today, or to those that were answered last where
 * nobody asks any more. Undefined where nobody asks and nothing was answered.
 * @param context with the edition of the brand in question, and the language in which it asks
 */
export async function refusalOf(
	context: Pick<Context, "edition" | "running" | "locale">,
	recipient: string,
	events: readonly ConsentEvent[],
): Promise<Choice | undefined> {
	const { edition, locale } = context;
	const asked = askedRecipients(context).find(({ id }) => id === recipient);
	if (asked) return { recipient, kind: "refused", textHash: await recipientWordsHash(edition, asked, locale) };
	const last = lastAnswer(events, aboutRecipient(recipient));
	return last && { recipient, kind: "refused", textHash: last.text_hash };
}

type Answering = {
	member: string;
	edition: Edition;
	method: ConsentMethod;
	choices: readonly Choice[];
	/** Of this member on this brand. */
	events: readonly ConsentEvent[];
	/** Of this member. */
	disclosed: RowsOf<ReturnType<typeof noticeReads>>;
};

/**
 * Writes a member's answers to the ledger of the brand, in one batch with what follows from them: a consent that is taken
 * back is an act that stands outside the database too, and the recipient is told of it (GDPR Art. 19).
 * @returns the event of each recipient, and the acts that are to be put before it is confirmed
 * @throws ConstraintViolated, for the caller to read and do again, where another answer came first
 */
export async function recordAnswers(
	context: Context,
	{ member, edition, method, choices, events, disclosed }: Answering,
): Promise<{ eventOf: ReadonlyMap<string, string>; waiting: readonly WaitingAct[] }> {
	const { realm, now, at } = context;
	const { id: brand } = edition.brand;
	const answered = choices.map((choice) => answersTo(choice, events, now));
	const eventOf = new Map(answered.map(({ recipient, event }) => [recipient, event]));
	const answers = answered.flatMap((one) => one.answers);
	const rows = await consentRows({ brand, member, method, at }, answers, events);
	const withdrawn = answers.filter(({ kind }) => kind === "withdrawn");
	const told = { realm: realm.id, member, brand, answers };
	const queries: Compilable[] = [
		...(await textQueries(edition, choices, at)),
		...rows.map((row) => addConsent(row)),
		...withdrawn.map(({ recipient }) =>
			addAct(realm.id, newAct(member, { kind: "sharing_withdrawn", brand, recipient }, now)),
		),
		...(await noticeWithdrawals(context, told, disclosed)),
	];
	const written = await context.database().write(...(rows.length === 0 ? [] : queries), actsWaitingIn(context));
	// The act of an earlier press may wait still: a no that is said once more is confirmed no sooner.
	const isAwaited = answered.some(({ ends }) => ends);
	return { eventOf, waiting: isAwaited ? (written.at(-1) as WaitingAct[]) : [] };
}

/**
 * What the ledger gets of an answer, and the event that then says how the recipient stands. `ends`: a no after an earlier
 * answer, which is or was a withdrawal.
 */
function answersTo(
	{ recipient, kind, textHash }: Choice,
	events: readonly ConsentEvent[],
	now: number,
): { recipient: string; event: string; ends: boolean; answers: ConsentAnswer[] } {
	const about = aboutRecipient(recipient);
	const last = lastAnswer(events, about);
	const ends = kind === "refused" && last !== undefined;
	const answer = (of: ConsentAnswer["kind"], hash: string): ConsentAnswer => ({
		...about,
		...{ kind: of, textHash: hash, id: uuidv7(now) },
	});
	const holds = last !== undefined && stands(last);
	const isSame = last?.text_hash === textHash;
	if (kind === "refused" && last && !holds && isSame) return { recipient, event: last.id, ends, answers: [] };
	// What is withdrawn are the words that were agreed to; those of today are refused beside it.
	const withdrawal = kind === "refused" ? withdrawalOf(events, about, now) : [];
	const own = kind === "given" ? [answer(holds && isSame ? "renewed" : "given", textHash)] : [];
	const refusal = kind === "refused" && !(holds && isSame) ? [answer("refused", textHash)] : [];
	const answers = [...withdrawal, ...own, ...refusal];
	return { recipient, event: answers.at(-1)?.id ?? "", ends, answers };
}

/** The words themselves, once for all who answer them: settings and code of later may say others. */
async function textQueries(edition: Edition, choices: readonly Choice[], at: string): Promise<Compilable[]> {
	const queries = choices.map(async ({ recipient: id, textHash }) => {
		const recipient = edition.legal.recipients.find((one) => one.id === id);
		const said = recipient && (await wordsOfHash(textHash, (locale) => recipientWords(edition, recipient, locale)));
		if (said === undefined) return [];
		const { words, locale } = said;
		return [addConsentText({ brand_id: edition.brand.id, hash: textHash, locale, words, first_used_at: at })];
	});
	return (await Promise.all(queries)).flat();
}
