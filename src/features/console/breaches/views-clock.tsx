import { BREACH_NOTICE } from "#foundation/brand/settings.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { HOUR, MINUTE } from "#foundation/time.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type BreachRow, owesMembers, timeLeft } from "./breach.ts";

/** What is left of the term, or by how much it is over, in hours and minutes. Of a time that is left, no minute too much. */
export function leftWords(until: string, now: number, locale: Locale): string {
	const text = words(locale).breaches;
	const left = timeLeft(until, now);
	const whole = Math.floor(Math.abs(left) / MINUTE);
	const [hours, minutes] = [Math.floor((whole * MINUTE) / HOUR), whole % 60];
	return left >= 0 ? text.inTime(hours, minutes) : text.late(hours, minutes);
}

/** What is due of it first. */
export function dueWords(breach: BreachRow, now: number, locale: Locale): string {
	const text = words(locale).breaches;
	if (breach.authority === "") return leftWords(breach.tell_by, now, locale);
	if (breach.risk === "") return text.risks.open;
	return owesMembers(breach) ? text.membersWait : text.decided;
}

export const isOverdue = ({ authority, tell_by }: BreachRow, now: number): boolean =>
	authority === "" && timeLeft(tell_by, now) < 0;

/** The rule of the term: that of the law as it stands in the reader's language, another as the operator's file has it. */
export const lawWords = (law: string, locale: Locale): string =>
	law === BREACH_NOTICE.law ? words(locale).breaches.article : law;

export function Moment({ iso, locale }: { iso: string; locale: Locale }) {
	return <time datetime={iso}>{timeInWords(iso, locale)}</time>;
}
