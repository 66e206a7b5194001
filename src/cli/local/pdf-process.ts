import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { CommandIo } from "../command.ts";
import { lacksPdfs } from "../publish/later-pdfs.ts";
import { operatorDatabase } from "../run-state.ts";
import { exitOf } from "./child-exit.ts";
import { SMALL_PROCESS } from "./small-process.ts";
import type { Steps } from "./steps.ts";

export type PdfProcess = { stop(): Promise<void> };

/**
 * Renders the PDFs that the publication left for later, in a process of its own: it holds up no mail and no tick, and
 * its memory goes with it. Ended before it is done, the next start goes on.
 */
export function renderPdfsBeside(io: CommandIo, databaseUrl: string, steps: Steps): PdfProcess {
	let child: ChildProcess | undefined;
	let isStopped = false;
	/** @returns whether there was something to render, and all of it is rendered */
	const render = async () => {
		const isNeeded = await lacksPdfs(operatorDatabase(databaseUrl, undefined, "npm start"));
		if (!isNeeded || isStopped) return false;
		child = spawnRenderer(io, databaseUrl);
		await exitOf(child);
		return child.exitCode === 0;
	};
	const done = steps
		.run((isRendered) => (isRendered ? "PDFs of new statements rendered" : undefined), render)
		.catch((error: unknown) => {
			if (!isStopped) io.stderr.write(`livery: no PDFs were rendered: ${String(error)}\n`);
		});
	return {
		async stop() {
			isStopped = true;
			child?.kill("SIGKILL");
			await done;
		},
	};
}

function spawnRenderer(io: CommandIo, databaseUrl: string): ChildProcess {
	const child = spawn(process.execPath, [...SMALL_PROCESS.flags, join(io.directory, "src/cli/run.mjs"), "pdfs"], {
		cwd: io.directory,
		stdio: ["ignore", "ignore", "pipe"],
		env: { ...process.env, DATABASE_URL: databaseUrl, DATABASE_TOKEN: undefined, ...SMALL_PROCESS.environment },
	});
	child.stderr?.on("data", (data: Buffer) => io.stderr.write(data));
	return child;
}
