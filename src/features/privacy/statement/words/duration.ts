import type { Legal } from "#foundation/brand/settings.ts";
import type { Duration } from "#foundation/i18n/duration.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { RETENTION, type RetentionId, resolveRetention } from "#foundation/register/retention.ts";
import { type Locale, words } from "#locales/locales.ts";

/** "60 months", "30 dagen". */
export function durationWords(duration: Duration | "session", locale: Locale): string {
	const text = words(locale).register;
	if (duration === "session") return text.untilBrowserCloses;
	const match = /^P([0-9]+)([DMY])$/.exec(duration);
	const unit = match?.[2];
	if (!match || (unit !== "D" && unit !== "M" && unit !== "Y")) throw new Error(`not a duration: ${duration}`);
	return text.duration[unit](Number(match[1]));
}

/** "60 months after you close your account; at once when you leave this site or you ask for erasure at once". */
export function retentionWords(rule: RetentionId, legal: Legal, locale: Locale): string {
	const text = words(locale).register;
	const { from, atOnceOn, statute } = RETENTION[rule];
	const term = `${durationWords(resolveRetention(rule, legal), locale)} ${text.after[from]}`;
	const law = statute ? ` (${text.statutes[statute]})` : "";
	if (atOnceOn.length === 0) return `${term}${law}`;
	const events = atOnceOn.map((event) => text.atOnceWhen[event]);
	return `${term}${law}; ${text.atOnce} ${joinWords(events, locale, "or")}`;
}
