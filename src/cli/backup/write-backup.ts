import { createHash } from "node:crypto";
import { once } from "node:events";
import {
	closeSync,
	createWriteStream,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DAY } from "#foundation/time.ts";
import { CommandError } from "../command.ts";
import { openFileStore } from "../host/file-store.ts";
import { readIdentity } from "./identity.ts";
import {
	type Backup,
	type BackupFile,
	encodeManifest,
	FORMAT,
	MANIFEST,
	type Manifest,
	OBJECTS_FOLDER,
	objectsOf,
	SCHEMA_FILE,
	UNFINISHED,
} from "./manifest.ts";
import { listAll, type ReadableBucket } from "./objects.ts";
import type { Progress } from "./progress.ts";
import {
	type Ask,
	onSnapshot,
	quoted,
	SCHEMA,
	type TableShape,
	type Target,
	tableShapes,
	walkTable,
} from "./snapshot.ts";

export type BackupParts = {
	database: Target;
	objects: ReadableBucket;
	/** In which each backup has a folder of its own. */
	folder: string;
	now(): Date;
	progress: Progress;
};

/**
 * Writes the database as it is at one moment, and members' files, into a new folder, whose name says that it is not
 * finished until all of it stands on the disk.
 * @throws CommandError when the database is not one to be kept
 */
export async function writeBackup({ database, objects, folder, now, progress }: BackupParts): Promise<Backup> {
	const madeAt = now().toISOString();
	const finished = join(folder, `livery-${madeAt.replaceAll(/[:.]/g, "-")}`);
	const unfinished = `${finished}${UNFINISHED}`;
	if (existsSync(finished)) throw new CommandError(`${finished} is there already`);
	mkdirSync(join(unfinished, "tables"), { recursive: true, mode: 0o700 });
	removeAbandoned(folder, now().getTime());
	try {
		// What the database names is in the bucket before: files are copied after it was read.
		const rows = await onSnapshot(database, (ask) => writeDatabase(ask, unfinished, progress));
		await copyObjects(objects, unfinished, progress);
		const manifest: Manifest = { format: FORMAT, madeAt, ...rows, objects: await objectsOf(unfinished) };
		writeSynced(join(unfinished, MANIFEST), encodeManifest(manifest));
		synchronise(unfinished);
		renameSync(unfinished, finished);
		synchronise(folder);
		return { folder: finished, manifest };
	} catch (error) {
		rmSync(unfinished, { recursive: true, force: true });
		throw error;
	}
}

/** Milliseconds after which a backup that is not finished was killed. */
const ABANDONED_AFTER_MS = DAY;

function removeAbandoned(folder: string, now: number): void {
	for (const name of readdirSync(folder)) {
		const path = join(folder, name);
		if (name.endsWith(UNFINISHED) && now - statSync(path).mtimeMs > ABANDONED_AFTER_MS)
			rmSync(path, { recursive: true, force: true });
	}
}

async function writeDatabase(
	ask: Ask,
	folder: string,
	progress: Progress,
): Promise<Pick<Manifest, "database" | "schema" | "tables">> {
	const identity = await readIdentity(ask);
	const shapes = await tableShapes(ask);
	const expected = await countRows(ask, shapes);
	const total = [...expected.values()].reduce((sum, rows) => sum + rows, 0);
	const statements = (await ask(SCHEMA)).map(([type, name, sql]) => ({ type, name, sql }));
	const text = JSON.stringify(statements);
	writeSynced(join(folder, SCHEMA_FILE), text);
	const schema = {
		name: SCHEMA_FILE,
		bytes: Buffer.byteLength(text),
		sha256: createHash("sha256").update(text).digest("hex"),
	};
	const tables: Manifest["tables"] = [];
	let done = 0;
	for (const shape of shapes) {
		const { rows, file } = await writeTable(ask, folder, shape, () => {
			done += 1;
			progress(() => `${done} of ${total} rows, in ${shape.name}`);
		});
		if (rows !== expected.get(shape.name))
			throw new CommandError(
				`${shape.name} changed while it was read: the server gives no snapshot, and no backup was made`,
			);
		tables.push({ name: shape.name, rows, file });
	}
	return { database: identity, schema, tables };
}

/** How many rows each table has. */
export async function countRows(ask: Ask, shapes: readonly TableShape[]): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const { name } of shapes) {
		const [[rows] = []] = await ask(`SELECT count(*) FROM ${quoted(name)}`);
		counts.set(name, Number(rows));
	}
	return counts;
}

async function writeTable(
	ask: Ask,
	folder: string,
	shape: TableShape,
	onRow: () => void,
): Promise<{ rows: number; file: BackupFile }> {
	const name = `tables/${shape.name}.jsonl`;
	const digest = createHash("sha256");
	let bytes = 0;
	const stream = createWriteStream(join(folder, name), { mode: 0o600, flush: true });
	const rows = await walkTable(ask, shape, async (line) => {
		const text = `${line}\n`;
		digest.update(text);
		bytes += Buffer.byteLength(text);
		onRow();
		if (!stream.write(text)) await once(stream, "drain");
	});
	stream.end();
	await once(stream, "close");
	return { rows, file: { name, bytes, sha256: digest.digest("hex") } };
}

async function copyObjects(bucket: ReadableBucket, folder: string, progress: Progress): Promise<void> {
	const store = await openFileStore(join(folder, OBJECTS_FOLDER), { now: () => 0 });
	let copied = 0;
	for await (const key of listAll(bucket)) {
		const object = await bucket.get(key);
		// It was deleted meanwhile.
		if (object === null) continue;
		const { customMetadata } = object;
		await store.put(key, new Uint8Array(await object.arrayBuffer()), customMetadata ? { customMetadata } : {});
		copied += 1;
		progress(() => `${copied} files of members`);
	}
}

function writeSynced(path: string, text: string): void {
	writeFileSync(path, text, { mode: 0o600, flush: true });
}

function synchronise(folder: string): void {
	const handle = openSync(folder, "r");
	fsyncSync(handle);
	closeSync(handle);
}
