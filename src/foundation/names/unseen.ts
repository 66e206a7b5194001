/**
 * Signs that show nothing. They come along when text is copied, and then mean nothing: those go without a word. Some
 * spell a writing or an emoji: those stay. What is left deceives its reader, or breaks the page around it.
 */

/** Soft hyphen, spaces without a width, byte order mark, invisible operators. */
const STRAY = /[\u00ad\u180e\u200b\u2060-\u2064\ufeff]/gu;
/** Marks that set the direction of the signs beside them; they turn nothing around. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f]/gu;
/** Writings from right to left, in which such marks belong. */
const RIGHT_TO_LEFT =
	/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;
/** Letters in tags, which only the flag of a region is spelled with (Unicode TS 51, annex C). */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;
/** Letters whose shape a joiner behind them, or between them, decides. */
const SHAPED =
	/[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
/** What an emoji ends with, and what goes on as one. */
const EMOJI_END = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;
const EMOJI = /\p{Extended_Pictographic}/u;
const JOINER = /\p{Join_Control}/u;
const ZERO_WIDTH_JOINER = "\u200d";

/** Whether the joiner at this place belongs to an emoji or to a writing. */
function isSpelling(text: string, at: number): boolean {
	const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? "";
	const after = Array.from(text.slice(at + 1, at + 3)).at(0) ?? "";
	const isShaping = SHAPED.test(before) && (SHAPED.test(after) || (/\p{M}/u.test(before) && !JOINER.test(after)));
	return isShaping || (text.charAt(at) === ZERO_WIDTH_JOINER && EMOJI_END.test(before) && EMOJI.test(after));
}

/** Takes out what came along and means nothing here. The result comes out of it as it is. */
export function withoutStraySigns(text: string): string {
	const plain = text
		.replace(STRAY, "")
		.replace(TAGS, (_, flag: string | undefined) => flag ?? "")
		.normalize("NFC");
	const marked = RIGHT_TO_LEFT.test(plain) ? plain : plain.replace(DIRECTION_MARKS, "");
	return marked
		.replace(/\p{Join_Control}/gu, (joiner, at: number) => (isSpelling(marked, at) ? joiner : ""))
		.normalize("NFC");
}

/** For numbers and codes: no such sign belongs to one, and none can deceive in it. */
export const withoutFormatSigns = (text: string) => text.replace(/\p{Cf}/gu, "");

export const DECEPTIONS = ["direction", "unseen", "control", "stacked", "meaningless"] as const;
export type Deception = (typeof DECEPTIONS)[number];

/** By what it does, in the order in which each is looked for at a place. */
const DECEIVING: Readonly<Record<Deception, RegExp>> = {
	// Text would read otherwise than it is (Unicode TR 36, 2.7).
	direction: /[\u202a-\u202e\u2066-\u2069]/u,
	// Letters and spaces that are there and show nothing, so that two texts that look alike differ.
	unseen: /[\u115f\u1160\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}]/u,
	control: /\p{Cc}/u,
	// More marks on one letter than any language has run over the lines around it.
	stacked: /\P{M}?\p{M}{5}/u,
	meaningless: /[\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/u,
};

/** A sign that is refused. `code`: as Unicode writes it, `U+202E`. `before`: the signs in front of it that are seen. */
export type Refused = { kind: Deception; code: string; before: string };

const SHOWN_BEFORE = 12;

/** The first sign of a text that deceives or breaks. */
export function firstDeceivingSign(text: string): Refused | undefined {
	const found = DECEPTIONS.flatMap((kind) => {
		const at = text.search(DECEIVING[kind]);
		return at < 0 ? [] : [{ kind, at }];
	}).sort((one, other) => one.at - other.at)[0];
	if (found === undefined) return undefined;
	const code = (text.codePointAt(found.at) ?? 0).toString(16).toUpperCase().padStart(4, "0");
	const before = [...text.slice(0, found.at)].slice(-SHOWN_BEFORE).join("").trim();
	return { kind: found.kind, code: `U+${code}`, before };
}
