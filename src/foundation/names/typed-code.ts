/** Codes and numbers as people type them, read from a screen or a paper. */

const isDigit = (code: number) => /^\p{Nd}$/u.test(String.fromCodePoint(code));

/** Digits of a writing stand in a row, from zero to nine. */
function digitValue(sign: string): string {
	const code = sign.codePointAt(0) ?? 0;
	let value = 0;
	while (value < 9 && isDigit(code - value - 1)) value += 1;
	return String(value);
}

/** Digits of every writing, full width among them, as 0 to 9. */
export const withPlainDigits = (text: string) => text.normalize("NFKC").replace(/(?![0-9])\p{Nd}/gu, digitValue);

/** Letters and digits of a code; hyphens, blanks, points and what else stands between them are passed over. */
export const typedCode = (text: string) => withPlainDigits(text).replace(/[^\p{L}\p{N}]/gu, "");
