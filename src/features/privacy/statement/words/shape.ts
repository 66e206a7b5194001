import type {
	Art6,
	Art9,
	Category,
	ErasingEvent,
	PurposeReasonId,
	RetentionEvent,
	StatuteId,
	SwitchId,
} from "#foundation/brand/edition-terms.ts";
import type { CookieId } from "#foundation/register/declaration.ts";
import type { ItemId, ItemReasonId, ListEntryId } from "#foundation/register/items.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import type { Words as AllWords } from "#locales/locales.ts";

/** A name, and a sentence where the name alone does not say enough. */
export type Words = {
	name: string;
	explanation?: string;
	/** Instead, as long as what the explanation says does not run. */
	without?: string;
};
type Explained = Words & { explanation: string };

/** Keys of words that the code has no use for, as "area.key". */
type UnknownKeys<Said, Known> = {
	[Area in keyof Known & keyof Said & string]: string extends keyof Known[Area]
		? never
		: `${Area}.${Exclude<keyof Said[Area], keyof Known[Area]> & string}`;
}[keyof Known & keyof Said & string];

/** The shape, where the words have no key beside it; else what they have too many, which no words are. */
type Exactly<Said, Known> = [UnknownKeys<Said, Known>] extends [never] ? Known : { unknown: UnknownKeys<Said, Known> };

/** Every word that the register puts before a reader, in one language. */
export type RegisterWords = Exactly<AllWords["register"], KnownRegisterWords>;

type KnownRegisterWords = {
	categories: Record<Category, Explained>;
	/** Entries of the promised lists. */
	entries: Record<ListEntryId, string>;
	items: Record<ItemId, Words>;
	/** Full sentences. */
	itemReasons: Record<ItemReasonId, string>;
	purposes: Record<PurposeId, Explained>;
	/** Full sentences. */
	purposeReasons: Record<PurposeReasonId, string>;
	/** Where a member finds the switch. */
	switches: Record<SwitchId, string>;
	/** GDPR Art. 6(1), by letter: "contract (Art. 6(1)(b) GDPR)". */
	art6: Record<Art6, string>;
	/** GDPR Art. 9(2), by letter. */
	art9: Record<Art9, string>;
	/** What a retention rule keeps. */
	retention: Record<RetentionId, string>;
	/** Follows a duration: "60 months" + "after you close your account". */
	after: Record<RetentionEvent, string>;
	/** Follows "at once when". */
	atOnceWhen: Record<ErasingEvent, string>;
	/** What a cookie does. */
	cookies: Record<CookieId, string>;
	/** "1 month", "60 months". */
	duration: Record<"D" | "M" | "Y", (count: number) => string>;
	untilBrowserCloses: string;
	atOnce: string;
	/** Laws that set a retention term, as a lawyer of that language cites them. */
	statutes: Record<StatuteId, string>;
};

type KnownInterests = { interests: Partial<Record<PurposeId, string>> };

/** The layer above the statement, and the headings of its chapters. */
export type StatementSummaryWords = AllWords["statementSummary"];

export type StatementWords = Omit<AllWords["statement"], "interests"> & Exactly<AllWords["statement"], KnownInterests>;
