import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export const APPROVED = "test/approved";

/** Every file of a folder, by its path below it. */
export function readTexts(folder: string): Map<string, string> {
	if (!existsSync(folder)) return new Map();
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
	return new Map(files.sort().map((file) => [relative(folder, file), readFileSync(file, "utf8")]));
}

/** Makes the folder hold these texts and nothing else. @returns the paths that changed */
export function writeTexts(folder: string, texts: ReadonlyMap<string, string>): string[] {
	const before = readTexts(folder);
	const gone = [...before.keys()].filter((path) => !texts.has(path));
	for (const path of gone) rmSync(join(folder, path));
	const changed = [...texts].filter(([path, text]) => before.get(path) !== text);
	for (const [path, text] of changed) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return [...gone, ...changed.map(([path]) => path)].sort();
}
