import type { LetterText } from "#foundation/mail/letter.ts";
import type { StandingList } from "#locales/letter.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { StandingDoor } from "./schema.ts";

/** The list in a mail, and the sentence that leads to it. */
function standingIn(locale: Locale, standing: readonly StandingDoor[] | undefined): StandingList {
	const text = words(locale).doors;
	if (standing === undefined) return { lead: [], entries: [] };
	return {
		lead: [standing.length > 0 ? text.lead : text.nothing],
		entries: standing.map((door) => ({ title: text.door(door), link: door.link })),
	};
}

type Standing = { standing?: StandingDoor[] | undefined };

/** The words of a letter that lists what opens the account: from the doors that its variables name. */
export function withStanding<Variables>(
	{ subject, write }: LetterText<Variables & { standing: StandingList }>,
	locale: Locale,
): LetterText<Variables & Standing> {
	return {
		subject,
		write: (variables, context) => write({ ...variables, standing: standingIn(locale, variables.standing) }, context),
	};
}
