import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Backup, encodeManifest, MANIFEST, type Manifest, readManifest } from "#cli/backup/manifest.ts";

/** Backups as nobody should find them. */

/** The same backup in another folder, to be harmed there. */
export function copyOf({ folder }: Backup, to: string): Backup {
	cpSync(folder, to, { recursive: true });
	return readManifest(to);
}

/** With one bit of a file turned. */
export function turnBit(path: string, at: number): void {
	const bytes = readFileSync(path);
	const place = at < 0 ? bytes.length + at : at;
	bytes[place] = (bytes[place] ?? 0) ^ 1;
	writeFileSync(path, bytes);
}

/** Says something else of itself, rightly hashed: what only somebody with the folder can do. */
export function retell(backup: Backup, change: (manifest: Manifest) => void): Backup {
	const manifest = structuredClone(backup.manifest);
	change(manifest);
	writeFileSync(join(backup.folder, MANIFEST), encodeManifest(manifest));
	return { folder: backup.folder, manifest };
}

/** Rewrites the rows of a table, or the statements of the schema, and the hash beside it. */
export function rewrite(backup: Backup, name: string, change: (text: string) => string): Backup {
	return retell(backup, (manifest) => {
		const file = [manifest.schema, ...manifest.tables.map((table) => table.file)].find((one) => one.name === name);
		if (file === undefined) throw new Error(`no file ${name}`);
		const path = join(backup.folder, name);
		const text = change(readFileSync(path, "utf8"));
		writeFileSync(path, text);
		file.bytes = Buffer.byteLength(text);
		file.sha256 = createHash("sha256").update(text).digest("hex");
	});
}
