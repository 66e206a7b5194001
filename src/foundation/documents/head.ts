import { type Locale, words } from "#locales/locales.ts";
import type { DocumentVersion } from "../brand/settings.ts";
import { dayInWords } from "../i18n/date.ts";

/** What stands under the title of a numbered text, in every form of it. */
export type DocumentHead = {
	/** Of a text that is not published. */
	banner?: string;
	facts: HeadFact[];
};

/** `at`: the moment of which the text is the day. */
export type HeadFact = { term: string; text: string; at?: string };

export type HeadOf = Pick<DocumentVersion, "kind" | "number" | "effectiveAt" | "change">;

/** The number of a version, its day, and what it changed. @param since the words before the day */
export function headFacts(version: HeadOf, locale: Locale, since: string): HeadFact[] {
	const text = words(locale).documents;
	const archived = `0 (${text.states.archived.toLowerCase()})`;
	return [
		{ term: text.versionLabel, text: version.kind === "archived" ? archived : String(version.number) },
		{ term: since, text: dayInWords(version.effectiveAt, locale), at: version.effectiveAt },
		{ term: text.change, text: text.changes[version.change] },
	];
}
