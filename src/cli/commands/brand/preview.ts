import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asIfAllRan } from "#foundation/register/running.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { untilInterrupted } from "../../interrupted.ts";
import { startDatabase } from "../../local/sqld.ts";
import { startWorker } from "../../local/worker.ts";
import { bundleWorker } from "../../local/wrangler.ts";
import { freePort, requireFreePort } from "../../ports.ts";
import { readLiveState } from "../../publish/live-state.ts";
import { planPublication } from "../../publish/publication.ts";
import { publish } from "../../publish/publish.ts";
import { RUNNING } from "../../publish/running.ts";
import { operatorDatabase } from "../../run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "../../secrets.ts";
import { migrate } from "../migrate.ts";
import { compileTenants } from "./compile-files.ts";

/**
 * `brand preview <id> [--port 8790] [--planned]`: the files as they are, on a database of their own; nothing is
 * published. `--planned`: with everything that is planned, for review, and every page says so.
 */
export async function brandPreview(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, { values: ["port"], switches: ["planned"] });
	const [id] = rest;
	if (id === undefined) throw new CommandError("which brand? npm run brand -- preview <id>");
	const running = switches.has("planned") ? asIfAllRan(RUNNING) : RUNNING;
	const stage = switches.has("planned") ? "review" : "preview";
	const compiled = await compileTenants(io, { ids: [id], running });
	const port = Number(values.get("port") ?? 8790);
	await requireFreePort(port, "the preview", "choose another: --port <number>");
	io.stdout.write("starting: database, brands, statement and its PDFs, Worker; this takes up to a minute\n");
	const folder = mkdtempSync(join(tmpdir(), "livery-preview-"));
	const database = await startDatabase(join(folder, "sqld"), await freePort());
	try {
		await migrate(database.url, undefined, io.directory, io.now());
		const operator = operatorDatabase(database.url, undefined, "preview");
		const live = await readLiveState(operator);
		const now = io.now();
		await publish(operator, await planPublication(compiled, live, now, running), live, {
			now,
			note: "preview",
			preview: true,
		});
		const bundle = await bundleWorker(io.directory, join(folder, "worker"));
		const bindings = { STAGE: stage, DATABASE_URL: database.url, SMTP_URL: NO_MAIL_SERVER, ...newSecrets() };
		const worker = await startWorker({ directory: io.directory, bundle, bindings, port });
		io.stdout.write(
			`preview of ${id}: http://${id}.localhost:${worker.url.port}/  (not published, not indexed; Ctrl-C ends it)\n`,
		);
		await untilInterrupted();
		await worker.stop();
	} finally {
		await database.stop();
		rmSync(folder, { recursive: true, force: true });
	}
	return 0;
}
