import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { plannedEntries } from "../privacy/register.ts";
import { compileTenants } from "./brand-apply.ts";
import { CommandError, type CommandIo, parseOptions } from "./command.ts";
import { describePlan } from "./describe.ts";
import { type LiveState, readLiveState } from "./live-state.ts";
import { migrate } from "./migrate.ts";
import { type Plan, planPublication } from "./publication.ts";
import { hostConflicts, publish } from "./publish.ts";
import { operatorDatabase } from "./run-state.ts";
import type { CompiledBrand } from "./tenant-files.ts";
import { runWrangler } from "./wrangler.ts";

const SIZE_LIMIT = 1.5 * 1024 * 1024;

/**
 * `npm run deploy [-- --dry-run] [--accept-statements]`: checks, migrates, deploys, publishes, in that order.
 * The dry run needs no network and no database: it does every check that can be done here.
 */
export async function deploy(argv: string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, { switches: ["dry-run", "accept-statements"] });
	const compiled = await compileTenants(io);
	io.stdout.write(`checked ${compiled.length} brand(s)\n`);
	const planned = plannedPlaces(compiled);
	const size = await bundleSize(io);
	io.stdout.write(`Worker: ${Math.round(size / 1024)} KiB gzip of at most ${SIZE_LIMIT / 1024}\n`);
	if (size > SIZE_LIMIT) throw new CommandError("the Worker is too large");
	if (switches.has("dry-run")) {
		if (planned.size > 0) io.stdout.write(`a real deploy would be refused:\n${plannedText(planned)}\n`);
		io.stdout.write("dry run: nothing was migrated, deployed or published\n");
		return 0;
	}
	if (planned.size > 0)
		throw new CommandError(`statements name data that no feature holds yet:\n${plannedText(planned)}`);
	await deployForReal(compiled, switches.has("accept-statements"), io);
	return 0;
}

async function deployForReal(compiled: CompiledBrand[], accepted: boolean, io: CommandIo): Promise<void> {
	const url = process.env.DATABASE_URL;
	if (url === undefined)
		throw new CommandError("DATABASE_URL is not set; a deploy migrates and publishes to it (see README, Deploy)");
	const token = process.env.DATABASE_TOKEN;
	const database = operatorDatabase(url, token, "deploy");
	io.stdout.write(`applied ${await migrate(url, token, io.directory, io.now())} migration(s)\n`);
	const live = await readLiveState(database);
	const plan = await planPublication(compiled, live, io.now());
	io.stdout.write(describePlan(plan));
	const drifted = driftedBrands(plan, live);
	if (drifted.length > 0 && !accepted)
		throw new CommandError(
			`this code derives another statement than the published one for ${drifted.join(", ")}; read the changes above, then deploy with --accept-statements`,
		);
	const conflicts = hostConflicts(plan, live, io.now());
	if (conflicts.length > 0) throw new CommandError(conflicts.join("\n"));
	await runWrangler(io.directory, ["deploy", "--env", "production"]);
	io.stdout.write("deployed\n");
	if (plan.brands.length > 0)
		io.stdout.write(
			`published as registry revision ${await publish(database, plan, live, { now: io.now(), note: "deploy" })}\n`,
		);
}

/** Brands whose files say what they said, while the code now says it otherwise. */
export function driftedBrands(plan: Plan, live: LiveState): string[] {
	return plan.brands
		.filter(
			({ after, before, statement, sourceSha256 }) =>
				before && statement && live.sources.get(after.id) === sourceSha256,
		)
		.map(({ after }) => after.id);
}

function plannedPlaces(compiled: readonly CompiledBrand[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { id, legal } of compiled) {
		const count = plannedEntries(legal).length;
		if (count > 0) counts.set(id, count);
	}
	return counts;
}

function plannedText(planned: ReadonlyMap<string, number>): string {
	return [...planned].map(([id, count]) => `  ${id}: ${count} planned register entries in its statement`).join("\n");
}

async function bundleSize(io: CommandIo): Promise<number> {
	const out = mkdtempSync(join(tmpdir(), "livery-deploy-"));
	try {
		await runWrangler(io.directory, ["deploy", "--dry-run", "--env", "production", "--outdir", out]);
		return gzipSync(readFileSync(join(out, "index.js"))).length;
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}
