import { readImageHeader, webpChunks } from "#foundation/objects/image-header.ts";

/**
 * Files of questions, judged by what their bytes are: the name and the type that came along only have to say the same
 * (threat T15). Nothing is ever unpacked or decoded here, so nothing can swell (T17).
 */

/** Of the objects in the store. */
export const ATTACHMENTS = "helpdesk/";

export const MAX_ATTACHMENTS = 3;
export const MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024;
/** What a program that shows it would have to hold. */
const MAX_PIXELS = 50_000_000;
/** Characters of a name. */
const MAX_NAME = 80;

export const ATTACHMENT_TYPES = {
	"image/jpeg": { extensions: ["jpg", "jpeg", "jfif"], announced: ["image/jpeg", "image/jpg", "image/pjpeg"] },
	"image/png": { extensions: ["png"], announced: ["image/png", "image/x-png"] },
	"image/webp": { extensions: ["webp"], announced: ["image/webp"] },
	"application/pdf": { extensions: ["pdf"], announced: ["application/pdf", "application/x-pdf"] },
	"text/plain": { extensions: ["txt", "text", "log"], announced: ["text/plain"] },
} as const satisfies Record<string, { extensions: readonly string[]; announced: readonly string[] }>;
export type AttachmentType = keyof typeof ATTACHMENT_TYPES;

export type CheckedFile = { name: string; type: AttachmentType; bytes: Uint8Array };
export type AttachmentProblem = "empty" | "too_large" | "archive" | "unknown" | "lies" | "too_many_pixels" | "broken";

/** A file as a form or a mail brings it. `announced`: the media type that came along, "" for none. */
export type SentFile = { name: string; announced: string; bytes: Uint8Array };

export function checkFile({ name, announced, bytes }: SentFile): CheckedFile | { problem: AttachmentProblem } {
	if (bytes.length === 0) return { problem: "empty" };
	if (bytes.length > MAX_ATTACHMENT_BYTES) return { problem: "too_large" };
	if (isArchive(bytes)) return { problem: "archive" };
	const found = typeOf(bytes);
	if (typeof found !== "string") return found;
	const { extensions, announced: types }: { extensions: readonly string[]; announced: readonly string[] } =
		ATTACHMENT_TYPES[found];
	const media = announced.split(";")[0]?.trim().toLowerCase() ?? "";
	const extension = /\.([a-z0-9]{1,10})$/i.exec(name.trim())?.[1]?.toLowerCase();
	const saysOther =
		(media !== "" && media !== "application/octet-stream" && !types.includes(media)) ||
		(extension !== undefined && !extensions.includes(extension));
	if (saysOther) return { problem: "lies" };
	return { name: safeName(name, extensions[0] ?? "bin"), type: found, bytes };
}

/** By the first bytes, and by an end that belongs to them: a second file behind the first is no part of it. */
function typeOf(bytes: Uint8Array): AttachmentType | { problem: AttachmentProblem } {
	const image = readImageHeader(bytes);
	if (image !== undefined) {
		if (image.width * image.height > MAX_PIXELS) return { problem: "too_many_pixels" };
		return endsAsImage(bytes, image.type) ? image.type : { problem: "broken" };
	}
	if (startsWith(bytes, "%PDF-")) return endsAsPdf(bytes) ? "application/pdf" : { problem: "broken" };
	return isPlainText(bytes) ? "text/plain" : { problem: "unknown" };
}

/** Signatures of archives: ZIP (and what is made of it), gzip, RAR, 7z, xz, bzip2, Zstandard, and tar. */
const ARCHIVES = [
	"PK\x03\x04",
	"PK\x05\x06",
	"PK\x07\x08",
	"\x1f\x8b",
	"Rar!",
	"7z\xbc\xaf",
	"\xfd7zXZ",
	"BZh",
	"\x28\xb5\x2f\xfd",
];
const TAR_AT = 257;

/** Also a ZIP behind another file, which programs open by its end (APPNOTE 4.3.16). */
function isArchive(bytes: Uint8Array): boolean {
	if (ARCHIVES.some((signature) => startsWith(bytes, signature)) || startsWith(bytes.subarray(TAR_AT), "ustar"))
		return true;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const END_BYTES = 22;
	const MAX_COMMENT = 0xffff;
	const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT);
	for (let at = bytes.length - END_BYTES; at >= first; at--) {
		if (view.getUint32(at, true) !== 0x06054b50) continue;
		const size = view.getUint32(at + 12, true);
		if (at + END_BYTES + view.getUint16(at + 20, true) !== bytes.length || size > at) continue;
		if (size === 0 || startsWith(bytes.subarray(at - size), "PK\x01\x02")) return true;
	}
	return false;
}

function endsAsImage(bytes: Uint8Array, type: "image/jpeg" | "image/png" | "image/webp"): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (type === "image/png") return pngEnd(view) === bytes.length;
	if (type === "image/webp") {
		const length = view.getUint32(4, true) + 8;
		return bytes.length >= length && bytes.length - length <= 1 && webpChunks(view).length > 0;
	}
	// Telephones write more behind the picture; what counts is that it ends at all.
	return bytes.lastIndexOf(0xd9) > 0 && lastIndexOf(bytes, [0xff, 0xd9]) > 0;
}

/** Where the last chunk of a PNG ends; -1 where there is none (ISO/IEC 15948, 11.2.5). */
function pngEnd(view: DataView): number {
	for (let at = 8; at + 12 <= view.byteLength; ) {
		const next = at + 12 + view.getUint32(at);
		if (view.getUint32(at + 4) === 0x49454e44) return next;
		at = next;
	}
	return -1;
}

/** The mark of its end stands within the last kilobyte (ISO 32000-2, 7.5.5). */
const endsAsPdf = (bytes: Uint8Array): boolean =>
	lastIndexOf(bytes, [...new TextEncoder().encode("%%EOF")]) >= Math.max(0, bytes.length - 1_024);

function lastIndexOf(bytes: Uint8Array, wanted: readonly number[]): number {
	for (let at = bytes.length - wanted.length; at >= 0; at--)
		if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
	return -1;
}

/** UTF-8 without signs that only programs write. */
function isPlainText(bytes: Uint8Array): boolean {
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
		return !/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text);
	} catch {
		return false;
	}
}

function startsWith(bytes: Uint8Array, text: string): boolean {
	return bytes.length >= text.length && [...text].every((sign, at) => bytes[at] === sign.charCodeAt(0));
}

/** The name as it may stand in a header and on a disk: no path, no sign that steers anything, with its extension. */
export function safeName(name: string, extension: string): string {
	const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
	const stem = last
		.replace(/\.[^.]*$/, "")
		.replace(/[^\p{L}\p{M}\p{N} _.()-]/gu, "")
		.replace(/^[. ]+|[. ]+$/g, "");
	const own = /\.([a-z0-9]{1,10})$/i.exec(last)?.[1]?.toLowerCase() ?? extension;
	return `${[...stem].slice(0, MAX_NAME).join("") || "file"}.${own}`;
}
