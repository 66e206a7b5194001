import { type Locale, words } from "#locales/locales.ts";
import type { Duration } from "./duration.ts";

/** "60 months", "30 dagen". */
export function durationWords(duration: Duration | "session", locale: Locale): string {
	const text = words(locale).register;
	if (duration === "session") return text.untilBrowserCloses;
	const match = /^P([0-9]+)([DMY])$/.exec(duration);
	const unit = match?.[2];
	if (!match || (unit !== "D" && unit !== "M" && unit !== "Y")) throw new Error(`not a duration: ${duration}`);
	return text.duration[unit](Number(match[1]));
}
