import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import type { Usage } from "../usage.ts";

/** A score below this fails the command. `stryker.config.mjs` says the same to Stryker. */
export const SCORE_BAR = 85;

const REPORT = "reports/mutation.json";

const DETECTED = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];

/** Of the mutation-testing report schema, what a score is made of. */
const reportSchema = z.object({
	files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});
export type MutationReport = z.infer<typeof reportSchema>;

export type Score = { file: string; detected: number; missed: number };

export const USAGE: Usage = {
	does: "Changes the guarded code in every way that Stryker knows, and counts what the tests notice; at least 85 of 100.",
	forms: ["npm run mutate [-- <file>…]"],
	more: "Without a file: tenancy, terms, rights, keys and consent, as stryker.config.mjs lists them. It takes long.",
	example: "npm run mutate -- src/foundation/brand/host.ts",
};

/** `mutate [<file>…]`: changes the guarded code in every way that Stryker knows, and counts what the tests notice. */
export async function mutate(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	for (const file of rest)
		if (!existsSync(join(io.directory, file))) throw new CommandError(`there is no file ${file}`);
	const code = await runStryker(io, rest.length > 0 ? ["--mutate", rest.join(",")] : []);
	const scores = scoresOf(readReport(io.directory));
	io.stdout.write(scoreTable(scores));
	return code === 0 && percentage(scores) >= SCORE_BAR ? 0 : 1;
}

/** Each file's mutants that a test noticed, and those that none did; mutants that do not compile count for nothing. */
export function scoresOf(report: MutationReport): Score[] {
	return Object.entries(report.files).map(([file, { mutants }]) => ({
		file,
		detected: mutants.filter(({ status }) => DETECTED.includes(status)).length,
		missed: mutants.filter(({ status }) => MISSED.includes(status)).length,
	}));
}

/** Of all mutants together. Nothing mutated is no proof of anything: 0. */
export function percentage(scores: readonly Pick<Score, "detected" | "missed">[]): number {
	const detected = scores.reduce((sum, score) => sum + score.detected, 0);
	const all = scores.reduce((sum, score) => sum + score.detected + score.missed, 0);
	return all === 0 ? 0 : (100 * detected) / all;
}

export function scoreTable(scores: readonly Score[]): string {
	const width = Math.max(...scores.map(({ file }) => file.length), 0);
	const row = (name: string, own: readonly Score[]) => {
		const missed = own.reduce((sum, score) => sum + score.missed, 0);
		return `  ${name.padEnd(width)}  ${percentage(own).toFixed(1).padStart(5)} %  ${missed} missed\n`;
	};
	return `${scores.map((score) => row(score.file, [score])).join("")}${row("together", scores)}at least ${SCORE_BAR} % is asked\n`;
}

function readReport(directory: string): MutationReport {
	const file = join(directory, REPORT);
	if (!existsSync(file)) throw new CommandError("Stryker left no report; what it said is above");
	return reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

function runStryker({ directory }: CommandIo, argv: readonly string[]): Promise<number> {
	const bin = join(directory, "node_modules/.bin");
	const child = spawn(process.execPath, [join(bin, "stryker"), "run", "stryker.config.mjs", ...argv], {
		cwd: directory,
		stdio: ["ignore", "inherit", "inherit"],
		env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}` },
	});
	return new Promise((resolve) => {
		child.once("error", () => resolve(1));
		child.once("exit", (code) => resolve(code ?? 1));
	});
}
