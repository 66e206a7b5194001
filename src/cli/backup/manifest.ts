import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { ROTATION_STATES } from "#foundation/crypto/queries.ts";
import { CommandError } from "../command.ts";
import { openFileStore } from "../host/file-store.ts";
import { ObjectDamaged } from "../host/object-file.ts";
import { listAll } from "./objects.ts";

/** What a backup says of itself: what it is of, and what it must hold (DECISIONS 126). */

export const FORMAT = 1;
export const MANIFEST = "manifest.json";
export const SCHEMA_FILE = "schema.json";
export const OBJECTS_FOLDER = "objects";
/** Ends the name of a folder until the backup in it is whole. */
export const UNFINISHED = ".unfinished";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const fileSchema = z.strictObject({ name: z.string(), bytes: count, sha256: hash });

const identitySchema = z.strictObject({
	/** When the database applied its first migration, ISO 8601. */
	begunAt: z.string(),
	/** The newest rotations of keys: they name the salts that belong to the database, and say nothing of them. */
	rotations: z.array(
		z.strictObject({
			number: count,
			state: z.enum(ROTATION_STATES),
			salt_sha256: z.string().nullable(),
			key_check: z.string().nullable(),
		}),
	),
	realms: z.array(z.string()),
	migrations: z.array(z.strictObject({ number: count, sha256: hash })),
	/** Where the log of each realm ends. */
	heads: z.array(z.strictObject({ realm: z.string(), number: count, hash: z.string() })),
});
/** Tells databases and their states apart. */
export type Identity = z.infer<typeof identitySchema>;

const manifestSchema = z.strictObject({
	format: z.literal(FORMAT),
	/** When the snapshot of the database was taken, ISO 8601. */
	madeAt: z.iso.datetime(),
	database: identitySchema,
	schema: fileSchema,
	tables: z.array(z.strictObject({ name: z.string(), rows: count, file: fileSchema })),
	/** `sha256`: over the key, hash and metadata of each, in their order. */
	objects: z.strictObject({ count, bytes: count, sha256: hash }),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type BackupFile = z.infer<typeof fileSchema>;

export type Backup = { folder: string; manifest: Manifest };

const sealedSchema = z.strictObject({ sha256: hash, manifest: z.unknown() });

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** With a hash over itself: a manifest that is cut or altered does not count. */
export const encodeManifest = (manifest: Manifest): string =>
	`${JSON.stringify({ sha256: sha256(JSON.stringify(manifest)), manifest }, null, "\t")}\n`;

const WAY_OUT = "take another one: nothing was done with it";

/** Reads what a backup says of itself. @throws CommandError that says what is wrong and what to do */
export function readManifest(folder: string): Backup {
	const name = basename(folder);
	if (name.endsWith(UNFINISHED))
		throw new CommandError(`${name} was cut off while it was made and is no backup; ${WAY_OUT}, and delete it`);
	const file = join(folder, MANIFEST);
	if (!existsSync(file)) throw new CommandError(`${folder} is no backup: it has no ${MANIFEST}`);
	const damaged = new CommandError(`${name}: ${MANIFEST} is not as it was written; ${WAY_OUT}`);
	let known: z.infer<typeof sealedSchema>;
	try {
		known = sealedSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		throw damaged;
	}
	if (sha256(JSON.stringify(known.manifest)) !== known.sha256) throw damaged;
	const parsed = manifestSchema.safeParse(known.manifest);
	if (!parsed.success)
		throw new CommandError(
			`${name} is in a form that this version of the code does not know; restore it with the version that made it`,
		);
	return { folder, manifest: parsed.data };
}

/** The newest backup of a folder that is whole by its name; undefined where there is none. @throws CommandError */
export function newestBackup(folder: string): Backup | undefined {
	const names = existsSync(folder) ? readdirSync(folder) : [];
	return names
		.filter((name) => !name.endsWith(UNFINISHED) && existsSync(join(folder, name, MANIFEST)))
		.map((name) => readManifest(join(folder, name)))
		.sort((one, other) => (one.manifest.madeAt < other.manifest.madeAt ? 1 : -1))[0];
}

/**
 * Compares every file of a backup with what was written. @param said of each file, before it is read
 * @throws CommandError for the first that is missing, cut or altered
 */
export async function requireWhole({ folder, manifest }: Backup, said: (file: string) => void): Promise<void> {
	const name = basename(folder);
	for (const { name: file, bytes, sha256: wanted } of [
		manifest.schema,
		...manifest.tables.map((table) => table.file),
	]) {
		said(file);
		const found = await hashOf(join(folder, file));
		if (found === undefined) throw new CommandError(`${name} is cut: ${file} is missing; ${WAY_OUT}`);
		if (found.bytes < bytes) throw new CommandError(`${name} is cut in the middle of ${file}; ${WAY_OUT}`);
		if (found.sha256 !== wanted)
			throw new CommandError(`${name} is altered: ${file} is not as it was written; ${WAY_OUT}`);
	}
	said(OBJECTS_FOLDER);
	const objects = await objectsOf(folder).catch((error: unknown) => {
		if (!(error instanceof ObjectDamaged)) throw error;
		throw new CommandError(`${name} is altered: ${error.message}; ${WAY_OUT}`);
	});
	if (objects.count < manifest.objects.count)
		throw new CommandError(
			`${name} is cut: ${manifest.objects.count - objects.count} file(s) of members are missing; ${WAY_OUT}`,
		);
	if (objects.sha256 !== manifest.objects.sha256)
		throw new CommandError(`${name} is altered: the files of members are not those that were written; ${WAY_OUT}`);
}

async function hashOf(path: string): Promise<{ bytes: number; sha256: string } | undefined> {
	if (!existsSync(path)) return undefined;
	const digest = createHash("sha256");
	let bytes = 0;
	for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
		digest.update(chunk);
		bytes += chunk.length;
	}
	return { bytes, sha256: digest.digest("hex") };
}

/** What a backup holds of members' files. @throws ObjectDamaged */
export async function objectsOf(folder: string): Promise<Manifest["objects"]> {
	const store = await openFileStore(join(folder, OBJECTS_FOLDER), { now: () => 0 });
	const digest = createHash("sha256");
	let [objects, bytes] = [0, 0];
	for await (const key of listAll(store)) {
		const object = await store.get(key);
		if (object === null) continue;
		digest.update(`${key} ${object.etag} ${JSON.stringify(object.customMetadata ?? {})}\n`);
		objects += 1;
		bytes += (await object.arrayBuffer()).byteLength;
	}
	return { count: objects, bytes, sha256: digest.digest("hex") };
}
