/** Text as members write it, in one spelling (NFC); what would deceive or break a reader's page is refused. */

export type Written = { text: string } | { problem: "too_long" | "characters" };

/** Controls and what has no meaning of its own. Line feeds are let through for texts of more than one line. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/u;
/** Turns the reading direction around: text would read otherwise than it is (Unicode TR 36, 2.7). */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]/u;
/** Shows nothing, so that two texts that look alike differ. */
const UNSEEN = /[\u00ad\u180e\u200b\u2060-\u2065\ufeff\u115f\u1160\u3164\uffa0]/u;
/** Also without a shape, but emoji and some scripts are spelled with them; a name is not. */
const UNSHAPED = /\p{Cf}/u;
/** More marks on one letter than any language has run over the lines around it. */
const STACKED = /\p{M}{5,}/u;

/** One line: white space at the ends goes, runs of it become one space. `longest` counts code points. */
export function writtenLine(input: string, longest: number): Written {
	const text = input
		.normalize("NFC")
		.replace(/[^\S\r\n]+/gu, " ")
		.trim();
	if (UNSHAPED.test(text)) return { problem: "characters" };
	return checked(text, longest, text);
}

/** Several lines, which are kept; at most one of them empty in a row. `longest` counts code points. */
export function writtenText(input: string, longest: number): Written {
	const text = input
		.normalize("NFC")
		.replace(/\r\n?|[\u2028\u2029]/gu, "\n")
		.replace(/[^\S\n]+/gu, " ")
		.replace(/ *\n */gu, "\n")
		.replace(/\n{3,}/gu, "\n\n")
		.trim();
	return checked(text, longest, text.replaceAll("\n", ""));
}

function checked(text: string, longest: number, withoutLines: string): Written {
	const refused = [CONTROL, DIRECTION, UNSEEN, STACKED].some((pattern) => pattern.test(withoutLines));
	if (refused) return { problem: "characters" };
	return [...text].length > longest ? { problem: "too_long" } : { text };
}
