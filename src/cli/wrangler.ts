import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { CommandError } from "./command.ts";

/** Quiet, offline, and without questions. */
const ENVIRONMENT = {
	WRANGLER_SEND_METRICS: "false",
	CLOUDFLARE_CF_FETCH_ENABLED: "false",
	WRANGLER_HIDE_BANNER: "true",
	CI: "true",
	FORCE_COLOR: "0",
	NO_COLOR: "1",
};

/** Starts wrangler on this project with its own Node. */
export function spawnWrangler(directory: string, argv: readonly string[], inherit = false): ChildProcess {
	return spawn(process.execPath, [join(directory, "node_modules/wrangler/bin/wrangler.js"), ...argv], {
		cwd: directory,
		stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"],
		env: { ...process.env, ...ENVIRONMENT },
	});
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

/** Builds the Worker exactly as a deploy would; returns the path of its one module. */
export async function bundleWorker(directory: string, out: string): Promise<string> {
	await runWrangler(directory, ["deploy", "--dry-run", "--outdir", out]);
	return join(out, "index.js");
}
