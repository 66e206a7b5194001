import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { IGNORED_ENDING, IGNORED_FOLDERS, SOURCE_FILES, sourceHash, sourcePaths } from "#cli/tested/source-hash.ts";

const folders: string[] = [];
function folderWith(files: ReadonlyMap<string, Uint8Array | string>): string {
	const folder = mkdtempSync(join(tmpdir(), "livery-source-"));
	folders.push(folder);
	for (const [path, content] of files) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
	return folder;
}
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const hashOf = (files: ReadonlyMap<string, Uint8Array | string>) => sourceHash(folderWith(files));

const TOP = ["src", "migrations", "test", "src/locales/nl", "test/e2e"];
const counted = fc
	.tuple(fc.constantFrom(...TOP), fc.stringMatching(/^[a-z0-9_-]{1,8}$/), fc.constantFrom(".ts", ".sql", ".txt", ""))
	.map(([folder, name, ending]) => `${folder}/f-${name}${ending}`);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const sources = fc
	.array(fc.tuple(counted, bytes), { minLength: 1, maxLength: 8 })
	.map((entries) => new Map<string, Uint8Array | string>([...new Map(entries), ["package.json", "{}"]]));
const ignored = fc.constantFrom(
	...[...IGNORED_FOLDERS].map((folder) => `src/${folder}/x.ts`),
	...["test/a.log", "README.md", ".data/tested.mjs", "reports/promises.json", "tenants/a.toml", "docs/a.md"],
);

describe("the source hash", () => {
	it("is the same for the same files, whatever order they were made in, and whatever is generated or ignored", () => {
		fc.assert(
			fc.property(sources, ignored, bytes, (files, path, content) => {
				const known = hashOf(files);
				expect(hashOf(new Map([...files].reverse()))).toBe(known);
				expect(hashOf(new Map([...files, [path, content]]))).toBe(known);
			}),
			{ numRuns: 40 },
		);
	});

	it("is another one for a changed byte, an added or removed file, another name, and bytes moved between files", () => {
		fc.assert(
			fc.property(sources, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (files, which, where, by) => {
				const known = hashOf(files);
				const paths = [...files.keys()];
				const path = paths[which % paths.length] ?? "";
				const content = Buffer.from(files.get(path) ?? "");
				const at = where % content.length;
				const changed = Uint8Array.from(content, (byte, index) => (index === at ? byte ^ by : byte));
				const without = new Map([...files].filter(([name]) => name !== path));
				const others = [
					new Map([...files, [path, changed]]),
					new Map([...files, [path, Buffer.concat([content, Buffer.from("\r")])]]),
					new Map([...files, ["src/one-more.ts", ""]]),
					without,
					new Map([...without, ["src/renamed.ts", content]]),
				];
				expect(others.map(hashOf)).not.toContain(known);
			}),
			{ numRuns: 40 },
		);
		const split = (one: string, two: string) =>
			hashOf(
				new Map([
					["src/a", one],
					["src/b", two],
				]),
			);
		expect(split("ab", "")).not.toBe(split("a", "b"));
		expect(hashOf(new Map([["src/a", "x\nsrc/b\n1\ny"]]))).not.toBe(split("x", "y"));
		expect(hashOf(new Map([["src/a", "x\nsrc/b\ny"]]))).not.toBe(split("x", "y"));
	});

	it("tells line endings apart, and every clone is given the same", () => {
		expect(hashOf(new Map([["src/a.ts", "a\n"]]))).not.toBe(hashOf(new Map([["src/a.ts", "a\r\n"]])));
		// As many bytes, too.
		const mixed = (text: string) => hashOf(new Map([["src/a.ts", text]]));
		expect(mixed("a\r\nb\n")).not.toBe(mixed("a\nb\r\n"));
		expect(readFileSync(".gitattributes", "utf8")).toMatch(/^\* -text$/m);
	});

	it("counts a link as what it says, not as what it leads to", () => {
		const folder = folderWith(
			new Map([
				["src/a.ts", "a"],
				["docs/x", "one"],
			]),
		);
		symlinkSync("../docs/x", join(folder, "src/link"));
		const known = sourceHash(folder);
		writeFileSync(join(folder, "docs/x"), "two");
		expect(sourceHash(folder)).toBe(known);
		rmSync(join(folder, "src/link"));
		symlinkSync("../docs/y", join(folder, "src/link"));
		expect(sourceHash(folder)).not.toBe(known);
	});

	it("ignores what git ignores, and nothing else", () => {
		const lines = readFileSync(".gitignore", "utf8").trim().split("\n");
		expect(new Set(lines)).toEqual(new Set([...[...IGNORED_FOLDERS].map((name) => `${name}/`), `*${IGNORED_ENDING}`]));
	});

	it("is that of a fresh clone: of this checkout it has every file that git knows or would add", () => {
		const paths = sourcePaths(process.cwd());
		for (const file of SOURCE_FILES) expect(paths).toContain(file);
		for (const path of ["src/index.ts", "src/locales/nl/words.ts", "test/cli/tested/source-hash.test.ts"])
			expect(paths).toContain(path);
		expect(paths).toEqual([...paths].sort((a, b) => (a < b ? -1 : 1)));
		// A copy without git's folder has no list of its own.
		if (!existsSync(".git")) return;
		const argv = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
		const listed = execFileSync("git", [...argv, "--", "src", "migrations", "test", ...SOURCE_FILES], {
			encoding: "utf8",
		});
		const known = listed.split("\0").filter((path) => path !== "" && existsSync(path));
		expect(paths).toEqual(known.sort((a, b) => (a < b ? -1 : 1)));
		const copy = folderWith(new Map());
		for (const path of known) cpSync(path, join(copy, path));
		expect(sourceHash(copy)).toBe(sourceHash(process.cwd()));
	});
});
