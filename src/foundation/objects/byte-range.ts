/** The one range of bytes that a request asks for: from, and up to but not including. */
export type ByteRange = readonly [from: number, to: number];

/**
 * Reads a `Range` (RFC 9110, 14.1.2). Undefined where the whole is to be sent: none was asked for, in another unit, in a
 * form that is no range, or several at once. "unsatisfiable": no byte of it is there.
 * @param length of the whole, in bytes
 */
export function byteRange(header: string | undefined, length: number): ByteRange | "unsatisfiable" | undefined {
	const [, first, last] = /^bytes=(\d*)-(\d*)$/i.exec(header?.replaceAll(/[ \t]/g, "") ?? "") ?? [];
	if (first === undefined || last === undefined || first + last === "") return undefined;
	// The last so many bytes.
	if (first === "") return Number(last) === 0 ? "unsatisfiable" : [Math.max(0, length - Number(last)), length];
	const [from, to] = [Number(first), last === "" ? length : Number(last) + 1];
	if (last !== "" && Number(last) < from) return undefined;
	return from >= length ? "unsatisfiable" : [from, Math.min(to, length)];
}
