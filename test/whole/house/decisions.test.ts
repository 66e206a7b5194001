import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Decision = { file: string; number: number; text: string };

const FOLDER = "decisions";
const PARTS = ["**Context.**", "**Decision.**", "**Consequences.**", "**Revisit when**"];

/** Every file of the folder but its README, in the order of their names. */
const decisions: Decision[] = readdirSync(FOLDER)
	.filter((file) => file !== "README.md")
	.sort()
	.map((file) => ({ file, number: Number(file.slice(0, 4)), text: readFileSync(join(FOLDER, file), "utf8") }));

const titleOf = ({ text }: Decision) => /^# [0-9]+\. (.+)$/m.exec(text)?.[1] ?? "";
const slug = (title: string) =>
	title
		.toLowerCase()
		.replace(/['’]/g, "")
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");

/** What is wrong with the form of each: its name, its heading, its parts. */
function formProblems(all: readonly Decision[]): string[] {
	return all.flatMap((decision, index) => {
		const { file, number, text } = decision;
		const name = `${String(index + 1).padStart(4, "0")}-${slug(titleOf(decision))}.md`;
		return [
			...(file === name ? [] : [`${file} is called ${name}`]),
			...(text.startsWith(`# ${number}. `) ? [] : [`${file} begins with "# ${number}. "`]),
			...PARTS.filter((part) => text.split(part).length !== 2).map((part) => `${file} has one ${part}`),
		];
	});
}

/** A decision that says it supersedes another is linked from there; such a link leads to a newer one that says so. */
function supersessionProblems(all: readonly Decision[]): string[] {
	const linksOf = ({ text }: Decision) =>
		[...text.matchAll(/^Superseded (?:in part )?by \[([0-9]{4})\]\(([^)]+)\)[.:]/gm)].map(([, to, file]) => ({
			to,
			file,
		}));
	const unlinked = all.flatMap((newer) =>
		[...newer.text.matchAll(/\b(?:supersedes|reverses) DECISIONS ([0-9]+)/gi)].flatMap(([, older]) => {
			const known = all.find(({ number }) => number === Number(older));
			const linked = known && linksOf(known).some(({ file }) => file === newer.file);
			return linked ? [] : [`${known?.file ?? older} says "Superseded by" ${newer.file}`];
		}),
	);
	const misled = all.flatMap((older) =>
		linksOf(older).flatMap(({ to, file }) => {
			const newer = all.find((decision) => decision.file === file);
			const says = newer && new RegExp(`\\bDECISIONS ${older.number}\\b`).test(newer.text);
			const isNewer = newer && newer.number > older.number && newer.number === Number(to);
			return says && isNewer ? [] : [`${older.file} links to ${file}, which is not a newer one that names it`];
		}),
	);
	return [...unlinked, ...misled];
}

/** "DECISIONS 8" as code, README and the decisions themselves write it. */
function cited(): { place: string; number: number }[] {
	const files = ["src", "test", "migrations", FOLDER].flatMap((folder) =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && /\.(tsx?|mjs|sql|md)$/.test(entry.name))
			.map((entry) => join(entry.parentPath, entry.name)),
	);
	return [...files, "README.md", "CHANGELOG.md"].flatMap((place) =>
		[...readFileSync(place, "utf8").matchAll(/\bDECISIONS ([0-9]+)/g)].map(([, number]) => ({
			place,
			number: Number(number),
		})),
	);
}

const decision = (number: number, title: string, lines = ""): Decision => ({
	file: `000${number}-${slug(title)}.md`,
	number,
	text: `# ${number}. ${title}\n\n${lines}\n\n${PARTS.join(" x\n\n")} y.\n`,
});

describe("the decisions", () => {
	it("are one file each, numbered from one, with their four parts", () => {
		expect(formProblems(decisions)).toEqual([]);
		expect(decisions.length).toBeGreaterThan(80);
	});

	it("say what superseded them", () => {
		expect(supersessionProblems(decisions)).toEqual([]);
	});

	it("would be refused with a gap, another name, a part too few, or a link that is missing or misleads", () => {
		const [first, second] = [decision(1, "One"), decision(2, "It's two")];
		expect(formProblems([first, second])).toEqual([]);
		expect(formProblems([first, decision(3, "Three")])).toEqual(["0003-three.md is called 0002-three.md"]);
		expect(formProblems([{ ...first, file: "0001-other.md" }])).toEqual(["0001-other.md is called 0001-one.md"]);
		expect(formProblems([{ ...first, text: "# 1. One\n\n**Context.** x" }])).toHaveLength(3);
		expect(formProblems([{ ...first, text: first.text.replace("# 1.", "# 2.") }])).toHaveLength(1);
		const reversing = decision(2, "Two", "This reverses DECISIONS 1 where it rains.");
		const linked = decision(1, "One", "Superseded in part by [0002](0002-two.md): rain.");
		expect(supersessionProblems([linked, reversing])).toEqual([]);
		expect(supersessionProblems([first, reversing])).toEqual(['0001-one.md says "Superseded by" 0002-two.md']);
		expect(supersessionProblems([linked, decision(2, "Two")])).toHaveLength(1);
		expect(supersessionProblems([linked])).toHaveLength(1);
	});

	it("that are cited exist", () => {
		const missing = cited().filter(({ number }) => !decisions.some((known) => known.number === number));
		expect(missing).toEqual([]);
		expect(cited().length).toBeGreaterThan(10);
	});

	it("name files that exist", () => {
		const named = decisions.flatMap(({ file, text }) =>
			[...text.matchAll(/`((?:src|test|migrations|tenants|decisions)\/[^`*<…]+)`/g)].map(([, path = ""]) => ({
				file,
				path,
			})),
		);
		expect(named.filter(({ path }) => !existsSync(path))).toEqual([]);
		expect(named.length).toBeGreaterThan(10);
	});

	it("name the version of every library as it is installed", () => {
		const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
		const table = decisions.find(({ text }) => text.includes("| library |"))?.text ?? "";
		const versions: Record<string, string> = { ...dependencies, ...devDependencies };
		const absent = Object.entries(versions)
			.filter(([name]) => !name.startsWith("@types/") && name !== "@cloudflare/workers-types")
			.filter(([, version]) => !table.includes(version))
			.map(([name, version]) => `${name} ${version}`);
		expect(absent).toEqual([]);
	});
});
