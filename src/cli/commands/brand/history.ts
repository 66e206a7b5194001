import { join } from "node:path";
import { z } from "zod";
import { legalSchema, lookSchema } from "#foundation/brand/settings.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { printableLine } from "#foundation/printable.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { changedPaths, describePlan, fileOf } from "../../describe.ts";
import { readLiveState } from "../../publish/live-state.ts";
import { membersToTell } from "../../publish/members-to-tell.ts";
import { planPublication } from "../../publish/publication.ts";
import { hostConflicts, publish } from "../../publish/publish.ts";
import { withDatabase } from "../../run-state.ts";
import { type CompiledBrand, loadTenants } from "../../tenants/files.ts";
import { DATABASE, type Usage } from "../../usage.ts";

export const HISTORY_USAGE: Usage = {
	does: "what of a brand was published when, newest first",
	forms: ["npm run brand -- history <id>"],
	variables: DATABASE,
	example: "npm run brand -- history twero",
};

export const ROLLBACK_USAGE: Usage = {
	does: "publishes the settings of an earlier revision as a new one",
	forms: ["npm run brand -- rollback <id> <revision> [--dry-run]"],
	options: { "--dry-run": "only says what would change; it publishes" },
	variables: DATABASE,
	example: "npm run brand -- rollback twero 3 --dry-run",
};

const settingsSchema = z.object({ look: lookSchema, legal: legalSchema });

/** `brand history <id>`: revisions and statements, newest first. */
export async function brandHistory(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	const [id] = rest;
	if (id === undefined) throw new CommandError("which brand? npm run brand -- history <id>");
	return withDatabase(io, "history", async (database) => {
		const live = await readLiveState(database);
		const revisions = await revisionsOf(database, id);
		if (revisions.length === 0) throw new CommandError(`${id} was never published`);
		const current = live.brands.get(id)?.revision;
		for (const row of revisions) {
			const mark = row.revision === current ? "  ← live" : "";
			io.stdout.write(`revision ${row.revision}  ${row.published_at}  ${printableLine(row.note)}${mark}\n`);
		}
		for (const version of [...(live.statements.get(id) ?? [])].reverse())
			io.stdout.write(
				`statement ${version.number}  ${version.kind === "archived" ? "archived" : version.change}  in force ${version.effectiveAt}\n`,
			);
		return 0;
	});
}

/** `brand rollback <id> <revision> [--dry-run]`: old settings as a new revision; a changed statement as version n+1. */
export async function brandRollback(argv: string[], io: CommandIo): Promise<number> {
	const { rest, switches } = parseOptions(argv, { switches: ["dry-run"] });
	const [id, wanted] = rest;
	if (id === undefined || !/^[1-9][0-9]*$/.test(wanted ?? ""))
		throw new CommandError("usage: npm run brand -- rollback <id> <revision> [--dry-run]");
	return withDatabase(io, "rollback", async (database) => {
		const live = await readLiveState(database);
		const before = live.brands.get(id);
		if (!before) throw new CommandError(`${id} is not published`);
		const row = (await revisionsOf(database, id)).find(({ revision }) => revision === Number(wanted));
		if (!row) throw new CommandError(`${id} has no revision ${wanted}; npm run brand -- history ${id} lists them`);
		const settings = settingsSchema.safeParse(JSON.parse(row.settings_json));
		if (!settings.success) throw new CommandError(`revision ${wanted} has a shape that this version no longer reads`);
		const sourceSha256 = live.sources.get(id) ?? row.source_sha256;
		const compiled = {
			id: before.id,
			realm: before.realm,
			...settings.data,
			provenance: {},
			assets: [],
			source: { file: "", sha256: "" },
		};
		const plan = await planPublication([compiled], live, io.now());
		// The file has not changed: a later start must not take this rollback back.
		const kept = { ...plan, brands: plan.brands.map((brand) => ({ ...brand, sourceSha256 })) };
		io.stdout.write(describePlan(kept, await membersToTell(database, kept)));
		const conflicts = hostConflicts(kept, live, io.now());
		if (conflicts.length > 0) throw new CommandError(conflicts.join("\n"));
		if (switches.has("dry-run") || kept.brands.length === 0) {
			io.stdout.write(kept.brands.length === 0 ? "nothing to publish\n" : "dry run: nothing was published\n");
			return 0;
		}
		await publish(database, kept, live, { now: io.now(), note: `rollback to revision ${wanted}` });
		const { brands } = await loadTenants(join(io.directory, "tenants"));
		const [file] = brands.filter((brand) => brand.id === id);
		const saying = file === undefined ? [] : filesThatDiffer(compiled, file);
		if (saying.length > 0)
			io.stdout.write(
				`${saying.map(printableLine).join(" and ")} still ${saying.length === 1 ? "says" : "say"} what was taken back; the next apply publishes it again\n`,
			);
		return 0;
	});
}

/** The files that hold what the settings that were put back no longer say. */
function filesThatDiffer(restored: Pick<CompiledBrand, "look" | "legal">, file: CompiledBrand): string[] {
	const paths = changedPaths(restored, file);
	return [...new Set(paths.flatMap((path) => fileOf(path, file.provenance) ?? file.source.file))];
}

async function revisionsOf(database: Database, id: string) {
	const [rows] = await database.read(
		build
			.selectFrom("brand_revision")
			.select(["revision", "published_at", "note", "settings_json", "source_sha256"])
			.where("brand_id", "=", id)
			.orderBy("revision", "desc"),
	);
	return rows;
}
