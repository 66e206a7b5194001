import { z } from "zod";
import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import { localeSchema } from "#foundation/i18n/locale.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import type { MailLink } from "#foundation/mail/schema.ts";
import type { Locale } from "#locales/locales.ts";
import { STATEMENT_CHANGE, STATEMENT_WITHDRAWN } from "./letters.ts";
import { comparedWith, type NoticeStep } from "./notice-steps.ts";

/** What a version changes, sentence by sentence, in a language; empty where nothing is stored. */
export type ChangeWords = (number: number, locale: Locale) => readonly string[];

const changesSchema = z.partialRecord(localeSchema, z.array(z.string()));

/** `rows`: of `statementChanges`; the row of each language holds the words of all. */
export function changeWords(rows: readonly { number: number; changes_json: string }[]): ChangeWords {
	const words = new Map(rows.map((row) => [row.number, changesSchema.parse(JSON.parse(row.changes_json))]));
	return (number, locale) => words.get(number)?.[locale] ?? [];
}

/** The mails of a step, each with the cause that it has beside the member's id. */
export function noticeLetters(
	{ id, statements }: Pick<PublishedBrand, "id" | "statements">,
	{ version, announces, withdraws }: NoticeStep,
	sentences: readonly string[],
): { letter: Letter; cause: string }[] {
	const cause = `${id}:${version.number}`;
	const withdrawn = {
		letter: STATEMENT_WITHDRAWN.with({
			announced: withdraws.map((each) => ({ from: each.effectiveAt, difference: difference(each, statements) })),
		}),
		cause: `statement_withdrawn:${cause}`,
	};
	const changed = changeLetter(version, statements, sentences);
	return [
		...(withdraws.length > 0 ? [withdrawn] : []),
		...(announces && changed ? [{ letter: changed, cause: `statement:${cause}` }] : []),
	];
}

function changeLetter(
	version: DocumentVersion,
	statements: readonly DocumentVersion[],
	sentences: readonly string[],
): Letter | undefined {
	const { change, number, effectiveAt } = version;
	if (change !== "information" && change !== "consent") return undefined;
	// Stored words compare with the number before, which after a withdrawal is not what members know.
	const known = comparedWith(version, statements).from === number - 1 ? sentences : [];
	const [line, ...more] = inOneLine(known);
	return STATEMENT_CHANGE.with({
		change,
		from: effectiveAt,
		difference: difference(version, statements),
		...(line === undefined ? {} : { summary: { line, more: more.length } }),
	});
}

function difference(version: DocumentVersion, statements: readonly DocumentVersion[]): MailLink {
	const { from, to } = comparedWith(version, statements);
	return { at: "brand", path: `/privacy/versions/${from}..${to}` };
}

/** Characters of a line. */
const MAX_LINE = 180;

/** As many sentences as one line takes, as one, and then those that did not fit; a first that is too long is cut. */
export function inOneLine(sentences: readonly string[]): string[] {
	const [first, ...others] = sentences.map((each) => each.replace(/\s+/g, " ").trim()).filter((each) => each !== "");
	if (first === undefined) return [];
	if (first.length > MAX_LINE) return [cutBetweenWords(first), ...others];
	let line = first;
	let taken = 0;
	for (const sentence of others) {
		if (line.length + 1 + sentence.length > MAX_LINE) break;
		line = `${line} ${sentence}`;
		taken += 1;
	}
	return [line, ...others.slice(taken)];
}

function cutBetweenWords(sentence: string): string {
	const cut = sentence.slice(0, MAX_LINE);
	const space = cut.lastIndexOf(" ");
	return `${(space > 0 ? cut.slice(0, space) : cut).replace(/[\s,;:(]+$/, "")}…`;
}
