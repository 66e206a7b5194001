import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandIo } from "../../src/cli/command.ts";

/** Characters before and after the first that differs. */
const AROUND = 90;

export type Difference = { name: string; lines: string[] };
export type Comparison = {
	answers: number;
	differences: Difference[];
	/** Names of answers that are alike but for random values. */
	alike: string[];
};

/** @param exact random values count too */
export function compareFolders(before: string, after: string, exact: boolean): Comparison {
	const [old, fresh] = [filesIn(before), filesIn(after)];
	const names = [...new Set([...old, ...fresh])].sort();
	const comparison: Comparison = { answers: names.length, differences: [], alike: [] };
	for (const name of names) {
		if (!fresh.has(name)) comparison.differences.push({ name, lines: ["is gone"] });
		else if (!old.has(name)) comparison.differences.push({ name, lines: ["is new"] });
		else {
			const [one, other] = [read(before, name), read(after, name)];
			if (one === other) continue;
			if (!exact && withoutChance(one) === withoutChance(other)) comparison.alike.push(name);
			else comparison.differences.push({ name, lines: differingLines(one, other) });
		}
	}
	return comparison;
}

export function report({ answers, differences, alike }: Comparison, io: CommandIo): number {
	for (const { name, lines } of differences)
		io.stdout.write(`${name}\n${lines.map((line) => `    ${line}\n`).join("")}`);
	const chance = alike.length > 0 ? ` (${alike.length} alike but for random values; --exact counts them)` : "";
	io.stdout.write(`${answers} answers, ${differences.length} differences${chance}\n`);
	return differences.length === 0 ? 0 : 1;
}

function filesIn(folder: string): Set<string> {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return new Set(
		entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(folder.length + 1)),
	);
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

/**
 * UUIDs, and runs of 22 and more characters of base64url that mix capitals, small letters and digits, by the order in
 * which they first appear: ids, tokens, keys and what is sealed. Hashes are hexadecimal and stay.
 */
export function withoutChance(text: string): string {
	const known = new Map<string, number>();
	const numbered = (found: string) => {
		const number = known.get(found) ?? known.size + 1;
		known.set(found, number);
		return `<${number}, ${found.length} characters>`;
	};
	return text
		.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g, numbered)
		.replace(/[\w-]{22,}/g, (found) =>
			/[A-Z]/.test(found) && /[a-z]/.test(found) && /\d/.test(found) ? numbered(found) : found,
		);
}

/** Each line that differs, where both have as many; else the first. Long ones around the first character that differs. */
function differingLines(one: string, other: string): string[] {
	const [before, after] = [linesOf(one), linesOf(other)];
	const length = Math.max(before.length, after.length);
	const pairs = Array.from({ length }, (_, at) => [before[at], after[at]] as const).filter(([a, b]) => a !== b);
	const shown = before.length === after.length ? pairs.slice(0, 10) : pairs.slice(0, 1);
	return shown.flatMap(([a, b]) => around(a ?? "", b ?? ""));
}

const linesOf = (text: string) => text.replaceAll("><", ">\n<").split("\n");

function around(one: string, other: string): string[] {
	let at = 0;
	while (at < one.length && one[at] === other[at]) at++;
	const part = (text: string) => text.slice(Math.max(0, at - AROUND), at + AROUND);
	return [`- ${part(one)}`, `+ ${part(other)}`];
}
