import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandIo } from "#cli/command.ts";

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
	const chance = pairing();
	const changed: { name: string; one: string; other: string }[] = [];
	for (const name of names) {
		if (!fresh.has(name)) comparison.differences.push({ name, lines: ["is gone"] });
		else if (!old.has(name)) comparison.differences.push({ name, lines: ["is new"] });
		else {
			const [one, other] = [read(before, name), read(after, name)];
			if (one !== other) changed.push({ name, one, other });
			else chance.isAlike(one, other);
		}
	}
	// What is the same everywhere else is known by now.
	for (const { name, one, other } of changed)
		if (!exact && chance.isAlike(one, other)) comparison.alike.push(name);
		else comparison.differences.push({ name, lines: differingLines(one, other) });
	comparison.differences.sort((a, b) => (a.name < b.name ? -1 : 1));
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

/** UUIDs, the nonce of a JWE, and runs of 22 and more characters of base64url: ids, tokens, keys and what is sealed. */
const RANDOM =
	/\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b|(?<=\.\.)[\w-]{16}(?=\.)|[\w-]{22,}/g;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}$/;

/** A long word is not random, and neither is a hash: hexadecimal has no capitals. */
const isRandom = (run: string) =>
	run.length === 16 || UUID.test(run) || (/[A-Z].*\d|\d.*[A-Z]|([A-Z].*){4}/.test(run) && /[a-z]/.test(run));

/** Which random value of the one side stands for which of the other: each for one, in all answers. */
function pairing() {
	const [there, back] = [new Map<string, string>(), new Map<string, string>()];
	return {
		isAlike(one: string, other: string): boolean {
			const [before, after] = [apart(one), apart(other)];
			if (before.rest !== after.rest) return false;
			const added: (readonly [string, string])[] = [];
			for (const [at, a] of before.values.entries()) {
				const b = after.values[at] ?? "";
				if (there.get(a) === b) continue;
				if (there.has(a) || back.has(b)) {
					for (const [known] of added) there.delete(known);
					for (const [, its] of added) back.delete(its);
					return false;
				}
				there.set(a, b);
				back.set(b, a);
				added.push([a, b]);
			}
			return true;
		},
	};
}

/** The random values of a text, and the rest with their lengths. */
function apart(text: string): { values: string[]; rest: string } {
	const values: string[] = [];
	const rest = text.replace(RANDOM, (run) => {
		if (!isRandom(run)) return run;
		values.push(run);
		return `<${run.length} characters>`;
	});
	return { values, rest };
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
