import type { Legal } from "#foundation/brand/settings.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { type Running, runs } from "#foundation/register/running.ts";
import { SENTENCES } from "#foundation/register/sentences.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { type Locale, words } from "#locales/locales.ts";

/** "60 months after you close your account; at once when you leave this site or you ask for erasure at once". */
export function retentionWords(
	rule: RetentionId,
	{ legal, locale, running }: { legal: Legal; locale: Locale; running: Running },
): string {
	const text = words(locale).register;
	const { from, for: duration, atOnceOn: declared, statute } = retentionTerm(legal, rule);
	const asked = runs(running, SENTENCES["erasure.at_once"]);
	const atOnceOn = declared.filter((event) => asked || event !== "erasure_requested");
	const term = `${durationWords(duration, locale)} ${text.after[from]}`;
	const law = statute ? ` (${text.statutes[statute]})` : "";
	if (atOnceOn.length === 0) return `${term}${law}`;
	const events = atOnceOn.map((event) => text.atOnceWhen[event]);
	return `${term}${law}; ${text.atOnce} ${joinWords(events, locale, "or")}`;
}
