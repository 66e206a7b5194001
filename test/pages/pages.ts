import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError, type CommandIo, parseOptions } from "#cli/command.ts";
import { type Usage, usageText } from "#cli/usage.ts";
import { compareFolders, report } from "./compare.ts";
import { storePages } from "./store.ts";

export const USAGE: Usage = {
	does: "Stores what every page, form and mail answers under a fixed clock, and says what differs between two commits.",
	forms: ["npm run pages -- store <folder>", "npm run pages -- compare <folder> <folder> [--exact]"],
	options: { "--exact": "byte by byte; random numbers that stand for one another are taken for alike" },
	example: "npm run pages -- store /tmp/before",
};

/**
 * `npm run pages -- store <folder>` stores what every page, form and mail answers, for each role, brand and language,
 * under a clock and random numbers that are fixed; `compare <before> <after>` says what differs between two commits.
 *
 * Nothing is left out of an answer but its date. Two runs of the same code are equal byte by byte (`--exact`). Other
 * code may draw random numbers in another order, so `compare` takes two answers for alike that differ in nothing but
 * UUIDs and base64url of 22 and more characters, as long as each of these stands for one and the same in all answers.
 */
export async function pages(argv: string[], io: CommandIo): Promise<number> {
	const { rest, switches } = parseOptions(argv, { switches: ["exact"] });
	const [what, ...folders] = rest;
	const [first, second] = folders.map((folder) => resolve(io.directory, folder));
	if (what === "store" && first !== undefined && second === undefined) {
		if (existsSync(first) && readdirSync(first).length > 0) throw new CommandError(`${first} is not empty`);
		io.stdout.write(`${await storePages(io, first)} answers in ${first}\n`);
		return 0;
	}
	if (what !== "compare" || first === undefined || second === undefined)
		throw new CommandError(usageText(USAGE).trimEnd());
	for (const folder of [first, second])
		if (!existsSync(folder) || readdirSync(folder).length === 0) throw new CommandError(`${folder} has no answers`);
	return report(compareFolders(first, second, switches.has("exact")), io);
}
