import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "smol-toml";
import { CommandError } from "../command.ts";
import type { Alias } from "../tested/embed.ts";
import { exitOf } from "./child-exit.ts";
import { SMALL_PROCESS } from "./small-process.ts";

/** Quiet, offline, and without questions. */
const ENVIRONMENT = {
	WRANGLER_SEND_METRICS: "false",
	CLOUDFLARE_CF_FETCH_ENABLED: "false",
	WRANGLER_HIDE_BANNER: "true",
	CI: "true",
	FORCE_COLOR: "0",
	NO_COLOR: "1",
	// Of its bundler, which else keeps a third of a gigabyte; it has 100 MiB in use.
	GOMEMLIMIT: "130MiB",
	...SMALL_PROCESS.environment,
};

/** Starts wrangler on this project with this Node, in a process group of its own so that it ends with its children. */
export function spawnWrangler(directory: string, argv: readonly string[]): ChildProcess {
	return spawn(
		process.execPath,
		[...SMALL_PROCESS.flags, "--no-warnings", join(directory, "node_modules/wrangler/wrangler-dist/cli.js"), ...argv],
		{
			cwd: directory,
			detached: true,
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...process.env, ...ENVIRONMENT, NODE_COMPILE_CACHE: join(directory, "node_modules/.cache/node") },
		},
	);
}

/** Runs wrangler to its end. @throws CommandError with the last lines that it said */
export async function runWrangler(directory: string, argv: readonly string[]): Promise<string> {
	const child = spawnWrangler(directory, argv);
	let said = "";
	child.stdout?.on("data", (data: Buffer) => (said += data.toString()));
	child.stderr?.on("data", (data: Buffer) => (said += data.toString()));
	const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
	if (code !== 0)
		throw new CommandError(`wrangler ${argv[0]} failed:\n${said.trim().split("\n").slice(-15).join("\n")}`);
	return said;
}

/** Options that put modules in the place of others. */
export const aliasOptions = (alias: Alias): string[] =>
	Object.entries(alias).flatMap(([name, file]) => ["--alias", `${name}:${file}`]);

/**
 * Writes wrangler.toml with these modules in the place of others: `wrangler dev` knows no option for it.
 * @param folder within the project's, where the file is written
 * @returns its path
 */
export function writeDevConfig(directory: string, folder: string, alias: Alias): string {
	const text = readFileSync(join(directory, "wrangler.toml"), "utf8");
	const here = text.replace(
		/^main = "([^"]+)"$/m,
		(_line, main: string) => `main = ${JSON.stringify(relative(folder, join(directory, main)))}`,
	);
	const file = join(folder, "wrangler.toml");
	writeFileSync(file, `${here}\n${stringify({ alias })}\n`);
	return file;
}

/** Builds the Worker exactly as a deploy would; returns the path of its one module. */
export async function bundleWorker(directory: string, out: string, alias: Alias = {}): Promise<string> {
	await runWrangler(directory, ["deploy", "--dry-run", "--outdir", out, ...aliasOptions(alias)]);
	return join(out, "index.js");
}

/** Ends wrangler and what it started; what does not end by itself is killed. */
export async function stopWrangler(child: ChildProcess): Promise<void> {
	const { pid } = child;
	if (pid === undefined) return;
	const ended = exitOf(child);
	signalGroup(pid, "SIGTERM");
	const late = setTimeout(() => signalGroup(pid, "SIGKILL"), 5_000);
	await ended;
	clearTimeout(late);
	signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// It is gone.
	}
}
