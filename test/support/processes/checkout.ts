import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A checkout of its own, and the project's commands run in it. */

export type Run = { child: ChildProcess; said(): string; ended: Promise<number | null> };

/** What `npm start` writes goes there, what it runs is the project's. */
export function checkout(): string {
	const folder = mkdtempSync(join(tmpdir(), "livery-start-"));
	for (const name of ["node_modules", "src", "package.json", "wrangler.toml", "tsconfig.json"])
		symlinkSync(join(process.cwd(), name), join(folder, name));
	for (const name of ["migrations", "tenants"]) cpSync(name, join(folder, name), { recursive: true });
	return folder;
}

/** A command of the project. What it says and how it ends can be waited for. */
export function livery(
	folder: string,
	argv: string[],
	env: Record<string, string | undefined> = {},
	nodeArgv: string[] = [],
): Run {
	const child = spawn(process.execPath, [...nodeArgv, "src/cli/run.mjs", ...argv], {
		cwd: folder,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let text = "";
	for (const stream of [child.stdout, child.stderr])
		stream?.on("data", (data: Buffer) => {
			text += data.toString();
		});
	return { child, said: () => text, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

export async function until(
	condition: () => boolean | Promise<boolean>,
	what: () => string,
	milliseconds = 120_000,
): Promise<void> {
	for (const start = Date.now(); Date.now() - start < milliseconds; await sleep(100)) if (await condition()) return;
	throw new Error(what());
}

export function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server: Server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}
