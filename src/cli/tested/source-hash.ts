import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Folders that make the application and its tests, at whatever depth. Locales stand in `src`. */
export const SOURCE_FOLDERS = ["migrations", "src", "test"] as const;
/** What decides how they are built, with which packages, and how they are tested. */
export const SOURCE_FILES = [
	".npmrc",
	"package-lock.json",
	"package.json",
	"tsconfig.json",
	"vitest.config.ts",
	"wrangler.toml",
] as const;
/** Names of folders that git ignores at any depth, as `.gitignore` has them. */
export const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
	"node_modules",
	".data",
	".wrangler",
	"dist",
	"coverage",
	"reports",
	".stryker-tmp",
]);
export const IGNORED_ENDING = ".log";

/** Names the definition below: another definition takes another name. */
const DEFINITION = "livery-source-1";

/**
 * SHA-256, in hex, of a source: the name of this definition and a line feed; then, for each file in the order of its
 * path, the path, its length in bytes and a line feed after each, the bytes, and a line feed. Files are those of
 * SOURCE_FOLDERS and SOURCE_FILES but for what git ignores. Paths are relative, with `/`, and ordered by UTF-16 code
 * units. Bytes are hashed as they are, line endings too: `.gitattributes` makes every clone have the same. A link counts
 * as what it points to is written. What is absent has no entry.
 */
export function sourceHash(directory: string): string {
	const hash = createHash("sha256").update(`${DEFINITION}\n`);
	for (const path of sourcePaths(directory)) {
		const bytes = bytesOf(join(directory, path));
		hash.update(`${path}\n${bytes.length}\n`).update(bytes).update("\n");
	}
	return hash.digest("hex");
}

/** Every file that the hash is about, in its order. */
export function sourcePaths(directory: string): string[] {
	const top = new Set(readdirSync(directory));
	const folders = SOURCE_FOLDERS.filter((name) => top.has(name)).flatMap((name) => [...filesIn(directory, name)]);
	const files = SOURCE_FILES.filter((name) => top.has(name));
	return [...folders, ...files].sort((a, b) => (a < b ? -1 : 1));
}

function* filesIn(directory: string, folder: string): Generator<string> {
	for (const entry of readdirSync(join(directory, folder), { withFileTypes: true })) {
		if (isIgnored(entry)) continue;
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) yield* filesIn(directory, path);
		else yield path;
	}
}

const isIgnored = (entry: Dirent): boolean =>
	entry.isDirectory() ? IGNORED_FOLDERS.has(entry.name) : entry.name.endsWith(IGNORED_ENDING);

function bytesOf(path: string): Buffer {
	try {
		return Buffer.from(readlinkSync(path));
	} catch {
		return readFileSync(path);
	}
}
