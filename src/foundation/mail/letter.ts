import type { z } from "zod";
import type { LetterBody, LetterContext, Names } from "#locales/letter.ts";
import type { Locale } from "#locales/locales.ts";
import { dayInWords, timeInWords } from "../i18n/date.ts";
import type { CausedBy } from "./ceiling.ts";
import type { MailClass } from "./mail-class.ts";
import type { DigestEntry } from "./schema.ts";

/** The words of a letter in one language. The subject is the same for everybody, and discreet. */
export type LetterText<Variables> = {
	subject: string;
	write: (variables: Variables, context: LetterContext) => LetterBody;
};

/** A file of a mail, as text. */
export type LetterFile = { name: string; type: "application/json"; content: string };

type LetterParts<Variables> = {
	/** Whether strangers can cause it: then a mailbox gets so many of it and no more (`ceiling.ts`). */
	causedBy: CausedBy;
	/** Whether one event causes it for every member: then it lets mail go first that a reader waits for. */
	toEverybody?: boolean;
	text: (locale: Locale) => LetterText<Variables>;
	/** What an answer to the mail belongs to, by its id (UUID); absent: answers go to the brand's address. */
	answersTo?: (variables: Variables) => string | undefined;
	/** What goes along as a file. */
	file?: (variables: Variables) => LetterFile;
	/** What stands of it in a digest; absent: its subject. */
	entries?: (variables: Variables, subject: string) => DigestEntry[];
};

/** A kind of letter. Its methods take variables as they come out of the database, and throw ZodError for others. */
export type LetterKind<Variables = never> = {
	/** As payloads in the database name it. */
	name: string;
	class: MailClass;
	causedBy: CausedBy;
	toEverybody: boolean;
	subject: (locale: Locale) => string;
	/** The letter with what it is to say. */
	with: (variables: Variables) => Letter;
	check: (variables: unknown) => void;
	body: (variables: unknown, locale: Locale, names: Names) => LetterBody;
	answersTo: (variables: unknown) => string | undefined;
	file: (variables: unknown) => LetterFile | undefined;
	entries: (variables: unknown, locale: Locale) => DigestEntry[];
};

/** A letter to one reader: a kind, with its variables. Made by `with`, so that the compiler has compared the two. */
export type Letter = { kind: LetterKind; variables: unknown };

/**
 * Declares a letter of a feature, in its `letters.ts`. A payload is kept until the mail's retention ends, so the schema
 * takes what the words need and no more, and goes on taking what was queued before it changed.
 */
export function letter<Schema extends z.ZodType>(
	name: string,
	schema: Schema,
	mailClass: MailClass,
	{ causedBy, toEverybody = false, text, answersTo, file, entries }: LetterParts<z.output<Schema>>,
): LetterKind<z.output<Schema>> {
	const kind: LetterKind<z.output<Schema>> = {
		name,
		class: mailClass,
		causedBy,
		toEverybody,
		subject: (locale) => text(locale).subject,
		with: (variables) => ({ kind, variables }),
		check: (variables) => void schema.parse(variables),
		body: (variables, locale, names) => text(locale).write(schema.parse(variables), contextOf(names, locale)),
		answersTo: (variables) => answersTo?.(schema.parse(variables)),
		file: (variables) => file?.(schema.parse(variables)),
		entries(variables, locale) {
			const { subject } = text(locale);
			return entries?.(schema.parse(variables), subject) ?? [{ title: subject }];
		},
	};
	return kind;
}

const contextOf = (names: Names, locale: Locale): LetterContext => ({
	...names,
	day: (iso) => dayInWords(iso, locale),
	time: (iso) => timeInWords(iso, locale),
});
