import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { approvedDrafts, markPublished } from "#features/console/drafts/approved.ts";
import { storedAnswers } from "#features/console/drafts/schema.ts";
import { brandFileText } from "#foundation/brand-file/brand-file.ts";
import type { Database } from "#foundation/db/database.ts";
import { type RealmId, realmIdSchema } from "#foundation/ids.ts";
import { printableLine } from "#foundation/printable.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { withDatabase } from "../../run-state.ts";
import type { Usage } from "../../usage.ts";
import { brandApply } from "./apply.ts";

export const USAGE: Usage = {
	does: "lists what was approved in the console and waits to be published",
	forms: ["npm run brand -- drafts [--apply]"],
	options: { "--apply": "write the file of each, and publish them; without it they are only listed" },
	more: "Where publishing is refused, the files that were written go again and the drafts stay approved.",
	example: "npm run brand -- drafts --apply",
};

type Approved = { realm: RealmId; id: string; version: number; brand: string; host: string; text: string };

/** Drafts that were approved in the console and are not published yet, with the file of each. */
async function waiting(database: Database): Promise<Approved[]> {
	const [rows] = await database.read(approvedDrafts());
	return rows.map(({ realm_id, id, version, answers }) => {
		const known = storedAnswers(answers);
		const { id: brand, host } = known;
		return { realm: realmIdSchema.parse(realm_id), id, version, brand, host, text: brandFileText(known) };
	});
}

/** What `npm start` says of them; undefined where none waits. */
export async function waitingWords(database: Database): Promise<string | undefined> {
	const drafts = await waiting(database);
	if (drafts.length === 0) return undefined;
	const names = drafts.map(({ brand }) => brand).join(", ");
	return `Approved in the console and not published yet: ${names}. Publish with: npm run brand -- drafts --apply`;
}

/**
 * `brand drafts [--apply]`: lists what was approved in the console; with `--apply`, writes `tenants/<id>.toml` of each and
 * publishes them. Where publishing is refused, the files that were written go again and the drafts stay approved.
 */
export async function brandDrafts(argv: readonly string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, { switches: ["apply"] });
	const drafts = await withDatabase(io, "drafts", waiting);
	for (const { realm, brand, host } of drafts) io.stdout.write(`${printableLine(`${brand}: ${host} (${realm})`)}\n`);
	if (drafts.length === 0) io.stdout.write("no approved draft waits\n");
	if (drafts.length === 0 || !switches.has("apply")) return 0;
	const written = await writeFiles(drafts, io);
	try {
		const code = await brandApply(
			drafts.map(({ brand }) => brand),
			io,
		);
		if (code !== 0) throw new CommandError("the drafts stay approved");
	} catch (error) {
		for (const path of written) await rm(path);
		throw error;
	}
	const at = io.now().toISOString();
	await withDatabase(io, "drafts", (database) => database.write(...drafts.map((draft) => markPublished(draft, at))));
	return 0;
}

/** @returns the files that were not there before. @throws CommandError where another file has the name */
async function writeFiles(drafts: readonly Approved[], io: CommandIo): Promise<string[]> {
	const files = drafts.map(({ brand, text }) => ({
		path: join(io.directory, "tenants", `${brand}.toml`),
		brand,
		text,
	}));
	const taken = files.find(({ path, text }) => existsSync(path) && readFileSync(path, "utf8") !== text);
	if (taken !== undefined)
		throw new CommandError(`tenants/${taken.brand}.toml is there already and says something else`);
	const missing = files.filter(({ path }) => !existsSync(path));
	for (const { path, brand, text } of missing) {
		await writeFile(path, text, { flag: "wx" });
		io.stdout.write(`Wrote tenants/${brand}.toml.\n`);
	}
	return missing.map(({ path }) => path);
}
