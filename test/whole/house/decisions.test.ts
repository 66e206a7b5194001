import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const text = readFileSync("DECISIONS.md", "utf8");
const entries = text.split(/^## /m).slice(1);
const numberOf = (entry: string) => Number(/^([0-9]+)\. /.exec(entry)?.[1]);

/** "DECISIONS 8" as code and README write it. */
function cited(): { place: string; number: number }[] {
	const files = ["src", "test", "migrations"].flatMap((folder) =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && /\.(tsx?|mjs|sql)$/.test(entry.name))
			.map((entry) => join(entry.parentPath, entry.name)),
	);
	return [...files, "README.md"].flatMap((place) =>
		[...readFileSync(place, "utf8").matchAll(/\bDECISIONS ([0-9]+)/g)].map(([, number]) => ({
			place,
			number: Number(number),
		})),
	);
}

describe("the decisions", () => {
	it("are numbered from one, each with its four parts", () => {
		expect(entries.map(numberOf)).toEqual(entries.map((_, index) => index + 1));
		for (const entry of entries)
			for (const part of ["**Context.**", "**Decision.**", "**Consequences.**", "**Revisit when**"])
				expect(entry.split(part), `${entry.split("\n")[0]} ${part}`).toHaveLength(2);
	});

	it("that code cites exist", () => {
		const missing = cited().filter(({ number }) => number < 1 || number > entries.length);
		expect(missing).toEqual([]);
		expect(cited().length).toBeGreaterThan(10);
	});

	it("name the version of every library as it is installed", () => {
		const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
		const table = entries.find((entry) => entry.includes("| library |")) ?? "";
		const versions: Record<string, string> = { ...dependencies, ...devDependencies };
		const absent = Object.entries(versions)
			.filter(([name]) => !name.startsWith("@types/") && name !== "@cloudflare/workers-types")
			.filter(([, version]) => !table.includes(version))
			.map(([name, version]) => `${name} ${version}`);
		expect(absent).toEqual([]);
	});
});
