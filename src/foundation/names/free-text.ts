import { firstDeceivingSign, type Refused, withoutStraySigns } from "./unseen.ts";

/** Text as members write it, in one spelling; what would deceive or break a reader's page is refused. */

export type Written = { text: string } | { problem: "too_long" } | { problem: "characters"; refused: Refused };

/** One line: white space at the ends goes, runs of it become one space. `longest` counts code points. */
export function writtenLine(input: string, longest: number): Written {
	const text = withoutStraySigns(input)
		.replace(/[^\S\r\n]+/gu, " ")
		.trim();
	return checked(text, longest, text);
}

/** Several lines, which are kept; at most one of them empty in a row. `longest` counts code points. */
export function writtenText(input: string, longest: number): Written {
	const text = withoutStraySigns(input)
		.replace(/\r\n?|[\u2028\u2029]/gu, "\n")
		.replace(/[^\S\n]+/gu, " ")
		.replace(/ *\n */gu, "\n")
		.replace(/\n{3,}/gu, "\n\n")
		.trim();
	return checked(text, longest, text.replaceAll("\n", " "));
}

/** Only one thing is said to be wrong: what was counted with a refused sign may fit without it. */
function checked(text: string, longest: number, inOneLine: string): Written {
	const refused = firstDeceivingSign(inOneLine);
	if (refused !== undefined) return { problem: "characters", refused };
	return [...text].length > longest ? { problem: "too_long" } : { text };
}
