import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { bundleNode } from "#cli/local/node-bundle.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { onFreePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** What the tests of a project run the application on. */
		runtime: "workerd" | "node";
		/** The Worker as a deploy would upload it; in the project "node", the bundled Node entry. */
		bundle: string;
		/** A libSQL data folder with the project's own brands published, to copy. */
		template: string;
	}
}

/** Builds the runtime's bundle and a published database once; every test file starts its own copies. */
export async function setup(project: TestProject): Promise<() => void> {
	const directory = process.cwd();
	const folder = mkdtempSync(join(tmpdir(), "livery-test-"));
	const template = join(folder, "template");
	mkdirSync(template);
	const [bundle] = await Promise.all([bundleFor(project, directory, folder), publishTemplate(directory, template)]);
	project.provide("bundle", bundle);
	project.provide("template", template);
	return () => rmSync(folder, { recursive: true, force: true });
}

async function bundleFor(project: TestProject, directory: string, folder: string): Promise<string> {
	if (project.config.provide.runtime === "workerd") return bundleWorker(directory, join(folder, "worker"));
	// Native addons are found from where the bundle is.
	symlinkSync(join(directory, "node_modules"), join(folder, "node_modules"));
	return bundleNode(directory, join(folder, "node"));
}

async function publishTemplate(directory: string, template: string): Promise<void> {
	const server = await onFreePort((port) => startDatabase(template, port));
	const now = new Date();
	await migrate(server.url, undefined, directory, now);
	const io = { stdout: process.stdout, stderr: process.stderr, stdin: process.stdin, directory, now: () => now };
	await publishChangedFiles(operatorDatabase(server.url, undefined, "tests"), io);
	await server.stop();
}
