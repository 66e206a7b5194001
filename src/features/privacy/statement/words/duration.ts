import type { Legal } from "#foundation/brand/settings.ts";
import type { Duration } from "#foundation/i18n/duration.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { REGISTER_WORDS } from "./text.ts";

/** "60 months", "30 dagen". */
export function durationWords(duration: Duration | "session", locale: Locale): string {
	const words = REGISTER_WORDS[locale];
	if (duration === "session") return words.untilBrowserCloses;
	const match = /^P([0-9]+)([DMY])$/.exec(duration);
	const unit = match?.[2];
	if (!match || (unit !== "D" && unit !== "M" && unit !== "Y")) throw new Error(`not a duration: ${duration}`);
	const { one, many } = words.duration[unit];
	return `${match[1]} ${match[1] === "1" ? one : many}`;
}

/** "60 months after you close your account; at once when you leave this site or you ask for erasure at once". */
export function retentionWords(rule: RetentionId, legal: Legal, locale: Locale): string {
	const words = REGISTER_WORDS[locale];
	const { from, for: duration, atOnceOn, statute } = retentionTerm(legal, rule);
	const term = `${durationWords(duration, locale)} ${words.after[from]}`;
	const law = statute ? ` (${words.statutes[statute]})` : "";
	if (atOnceOn.length === 0) return `${term}${law}`;
	const events = atOnceOn.map((event) => words.atOnceWhen[event]);
	// Not Intl.ListFormat: a hashed text may not depend on the runtime's language data.
	const last = events.pop();
	return `${term}${law}; ${words.atOnce} ${events.length > 0 ? `${events.join(", ")} ${words.or} ${last}` : last}`;
}
