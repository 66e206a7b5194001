/** Lines of a signature at most: below more of them, the delimiter is taken for a line that was drawn. */
const MAX_SIGNATURE = 10;

/** A line that says who wrote what is quoted below it, as mail programs put it: "Op … schreef …:", "On … wrote:". */
const ATTRIBUTION =
	/^(?:op|on|am|le|el|il|den|em)\b.{3,300}\b(?:schreef|wrote|schrieb|geschreven|[ée]crit|escribi[óo]|scritto|skrev|escreveu)\b.{0,200}:$/iu;
/** A mail program may break it. */
const MAX_ATTRIBUTION_LINES = 3;

/**
 * What a sender wrote themselves: without the quotation and the signature at the end. Only what is marked as such goes:
 * lines that begin with ">", the line right above them that says whose they are, and what follows the delimiter of
 * signatures ("-- ", RFC 3676, 4.3). Lines between quotations stay with these, for they answer them. Where nothing would
 * be left, all of it stays.
 */
export function ownWords(text: string): string {
	const lines = text.replace(/\r\n?/g, "\n").split("\n");
	const own = withoutSignature(withoutQuotation(withoutSignature(lines)));
	const result = own.join("\n").trim();
	return result === "" ? lines.join("\n").trim() : result;
}

const isBlank = (line: string | undefined) => line === undefined || line.trim() === "";
const isQuoted = (line: string | undefined) => line?.startsWith(">") === true;

function withoutQuotation(lines: readonly string[]): readonly string[] {
	let end = lines.length;
	let quoted = 0;
	while (end > 0 && (isBlank(lines[end - 1]) || isQuoted(lines[end - 1]))) {
		end -= 1;
		if (isQuoted(lines[end])) quoted += 1;
	}
	if (quoted === 0) return lines;
	const above = lines.slice(0, end);
	for (let count = 1; count <= Math.min(MAX_ATTRIBUTION_LINES, above.length); count++) {
		const last = above.slice(-count);
		if (last.some(isBlank)) break;
		if (ATTRIBUTION.test(last.map((line) => line.trim()).join(" "))) return above.slice(0, -count);
	}
	return above;
}

function withoutSignature(lines: readonly string[]): readonly string[] {
	const at = lines.findLastIndex((line) => line === "-- " || line === "--");
	if (at === -1) return lines;
	const signature = lines.slice(at + 1);
	// A quotation below belongs to the mail, and is looked at by itself.
	const isSignature = signature.length <= MAX_SIGNATURE && !signature.some(isQuoted);
	return isSignature && lines.slice(0, at).some((line) => !isBlank(line)) ? lines.slice(0, at) : lines;
}
