import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asIfAllRan, type Running } from "#foundation/register/running.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { untilInterrupted } from "../../interrupted.ts";
import { startDatabase } from "../../local/sqld.ts";
import { Steps } from "../../local/steps.ts";
import { startWorker } from "../../local/worker.ts";
import { bundleWorker } from "../../local/wrangler.ts";
import { freePort, parsePort, portFrom, requireFreePort } from "../../ports.ts";
import { readLiveState } from "../../publish/live-state.ts";
import { planPublication } from "../../publish/publication.ts";
import { publish } from "../../publish/publish.ts";
import { RUNNING } from "../../publish/running.ts";
import { operatorDatabase } from "../../run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "../../secrets.ts";
import type { CompiledBrand } from "../../tenants/files.ts";
import type { Usage } from "../../usage.ts";
import { migrate } from "../migrate.ts";
import { compileTenants } from "./compile-files.ts";

const DEFAULT_PORT = 8790;

export const USAGE: Usage = {
	does: "shows a brand on this machine before it is published",
	forms: ["npm run brand -- preview <id> [--port <number>] [--planned]"],
	options: {
		"--port <number>": `where it is shown; PREVIEW_PORT, else ${DEFAULT_PORT}`,
		"--planned": "with everything that is planned, for review, and every page says so; as it is now",
	},
	variables: { PREVIEW_PORT: `the port, where --port names none; ${DEFAULT_PORT}` },
	more: "On a database of its own, which is thrown away: nothing is published. Ctrl-C ends it.",
	example: "npm run brand -- preview twero --port 9000",
};

/**
 * `brand preview <id> [--port 8790] [--planned]`: the files as they are, on a database of their own; nothing is
 * published. `--planned`: with everything that is planned, for review, and every page says so.
 */
export async function brandPreview(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, { values: ["port"], switches: ["planned"] });
	const [id] = rest;
	if (id === undefined) throw new CommandError("which brand? npm run brand -- preview <id>");
	const typed = values.get("port");
	const port = typed === undefined ? portFrom("PREVIEW_PORT", DEFAULT_PORT) : parsePort(typed, `--port ${typed}`);
	await requireFreePort(port, "the preview", "choose another with --port <number> or PREVIEW_PORT (see README, Ports)");
	io.stdout.write("starting the preview; each step says how long it took\n");
	const steps = new Steps(io.stdout);
	const planned = switches.has("planned");
	const running = planned ? asIfAllRan(RUNNING) : RUNNING;
	const compiled = await steps.run(
		() => "files compiled",
		() => compileTenants(io, { ids: [id], running }),
	);
	await show(id, compiled, { io, steps, port, running, stage: planned ? "review" : "preview" });
	return 0;
}

type Shown = { io: CommandIo; steps: Steps; port: number; running: Running; stage: "review" | "preview" };

/** Until it is interrupted. */
async function show(id: string, compiled: readonly CompiledBrand[], shown: Shown): Promise<void> {
	const { io, steps, port, stage } = shown;
	const folder = mkdtempSync(join(tmpdir(), "livery-preview-"));
	const database = await steps.run(
		() => "libSQL server started",
		async () => startDatabase(join(folder, "sqld"), await freePort()),
	);
	try {
		await steps.run(
			() => "migrations applied",
			() => migrate(database.url, undefined, io.directory, io.now()),
		);
		await steps.run(
			() => "statement derived, its PDFs rendered, all kept in that database",
			() => publishThere(database.url, compiled, shown),
		);
		const worker = await steps.run(
			() => "Worker bundled and started",
			async () => {
				const bundle = await bundleWorker(io.directory, join(folder, "worker"));
				const bindings = { STAGE: stage, DATABASE_URL: database.url, SMTP_URL: NO_MAIL_SERVER, ...newSecrets() };
				return startWorker({ directory: io.directory, bundle, bindings, port });
			},
		);
		io.stdout.write(
			`preview of ${id}: http://${id}.localhost:${worker.url.port}/  (not published, not indexed; Ctrl-C ends it)\n`,
		);
		await untilInterrupted();
		await worker.stop();
	} finally {
		await database.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function publishThere(url: string, compiled: readonly CompiledBrand[], { io, running }: Shown): Promise<void> {
	const operator = operatorDatabase(url, undefined, "preview");
	const live = await readLiveState(operator);
	const now = io.now();
	const plan = await planPublication(compiled, live, now, running);
	await publish(operator, plan, live, { now, note: "preview", preview: true });
}
