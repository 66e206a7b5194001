import type { Database } from "#foundation/db/database.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { describePlan } from "../../describe.ts";
import { slowSteps } from "../../local/steps.ts";
import { type LiveState, readLiveState } from "../../publish/live-state.ts";
import { membersToTell } from "../../publish/members-to-tell.ts";
import { type Plan, planPublication, sourceSha256 } from "../../publish/publication.ts";
import { hostConflicts, type PublishOptions, publish } from "../../publish/publish.ts";
import { withDatabase } from "../../run-state.ts";
import type { CompiledBrand } from "../../tenants/files.ts";
import { DATABASE, type Usage } from "../../usage.ts";
import { compileSound, compileTenants } from "./compile-files.ts";

export const USAGE: Usage = {
	does: "publishes the files that changed, and approves their hosts",
	forms: ["npm run brand -- apply [<id>…] [--dry-run] [--note <text>] [--remove <id>]"],
	options: {
		"--dry-run": "only says what would change and how many members would be told; it publishes",
		"--note <text>": 'what stands beside the revision in the history; "apply"',
		"--remove <id>": "takes a brand offline whose file is gone, and holds its hosts back for 90 days; none",
	},
	variables: DATABASE,
	more: "Without an id: the brands of every operator of whom all files are right; exit code 1 when some were left out.",
	example: "npm run brand -- apply twero --dry-run",
};

/**
 * `brand apply [<id>…] [--dry-run] [--remove <id>] [--note <text>]`: the operator's act, and the approval of hosts.
 * Without an id: every operator of whom all files are right; brands of the others stay as they are, and the
 * exit code is 1.
 */
export async function brandApply(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, { values: ["remove", "note"], switches: ["dry-run"] });
	const remove = values.get("remove");
	const steps = slowSteps(io);
	return withDatabase(io, "apply", async (database) => {
		const live = await readLiveState(database);
		const { brands: compiled, leftOut } = await steps.run(
			({ brands }) => `${brands.length} brand(s) compiled`,
			() => compileWanted(io, rest, live),
		);
		const code = leftOut.length === 0 ? 0 : 1;
		const removed = remove === undefined ? [] : [remove];
		for (const id of removed) {
			if (!live.brands.has(id)) throw new CommandError(`${id} is not published`);
			if (compiled.some((brand) => brand.id === id))
				throw new CommandError(
					`tenants/${id}.toml still exists; delete the file first, or the next apply brings the brand back`,
				);
		}
		const plan = await steps.run(
			() => "statements compared with the published ones",
			() => planPublication(compiled, live, io.now()),
		);
		io.stdout.write(describePlan(plan, await membersToTell(database, plan)));
		for (const id of removed) io.stdout.write(`- ${id}: taken offline; its hosts answer 421 and are held back\n`);
		if (rest.length === 0) warnOfMissingFiles(live, [...compiled.map(({ id }) => id), ...leftOut, ...removed], io);
		const conflicts = hostConflicts(plan, live, io.now(), removed);
		if (conflicts.length > 0) throw new CommandError(conflicts.join("\n"));
		if (plan.brands.length + removed.length === 0) {
			io.stdout.write("nothing to publish\n");
			return code;
		}
		if (switches.has("dry-run")) {
			io.stdout.write("dry run: nothing was published\n");
			return code;
		}
		const note = values.get("note") ?? "apply";
		const onBrand = (done: number, total: number) => steps.reached(done, total);
		const revision = await steps.run(
			() => `PDFs rendered, ${plan.brands.length} brand(s) written`,
			() => publish(database, plan, live, { now: io.now(), note, removed, onBrand }),
		);
		io.stdout.write(`published as registry revision ${revision}; running Workers show it within 15 seconds\n`);
		return code;
	});
}

/** The named brands, or those of operators of whom all files are right. */
async function compileWanted(io: CommandIo, ids: readonly string[], live: LiveState) {
	if (ids.length === 0) return compileSound(io, { live });
	return { brands: await compileTenants(io, { ids, live }), leftOut: [] };
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
	const { brands: compiled } = await compileSound(io, { live });
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

function warnOfMissingFiles(live: LiveState, known: readonly string[], io: CommandIo): void {
	for (const id of live.brands.keys())
		if (!known.includes(id))
			io.stdout.write(
				`! ${id} is live but has no file; it stays live. To take it offline: brand apply --remove ${id}\n`,
			);
}
