import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { decodeHeader, keyPartOf, MAX_HEADER_LENGTH, pathOfKey } from "./object-file.ts";

export type ListOptions = { prefix?: string; startAfter?: string; limit?: number; delimiter?: string };
/** In the order of their keys. */
export type Listed = {
	objects: { key: string; uploaded: Date; customMetadata: Record<string, string> | undefined }[];
	delimitedPrefixes: string[];
};

const MAX_LISTED = 1_000;
/** Sorts after every key that begins with the text before it. */
const AFTER_ALL = "\x7f";

export const isAbsent = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

/** The objects of a store's folder, as R2 lists a bucket. */
export async function listObjects(
	root: string,
	{ prefix = "", startAfter = "", limit = MAX_LISTED, delimiter }: ListOptions,
): Promise<Listed> {
	const listed: Listed = { objects: [], delimitedPrefixes: [] };
	const most = Math.min(limit, MAX_LISTED);
	for (let after: string | undefined = startAfter; after !== undefined; )
		after = await listUntilGroup(listed, keysBelow(root, "", { prefix, after }), { root, prefix, delimiter, most });
	return listed;
}

/** @returns where to go on behind a group, which is not walked through; undefined at the end */
async function listUntilGroup(
	{ objects, delimitedPrefixes }: Listed,
	keys: AsyncGenerator<string>,
	{ root, prefix, delimiter, most }: { root: string; prefix: string; delimiter: string | undefined; most: number },
): Promise<string | undefined> {
	for await (const key of keys) {
		if (objects.length + delimitedPrefixes.length >= most) return undefined;
		const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
		if (delimiter !== undefined && end >= 0) {
			const group = key.slice(0, end + delimiter.length);
			delimitedPrefixes.push(group);
			return group + AFTER_ALL;
		}
		const header = await readHeader(join(root, ...pathOfKey(key)));
		if (header) objects.push({ key, uploaded: new Date(header.uploaded), customMetadata: header.metadata });
	}
	return undefined;
}

/** In the order of their names. */
async function* keysBelow(
	folder: string,
	above: string,
	wanted: { prefix: string; after: string },
): AsyncGenerator<string> {
	const { prefix, after } = wanted;
	const entries = (await readFolder(folder)).flatMap((entry) => {
		const part = keyPartOf(entry.name, entry.isDirectory());
		return part === undefined ? [] : [{ key: above + part, name: entry.name, isFolder: entry.isDirectory() }];
	});
	for (const { key, name, isFolder } of entries.sort((a, b) => (a.key < b.key ? -1 : 1))) {
		if (!isFolder) {
			if (key.startsWith(prefix) && key > after) yield key;
		} else if ((key.startsWith(prefix) || prefix.startsWith(key)) && (key > after || after.startsWith(key)))
			yield* keysBelow(join(folder, name), key, wanted);
	}
}

async function readFolder(folder: string) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		if (isAbsent(error)) return [];
		throw error;
	}
}

/** Undefined when it was deleted meanwhile. */
async function readHeader(path: string) {
	let file: FileHandle | undefined;
	try {
		file = await open(path);
		const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_LENGTH), 0, MAX_HEADER_LENGTH, 0);
		return decodeHeader(buffer.subarray(0, bytesRead)).header;
	} catch (error) {
		if (isAbsent(error)) return undefined;
		throw error;
	} finally {
		await file?.close();
	}
}
