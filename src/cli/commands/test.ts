import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { CommandIo } from "../command.ts";
import { installTestTools } from "../local/chromium.ts";

const reportSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() });

/** Set for tests that are left out otherwise: those that take many minutes or need a quiet machine. */
const ALL = "LIVERY_ALL";

/**
 * `npm test [-- --all] [files and options of vitest]`: types, lint, then every test on real parts; closes with
 * `N passed, N failed`. With `--all`, also what is exhaustive and what is measured by time.
 */
export async function test(argv: string[], io: CommandIo): Promise<number> {
	const all: Record<string, string> = argv.includes("--all") ? { [ALL]: "1" } : {};
	installTestTools(io.stdout);
	let passed = 0;
	let failed = 0;
	for (const [name, ...command] of [
		["types", "tsc", "--noEmit"],
		["lint", "biome", "check", "."],
	]) {
		const code = await run(io.directory, command);
		io.stdout.write(`${name}: ${code === 0 ? "ok" : "failed"}\n`);
		if (code === 0) passed += 1;
		else failed += 1;
	}
	const folder = mkdtempSync(join(tmpdir(), "livery-report-"));
	const file = join(folder, "report.json");
	const chosen = argv.filter((option) => option !== "--all");
	const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
	const code = await run(io.directory, ["vitest", "run", ...reporters, ...chosen], all);
	const report = readReport(file);
	rmSync(folder, { recursive: true, force: true });
	passed += report?.numPassedTests ?? 0;
	failed += report?.numFailedTests ?? 0;
	// A file that does not load, or a hook that fails, has no failed test of its own.
	if ((code !== 0 || report?.success !== true) && failed === 0) failed = 1;
	io.stdout.write(`${passed} passed, ${failed} failed\n`);
	return failed === 0 ? 0 : 1;
}

function readReport(file: string): z.infer<typeof reportSchema> | undefined {
	try {
		return reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return undefined;
	}
}

/** A tool of this project, by its name in node_modules/.bin, on this Node. */
function run(
	directory: string,
	[tool = "", ...argv]: readonly string[],
	variables: Readonly<Record<string, string>> = {},
): Promise<number> {
	const bin = join(directory, "node_modules/.bin");
	const child = spawn(join(bin, tool), argv, {
		cwd: directory,
		stdio: ["ignore", "inherit", "inherit"],
		env: { ...process.env, ...variables, PATH: `${bin}:${process.env.PATH ?? ""}` },
	});
	return new Promise((resolve) => {
		child.once("error", () => resolve(1));
		child.once("exit", (code) => resolve(code ?? 1));
	});
}
