import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inTurn } from "./in-turn.ts";
import { decodeObject, encodeObject, etagOf, pathOfKey } from "./object-file.ts";
import { isAbsent, type Listed, type ListOptions, listObjects } from "./object-list.ts";

type Metadata = Record<string, string>;
type Condition = { etagMatches?: string; etagDoesNotMatch?: string };
export type StoredObject = {
	etag: string;
	uploaded: Date;
	customMetadata: Metadata | undefined;
	arrayBuffer(): Promise<ArrayBuffer>;
};

/** What the application calls of an R2 bucket, on files of this machine. */
export type FileStore = {
	get(key: string): Promise<StoredObject | null>;
	/** Null when the condition did not hold and nothing was written. */
	put(
		key: string,
		value: Uint8Array,
		options?: { onlyIf?: Condition; customMetadata?: Metadata },
	): Promise<{ etag: string } | null>;
	delete(keys: string | string[]): Promise<void>;
	list(options?: ListOptions): Promise<Listed>;
};

export type FileStoreOptions = {
	/** Epoch milliseconds. */
	now(): number;
	/** Overwrites what is deleted, for keys. A file system that copies on write, or an SSD, may keep the old blocks. */
	overwrites?: boolean;
};

/** Beside the folders of keys, which have no dot: on the same file system, so that a rename is one step. */
const UNFINISHED = ".unfinished";

/**
 * A bucket in a folder of its own. Each object is one file, written whole beside it, synchronised and renamed, so that
 * a reader, and whatever a crash leaves, has the old object or the new one. Writes are made one after the other, which
 * makes a condition and its write one step within this process; the folder's claim keeps other processes out.
 */
export async function openFileStore(folder: string, options: FileStoreOptions): Promise<FileStore> {
	const unfinished = join(folder, UNFINISHED);
	await mkdir(unfinished, { recursive: true, mode: 0o700 });
	const queue = inTurn();
	let writes = 0;
	const temporary = () => join(unfinished, `${process.pid}-${++writes}`);
	const pathOf = (key: string) => join(folder, ...pathOfKey(key));
	/** @throws Error when the folder itself is away, as where a disk is not mounted: that says nothing of an object */
	const isThere = () => stat(unfinished);
	return {
		async get(key) {
			const object = await read(pathOf(key));
			if (object === null) await isThere();
			return object;
		},
		put(key, value, { onlyIf, customMetadata } = {}) {
			const bytes = new Uint8Array(value);
			return queue(async () => {
				await isThere();
				const path = pathOf(key);
				if (onlyIf && !holds(onlyIf, (await read(path))?.etag)) return null;
				const header = { etag: etagOf(bytes), uploaded: options.now(), metadata: customMetadata };
				await writeWhole(path, encodeObject(bytes, header), temporary());
				return { etag: header.etag };
			});
		},
		delete: (keys) =>
			queue(async () => {
				await isThere();
				const paths = [keys].flat().map(pathOf);
				for (const path of paths) await remove(path, temporary(), options.overwrites === true);
				const touched = new Set<string>();
				for (const path of paths) touched.add(await removeEmptyFolders(folder, dirname(path)));
				// A folder that went with a later key is an entry of one that stands, which is among these.
				for (const one of touched) await synchronise(one).catch(unlessAbsent);
			}),
		async list(listing = {}) {
			await isThere();
			return listObjects(folder, listing);
		},
	};
}

/**
 * Removes what a crash left: it was never an object, or is one no longer, which may be a key that was being deleted:
 * so it is overwritten too. Only under the folder's claim.
 */
export async function removeUnfinished(folder: string): Promise<void> {
	const unfinished = join(folder, UNFINISHED);
	for (const name of await namesIn(unfinished)) await overwrite(join(unfinished, name));
	await rm(unfinished, { recursive: true, force: true });
}

function unlessAbsent(error: unknown): void {
	if (!isAbsent(error)) throw error;
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (isAbsent(error)) return [];
		throw error;
	}
}

function holds({ etagMatches, etagDoesNotMatch }: Condition, etag: string | undefined): boolean {
	const is = (wanted: string) => etag !== undefined && (wanted === "*" || wanted === etag);
	return (etagMatches === undefined || is(etagMatches)) && (etagDoesNotMatch === undefined || !is(etagDoesNotMatch));
}

/** @throws Error when the file is there and cannot be read: that is not the same as an object that is not there */
async function read(path: string): Promise<StoredObject | null> {
	try {
		const { header, bytes } = decodeObject(await readFile(path));
		return {
			etag: header.etag,
			uploaded: new Date(header.uploaded),
			customMetadata: header.metadata,
			arrayBuffer: async () => bytes.buffer,
		};
	} catch (error) {
		if (isAbsent(error)) return null;
		throw error;
	}
}

async function writeWhole(path: string, bytes: Uint8Array, temporary: string): Promise<void> {
	try {
		await withFile(temporary, "wx", async (file) => {
			await file.writeFile(bytes);
			await file.sync();
		});
		const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await rename(temporary, path);
		for (let folder = dirname(path); ; folder = dirname(folder)) {
			await synchronise(folder);
			// A folder that was made is an entry of the one above it.
			if (made === undefined || folder.length < made.length) return;
		}
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

/** The object is gone with the first step, whatever becomes of the others. */
async function remove(path: string, temporary: string, overwrites: boolean): Promise<void> {
	try {
		await rename(path, temporary);
	} catch (error) {
		if (isAbsent(error)) return;
		throw error;
	}
	if (overwrites) await overwrite(temporary);
	await rm(temporary);
}

const overwrite = (path: string) =>
	withFile(path, "r+", async (file) => {
		await file.write(Buffer.alloc((await file.stat()).size), 0, null, 0);
		await file.sync();
	});

/** @returns the lowest folder that is left */
async function removeEmptyFolders(root: string, lowest: string): Promise<string> {
	for (let folder = lowest; folder.length > root.length; folder = dirname(folder)) {
		try {
			await rmdir(folder);
		} catch (error) {
			if (!isAbsent(error)) return folder;
		}
	}
	return root;
}

const synchronise = (folder: string) => withFile(folder, "r", (handle) => handle.sync());

async function withFile(path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
	const file = await open(path, flags, 0o600);
	try {
		await work(file);
	} finally {
		await file.close();
	}
}
