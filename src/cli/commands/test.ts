import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandIo } from "../command.ts";
import { installTestTools } from "../local/chromium.ts";
import { keepTestReport } from "../tested/keep-report.ts";
import { removeTestReport } from "../tested/report-file.ts";
import { sourceHash } from "../tested/source-hash.ts";
import type { Usage } from "../usage.ts";
import { describeRun, faultsOfRun, type RunReport, runReportSchema } from "./test-report.ts";

/** Set for tests that are left out otherwise: those that take many minutes or need a quiet machine. */
const ALL = "LIVERY_ALL";
/** What samples are drawn by (test/support/run/sample.ts); set, a run repeats the draws of another. */
const SEED = "LIVERY_SEED";

/** Ends in one word, at once when it is known: "types: ok". What a check that failed printed comes before it. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
	types: ["tsc", "--noEmit", "--incremental", "--tsBuildInfoFile", "node_modules/.cache/types.tsbuildinfo"],
	lint: ["biome", "check", "."],
};

export const USAGE: Usage = {
	does: "Runs types, lint and every test on real parts, and closes with what passed and failed.",
	forms: ["npm test [-- --all] [<path>…] [options of vitest]"],
	options: { "--all": "also what is exhaustive and what is measured by time; samples of it" },
	variables: { [SEED]: "by what samples are drawn; a random number, which is printed" },
	example: "npm test -- test/cli/brand-new.test.ts",
};

/**
 * `npm test [-- --all] [files and options of vitest]`: types, lint and every test on real parts, beside each other; then
 * the minutes of each area, the slowest files and the flaky tests; closes with `N passed, N failed`. With `--all`, also
 * what is exhaustive and what is measured by time.
 */
export async function test(argv: string[], io: CommandIo): Promise<number> {
	installTestTools(io.stdout);
	const seed = process.env[SEED] ?? String(randomInt(2 ** 31));
	const sampling: Record<string, string> = argv.includes("--all") ? { [ALL]: "1" } : { [SEED]: seed };
	if (!argv.includes("--all")) io.stdout.write(`samples are drawn by ${SEED}=${seed}\n`);
	const isWhole = chosenOf(argv).length === 0;
	const source = isWhole ? sourceHash(io.directory) : undefined;
	// One that is killed leaves none: an earlier one says nothing of how this one ended.
	if (isWhole) removeTestReport(io.directory);
	const startedAt = performance.now();
	const [checks, tests] = await Promise.all([runChecks(io), runTests(argv, sampling, io.directory)]);
	const wallMs = performance.now() - startedAt;
	const { report } = tests;
	let failed = checks.failed + (report?.failed ?? 0);
	// A file that does not load, or a hook that fails, has no failed test of its own.
	if ((tests.code !== 0 || report?.success !== true) && !report?.failed) failed += 1;
	if (report) for (const line of describeRun(report, wallMs)) io.stdout.write(`${line}\n`);
	for (const fault of faultsOfRun(report ?? { flaky: [] }, wallMs)) {
		io.stdout.write(`${fault}\n`);
		failed += 1;
	}
	const passed = checks.passed + (report?.passed ?? 0);
	if (source !== undefined)
		io.stdout.write(`${await keepTestReport({ source, passed, failed, titles: report?.kept }, io)}\n`);
	io.stdout.write(`${passed} passed, ${failed} failed\n`);
	return failed === 0 ? 0 : 1;
}

/** Files and options of vitest: with any of them, not every test may run. */
const chosenOf = (argv: readonly string[]) => argv.filter((option) => option !== "--all");

async function runChecks(io: CommandIo): Promise<{ passed: number; failed: number }> {
	const codes = await Promise.all(
		Object.entries(CHECKS).map(async ([name, command]) => {
			const { code, said } = await run(io.directory, command, { isHeld: true });
			io.stdout.write(`${code === 0 ? "" : said}${name}: ${code === 0 ? "ok" : "failed"}\n`);
			return code;
		}),
	);
	const passed = codes.filter((code) => code === 0).length;
	return { passed, failed: codes.length - passed };
}

async function runTests(
	argv: readonly string[],
	sampling: Readonly<Record<string, string>>,
	directory: string,
): Promise<{ code: number; report: RunReport | undefined }> {
	const folder = mkdtempSync(join(tmpdir(), "livery-report-"));
	const file = join(folder, "report.json");
	const variables = { LIVERY_REPORT: file, ...sampling };
	const reporters = ["--reporter=default", "--reporter=./test/support/run/reporter.ts"];
	const { code } = await run(directory, ["vitest", "run", ...reporters, ...chosenOf(argv)], { variables });
	const report = readReport(file);
	rmSync(folder, { recursive: true, force: true });
	return { code, report };
}

function readReport(file: string): RunReport | undefined {
	try {
		return runReportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return undefined;
	}
}

type RunOptions = {
	variables?: Readonly<Record<string, string>>;
	/** What it prints is given back instead. */
	isHeld?: boolean;
};

/** A tool of this project, by its name in node_modules/.bin, on this Node. */
function run(
	directory: string,
	[tool = "", ...argv]: readonly string[],
	{ variables = {}, isHeld = false }: RunOptions,
): Promise<{ code: number; said: string }> {
	const bin = join(directory, "node_modules/.bin");
	const output = isHeld ? "pipe" : "inherit";
	const child = spawn(join(bin, tool), argv, {
		cwd: directory,
		stdio: ["ignore", output, output],
		env: { ...process.env, ...variables, PATH: `${bin}:${process.env.PATH ?? ""}` },
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr])
		stream?.on("data", (data: Buffer) => {
			said += data.toString();
		});
	return new Promise((resolve) => {
		child.once("error", (error) => resolve({ code: 1, said: `${error.message}\n` }));
		child.once("close", (code) => resolve({ code: code ?? 1, said }));
	});
}
