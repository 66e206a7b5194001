import { basename, join } from "node:path";
import type { Database } from "#foundation/db/database.ts";
import { checkRecipients } from "#foundation/register/check.ts";
import type { Running } from "#foundation/register/running.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { describePlan } from "../../describe.ts";
import { type LiveState, readLiveState } from "../../publish/live-state.ts";
import { membersToTell } from "../../publish/members-to-tell.ts";
import { type Plan, planPublication, sourceSha256 } from "../../publish/publication.ts";
import { hostConflicts, type PublishOptions, publish } from "../../publish/publish.ts";
import { withDatabase } from "../../run-state.ts";
import { type CompiledBrand, loadTenants } from "../../tenants/files.ts";
import { problemLine } from "./check.ts";

/** `brand apply [<id>…] [--dry-run] [--remove <id>] [--note <text>]`: the operator's act, and the approval of hosts. */
export async function brandApply(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, { values: ["remove", "note"], switches: ["dry-run"] });
	const remove = values.get("remove");
	return withDatabase(io, "apply", async (database) => {
		const live = await readLiveState(database);
		const compiled = await compileTenants(io, { ids: rest, live });
		const removed = remove === undefined ? [] : [remove];
		for (const id of removed) {
			if (!live.brands.has(id)) throw new CommandError(`${id} is not published`);
			if (compiled.some((brand) => brand.id === id))
				throw new CommandError(
					`tenants/${id}.toml still exists; delete the file first, or the next apply brings the brand back`,
				);
		}
		const plan = await planPublication(compiled, live, io.now());
		io.stdout.write(describePlan(plan, await membersToTell(database, plan)));
		for (const id of removed) io.stdout.write(`- ${id}: taken offline; its hosts answer 421 and are held back\n`);
		warnOfMissingFiles(compiled, live, rest, removed, io);
		const conflicts = hostConflicts(plan, live, io.now(), removed);
		if (conflicts.length > 0) throw new CommandError(conflicts.join("\n"));
		if (plan.brands.length + removed.length === 0) {
			io.stdout.write("nothing to publish\n");
			return 0;
		}
		if (switches.has("dry-run")) {
			io.stdout.write("dry run: nothing was published\n");
			return 0;
		}
		const revision = await publish(database, plan, live, {
			now: io.now(),
			note: values.get("note") ?? "apply",
			removed,
		});
		io.stdout.write(`published as registry revision ${revision}; running Workers show it within 15 seconds\n`);
		return 0;
	});
}

/**
 * The brands of these files, or of all. A published host stays with its brand, even when another brand names it.
 *
 * Warnings are written out.
 *
 * @throws CommandError with every problem, when one of the wanted files has an error
 */
export async function compileTenants(
	io: CommandIo,
	{ ids = [], live, running }: { ids?: readonly string[]; live?: LiveState; running?: Running } = {},
): Promise<CompiledBrand[]> {
	const active = (live?.hosts ?? []).filter(({ state }) => state === "active");
	const holders = new Map(active.map(({ hostname, brand_id }) => [hostname, brand_id]));
	const { brands, problems } = await loadTenants(join(io.directory, "tenants"), {
		...(live ? { holders } : {}),
		...(running ? { running } : {}),
	});
	// Someone else's broken file stops nobody but its own brand.
	const mine = ({ file }: { file: string }) =>
		ids.length === 0 || file.includes("operators") || ids.some((id) => basename(file) === `${id}.toml`);
	const wanted = ids.length === 0 ? brands : brands.filter((brand) => ids.includes(brand.id));
	const lines = [
		...problems
			.filter((one) => one.level === "error" && mine(one))
			.map((one) => `${one.file}:${one.line}:${one.column}  ${one.why}\n    → ${one.fix}`),
		...wanted.flatMap(({ id, legal }) => checkRecipients(legal).map((why) => `${id}: ${why}`)),
	];
	if (lines.length > 0)
		throw new CommandError(
			`nothing was published, because the files have ${lines.length} problem(s):\n${lines.join("\n")}`,
		);
	// Before any difference: what a reader may take for somebody else's is not left to the eye.
	for (const one of problems) if (one.level === "warning" && mine(one)) io.stdout.write(problemLine(one));
	for (const id of ids)
		if (!wanted.some((brand) => brand.id === id)) throw new CommandError(`there is no tenants/${id}.toml`);
	return wanted;
}

/**
 * What `npm start` does: publishes the files that changed since their own last publication, so that a rollback is
 * not undone by a restart, and brands whose derived statement changed with the code.
 */
export async function publishChangedFiles(
	database: Database,
	io: CommandIo,
	{ pdfs = "with-version" }: Pick<PublishOptions, "pdfs"> = {},
): Promise<Plan> {
	const { plan, live } = await planChangedFiles(database, io);
	if (plan.brands.length > 0) await publish(database, plan, live, { now: io.now(), note: "npm start", pdfs });
	return plan;
}

/** What a start or a deploy would publish. @throws CommandError when files or hosts forbid it */
export async function planChangedFiles(database: Database, io: CommandIo): Promise<{ plan: Plan; live: LiveState }> {
	const live = await readLiveState(database);
	const compiled = await compileTenants(io, { live });
	const wanted: CompiledBrand[] = [];
	const kept = new Map<string, string>();
	for (const brand of compiled) {
		const source = await sourceSha256(brand);
		const changed = live.sources.get(brand.id) !== source;
		if (!changed) kept.set(brand.id, source);
		wanted.push(changed ? brand : asPublished(brand, live));
	}
	const drafted = await planPublication(wanted, live, io.now());
	const brands = drafted.brands.map((one) => ({ ...one, sourceSha256: kept.get(one.after.id) ?? one.sourceSha256 }));
	const plan = { ...drafted, brands };
	const conflicts = hostConflicts(plan, live, io.now());
	if (conflicts.length > 0) throw new CommandError(conflicts.join("\n"));
	return { plan, live };
}

/** The settings that are published now, which a rollback may have made older than the file. */
function asPublished(brand: CompiledBrand, live: LiveState): CompiledBrand {
	const published = live.brands.get(brand.id);
	const legal = published?.legal.at(-1)?.settings;
	return published && legal ? { ...brand, look: published.look, legal } : brand;
}

function warnOfMissingFiles(
	compiled: readonly CompiledBrand[],
	live: LiveState,
	ids: readonly string[],
	removed: readonly string[],
	io: CommandIo,
): void {
	if (ids.length > 0) return;
	for (const id of live.brands.keys())
		if (!compiled.some((brand) => brand.id === id) && !removed.includes(id))
			io.stdout.write(
				`! ${id} is live but has no file; it stays live. To take it offline: brand apply --remove ${id}\n`,
			);
}
