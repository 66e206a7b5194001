import { createHash } from "node:crypto";
import { z } from "zod";

/** How an object of a bucket is kept as a file: its name, and its first line. */

/** R2 takes keys of 1,024 bytes. Ours are made of ids; what is not printable ASCII is refused. */
const KEY = /^[\x21-\x7e]{1,1024}$/;
/** File systems take names of 255 bytes. */
const MAX_NAME_LENGTH = 255;
const FILE_SUFFIX = ".object";
/** What an encoded segment may hold. It has no dot, so that no key names `.`, `..`, a temporary folder or an object. */
const ENCODED = /^(?:[a-z0-9_-]|%[0-9A-F]{2})+$/;
const EMPTY_SEGMENT = "%";

/** Bytes of the first line: R2 keeps 2,048 bytes of metadata with an object. */
export const MAX_HEADER_LENGTH = 4_096;

const headerSchema = z.object({
	/** SHA-256 of the bytes, in hex. */
	etag: z.string().length(64),
	/** Epoch milliseconds. */
	uploaded: z.number(),
	metadata: z.record(z.string(), z.string()).optional(),
});
export type ObjectHeader = z.infer<typeof headerSchema>;

/** A file of the store that is not whole. */
export class ObjectDamaged extends Error {}

/**
 * The path of an object below the folder of its store. Upper case is escaped, because some file systems do not tell
 * it from lower case.
 * @throws RangeError for a key that R2 or the file system does not take
 */
export function pathOfKey(key: string): string[] {
	if (!KEY.test(key)) throw new RangeError("an object's key is 1 to 1,024 printable ASCII characters");
	const segments = key.split("/").map(encodeSegment);
	const path = [...segments.slice(0, -1), `${segments.at(-1)}${FILE_SUFFIX}`];
	if (path.some((name) => name.length > MAX_NAME_LENGTH)) throw new RangeError("a part of an object's key is too long");
	return path;
}

function encodeSegment(segment: string): string {
	if (segment === "") return EMPTY_SEGMENT;
	return segment.replace(
		/[^a-z0-9_-]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
	);
}

function decodeSegment(name: string): string | undefined {
	if (name === EMPTY_SEGMENT) return "";
	return ENCODED.test(name) ? decodeURIComponent(name) : undefined;
}

/** The part of a key that a name in a folder stands for: of a folder with its slash. Undefined: it is no object's. */
export function keyPartOf(name: string, isFolder: boolean): string | undefined {
	if (!isFolder) return name.endsWith(FILE_SUFFIX) ? decodeSegment(name.slice(0, -FILE_SUFFIX.length)) : undefined;
	const segment = decodeSegment(name);
	return segment === undefined ? undefined : `${segment}/`;
}

export const etagOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** @throws RangeError when the metadata are longer than R2 keeps */
export function encodeObject(bytes: Uint8Array, header: ObjectHeader): Uint8Array {
	const line = Buffer.from(`${JSON.stringify(header)}\n`);
	if (line.length > MAX_HEADER_LENGTH) throw new RangeError("an object's metadata are too long");
	return Buffer.concat([line, bytes]);
}

/** @param beginning of the file, at least MAX_HEADER_LENGTH bytes where it has so many @throws ObjectDamaged */
export function decodeHeader(beginning: Buffer): { header: ObjectHeader; length: number } {
	const end = beginning.subarray(0, MAX_HEADER_LENGTH).indexOf("\n");
	try {
		return { header: headerSchema.parse(JSON.parse(beginning.subarray(0, end).toString())), length: end + 1 };
	} catch {
		throw new ObjectDamaged("a file of the store has no readable first line");
	}
}

/** @throws ObjectDamaged when the bytes are not those that were put */
export function decodeObject(file: Buffer): { header: ObjectHeader; bytes: Uint8Array<ArrayBuffer> } {
	const { header, length } = decodeHeader(file);
	const bytes = new Uint8Array(file.subarray(length));
	if (etagOf(bytes) !== header.etag) throw new ObjectDamaged("a file of the store is not as it was written");
	return { header, bytes };
}
